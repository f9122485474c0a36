//! `include/zegoapi.h` is what the sources say, is documented throughout, and has the numbers of the core.
//!
//! `ZEGOAPI_WRITE_HEADER=1 cargo test -p zegoapi-ffi --test header` writes it anew (`make header`).

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use zegoapi_core::{
    Applied, CallOutcome, CallState, Callback, CallbackErrorKind, CallbackProduct, Claim, CodeKind,
    CodeScope, ErrorKind, EventKind, FanOutState, LimitedBy, NotSentCause, Outcome, Problem, TokenErrorKind,
    TokenValidity, UnknownCause,
};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn header_path() -> PathBuf {
    here().join("../include/zegoapi.h")
}

fn header() -> String {
    fs::read_to_string(header_path()).expect("include/zegoapi.h")
}

/// The macros that come of the manifest.
fn version_macros() -> String {
    let (major, minor, patch) = (
        env!("CARGO_PKG_VERSION_MAJOR"),
        env!("CARGO_PKG_VERSION_MINOR"),
        env!("CARGO_PKG_VERSION_PATCH"),
    );
    format!(
        "
/**
 * The version of this header. `zegoapi_version()` is that of the library.
 */
#define ZEGOAPI_VERSION_MAJOR {major}
#define ZEGOAPI_VERSION_MINOR {minor}
#define ZEGOAPI_VERSION_PATCH {patch}
#define ZEGOAPI_VERSION \"{}\"
/**
 * One number that grows with the version: 1002003 for 1.2.3.
 */
#define ZEGOAPI_VERSION_NUMBER \\
    (ZEGOAPI_VERSION_MAJOR * 1000000 + ZEGOAPI_VERSION_MINOR * 1000 + ZEGOAPI_VERSION_PATCH)

/**
 * Whether the library has its own HTTP. Define ZEGOAPI_NO_HTTP to use one that was built without.
 */
#if !defined(ZEGOAPI_NO_HTTP) && !defined(ZEGOAPI_HTTP)
#define ZEGOAPI_HTTP 1
#endif
",
        env!("CARGO_PKG_VERSION")
    )
}

#[test]
fn the_header_is_what_the_sources_say() {
    let mut config = cbindgen::Config::from_file(here().join("cbindgen.toml")).expect("cbindgen.toml");
    config.after_includes = Some(format!(
        "\n#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>\n{}",
        version_macros()
    ));
    config.sys_includes.clear();
    let mut generated = Vec::new();
    cbindgen::Builder::new()
        .with_crate(here())
        .with_config(config)
        .generate()
        .expect("a header")
        .write(&mut generated);
    let generated = String::from_utf8(generated).expect("UTF-8");
    if env::var_os("ZEGOAPI_WRITE_HEADER").is_some() {
        fs::write(header_path(), &generated).expect("a writable header");
    }
    assert!(
        generated == header(),
        "include/zegoapi.h is not what the sources say: run `make header` and commit it"
    );
}

/// The declarations of functions, each with the comment before it.
fn functions(header: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut comment = String::new();
    let mut rest = header;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("/**") {
            let end = after.find("*/").expect("the end of a comment");
            comment.clear();
            comment.push_str(&after[..end]);
            rest = after[end + 2..].trim_start();
            continue;
        }
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if line.contains('(') && !line.starts_with(['#', ' ', '*', '}']) && !line.starts_with("typedef") {
            let end = rest.find(';').expect("the end of a declaration");
            found.push((rest[..end].replace('\n', " "), std::mem::take(&mut comment)));
            rest = &rest[end + 1..];
        } else {
            rest = after;
        }
    }
    found
}

/// A function's name and the names of its parameters.
fn names(declaration: &str) -> (String, Vec<String>) {
    let word = |text: &str| {
        let word = text.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
        word.unwrap_or_default().to_owned()
    };
    let (before, parameters) = declaration.split_once('(').expect("parameters");
    let parameters = parameters.trim_end().trim_end_matches(')');
    let parameters = parameters.split(',').map(|one| word(one.trim()));
    (
        word(before.trim()),
        parameters.filter(|name| name != "void").collect(),
    )
}

#[test]
fn every_function_is_documented_in_full() {
    let functions = functions(&header());
    assert!(functions.len() > 100, "{} functions found", functions.len());
    for (declaration, comment) in functions {
        let (name, parameters) = names(&declaration);
        assert!(name.starts_with("zegoapi_"), "{declaration}");
        let described: Vec<&str> = comment
            .lines()
            .filter_map(|line| line.trim_start_matches([' ', '*']).strip_prefix("@param"))
            .map(|rest| {
                rest.trim_start_matches("[out]")
                    .split_whitespace()
                    .next()
                    .unwrap_or_default()
            })
            .collect();
        assert_eq!(described, parameters, "the parameters of {name}, in order");
        let returns = !declaration.starts_with("void ");
        assert_eq!(
            comment.contains("@return"),
            returns,
            "{name} says what it returns"
        );
        assert!(
            comment.contains("Threads: "),
            "{name} says which threads may call it"
        );
        let outputs = parameters.iter().filter(|name| name.starts_with("out_")).count();
        assert_eq!(
            comment.matches("@param[out]").count(),
            outputs,
            "outputs of {name}"
        );
    }
}

#[test]
fn every_type_and_constant_is_documented() {
    let header = header();
    let mut after_comment = false;
    for line in header.lines() {
        let declares = line.starts_with("typedef ") || line.starts_with("#define ZEGOAPI_");
        let by_itself = ["ZEGOAPI_H", "ZEGOAPI_HTTP", "ZEGOAPI_VERSION"];
        let macro_name = line
            .strip_prefix("#define ")
            .and_then(|rest| rest.split_whitespace().next());
        if declares && !macro_name.is_some_and(|name| by_itself.iter().any(|known| name.starts_with(known))) {
            assert!(after_comment, "without a comment: {line}");
        }
        after_comment = line.ends_with("*/");
    }
    for handle in header
        .lines()
        .filter_map(|line| line.strip_prefix("typedef struct "))
    {
        let Some((name, _)) = handle.split_once(' ') else {
            continue;
        };
        if handle.ends_with(&format!("{name} {name};")) {
            let before = header
                .split(&format!("typedef struct {name} {name};"))
                .next()
                .unwrap_or_default();
            let comment = before.rsplit("/**").next().unwrap_or_default();
            assert!(
                comment.contains("Threads: "),
                "{name} says which threads may use it"
            );
        }
    }
}

/// Every constant of the header by its name.
fn constants() -> BTreeMap<String, u64> {
    let header = header();
    let lines = header.lines().filter_map(|line| line.strip_prefix("#define "));
    lines
        .filter_map(|line| {
            let (name, value) = line.split_once(' ')?;
            Some((name.to_owned(), value.parse().ok()?))
        })
        .collect()
}

/// `NotSent` becomes `NOT_SENT`, `media-service` becomes `MEDIA_SERVICE`.
fn shout(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(if c == '-' { '_' } else { c }.to_uppercase());
    }
    out
}

#[test]
fn the_numbers_are_those_of_the_core() {
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |prefix: &str, name: &str, number: u32| {
        expected.insert(format!("ZEGOAPI_{prefix}_{}", shout(name)), u64::from(number));
    };
    for kind in ErrorKind::ALL {
        add("ERROR", kind.name(), kind.number());
    }
    for applied in Applied::ALL {
        add("APPLIED", applied.name(), applied.number());
    }
    for problem in Problem::ALL {
        add("PROBLEM", problem.name(), problem.number());
    }
    for cause in NotSentCause::ALL {
        add("NOT_SENT", cause.name(), cause.number());
    }
    for cause in UnknownCause::ALL {
        add("UNKNOWN", cause.name(), cause.number());
    }
    for scope in CodeScope::ALL {
        add("CODE_SCOPE", scope.name(), scope.number());
    }
    for by in LimitedBy::ALL {
        add("LIMITED_BY", by.name(), by.number());
    }
    for outcome in CallOutcome::ALL {
        add("CALL_OUTCOME", outcome.name(), outcome.number());
    }
    for state in CallState::ALL {
        add("CALL_STATE", state.name(), state.number());
    }
    for kind in TokenErrorKind::ALL {
        add("TOKEN_ERROR", kind.name(), kind.number());
    }
    for validity in TokenValidity::ALL {
        add("TOKEN_VALIDITY", validity.name(), validity.number());
    }
    for kind in CallbackErrorKind::ALL {
        add("CALLBACK_ERROR", kind.name(), kind.number());
    }
    for product in CallbackProduct::ALL {
        add("CALLBACK_PRODUCT", product.name(), product.number());
    }
    for claim in Claim::ALL {
        add("CLAIM", claim.name(), claim.number());
    }
    for state in FanOutState::ALL {
        add("FANOUT_STATE", state.name(), state.number());
    }
    for kind in CodeKind::ALL {
        add("CODE_KIND", kind.name(), kind.number());
    }
    for event in EventKind::ALL {
        add("EVENT", event.name(), event.number());
    }
    for outcome in [
        Outcome::Sent,
        Outcome::Failed { code: 1 },
        Outcome::Unknown,
        Outcome::NotTried,
    ] {
        add("OUTCOME", outcome.name(), outcome.number());
    }
    let constants = constants();
    for (name, number) in &expected {
        assert_eq!(constants.get(name), Some(number), "{name}");
    }
    let prefixes = [
        "APPLIED",
        "PROBLEM",
        "NOT_SENT",
        "UNKNOWN",
        "CODE_SCOPE",
        "LIMITED_BY",
        "CALL_OUTCOME",
        "CALL_STATE",
        "FANOUT_STATE",
        "TOKEN_ERROR",
        "TOKEN_VALIDITY",
        "CALLBACK_ERROR",
        "CALLBACK_PRODUCT",
        "CLAIM",
        "CODE_KIND",
        "EVENT",
        "OUTCOME",
    ];
    for (name, number) in constants {
        let of_core = prefixes
            .iter()
            .any(|prefix| name.starts_with(&format!("ZEGOAPI_{prefix}_")))
            || (name.starts_with("ZEGOAPI_ERROR_") && number < 100);
        assert_eq!(
            of_core,
            expected.contains_key(&name),
            "{name} is a number of the core"
        );
    }
}

#[test]
fn the_numbers_of_events_are_those_of_the_core() {
    let constants = constants();
    let events = constants
        .iter()
        .filter_map(|(name, number)| Some((name.strip_prefix("ZEGOAPI_CALLBACK_EVENT_")?, *number)));
    let mut numbers = Vec::new();
    for (name, number) in events {
        let event = name.to_lowercase();
        let body = format!("event={event}&timestamp=1700000000&nonce=1&signature=00");
        let callback = Callback::read(body.as_bytes()).expect("a callback");
        assert_eq!(u64::from(callback.event().number()), number, "{event}");
        numbers.push(number);
    }
    numbers.sort_unstable();
    assert!(numbers.iter().copied().eq(1..=20), "{numbers:?}");
}
