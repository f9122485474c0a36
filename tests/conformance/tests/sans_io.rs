//! Protects the core's promise to do no I/O, by machinery: it links into a program without a standard library,
//! asks the system for nothing there, and brings in no crate that was not looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What compiled code may ask of whatever it is linked into: to move memory, to divide what the processor cannot,
/// and the names that precompiled code keeps for unwinding, which is switched off.
const ALLOWED: [&str; 10] = [
    "memcpy",
    "memmove",
    "memset",
    "memcmp",
    "bcmp",
    "strlen",
    "__udivti3",
    "__umodti3",
    "rust_eh_personality",
    "_Unwind_Resume",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

fn output(command: &mut Command) -> String {
    let output = command
        .current_dir(root())
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn cargo() -> Command {
    Command::new(env!("CARGO"))
}

#[test]
fn the_core_links_without_a_standard_library_and_asks_the_system_for_nothing() {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("no-std");
    let manifest = root().join("tests/no-std/Cargo.toml");
    let mut build = cargo();
    build
        .args(["build", "--quiet", "--locked", "--manifest-path"])
        .arg(manifest)
        .arg("--target-dir")
        .arg(&target);
    // The flags of the tests around it, such as those of a sanitiser, are not meant for it.
    build
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET");
    output(&mut build);

    let archive = target.join("debug/libzegoapi_no_std.a");
    let symbols = symbols(&output(Command::new("nm").args(["-g", "-P"]).arg(archive)));
    assert!(
        symbols.contains(&("zegoapi_no_std_send".into(), 'T')),
        "the archive holds the program"
    );
    let defined = |name: &str| symbols.iter().any(|(other, kind)| other == name && *kind != 'U');
    let names = symbols.iter().map(|(name, _)| name.as_str());
    let asked: BTreeSet<&str> = names.filter(|name| !is_rust(name) && !defined(name)).collect();
    let more: Vec<_> = asked.iter().filter(|name| !ALLOWED.contains(name)).collect();
    assert!(more.is_empty(), "the core asks the system for {more:?}");
}

/// Names and kinds of an archive's symbols, as `nm -P` writes them.
fn symbols(listing: &str) -> BTreeSet<(String, char)> {
    let symbol = |line: &str| {
        let mut words = line.split_whitespace();
        let (name, kind) = (words.next()?, words.next()?);
        (kind.len() == 1).then(|| (name.to_owned(), kind.chars().next().unwrap_or_default()))
    };
    listing.lines().filter_map(symbol).collect()
}

/// Code of `core` and `alloc`, which stands in the archive as bitcode that not every `nm` can read. `std` cannot be
/// among it: the panic handler would stand there twice, and the build would have failed.
fn is_rust(name: &str) -> bool {
    name.starts_with("_R") || name.starts_with("_ZN")
}

#[test]
fn the_core_brings_in_no_crate_that_was_not_looked_at() {
    let list = [
        "tree",
        "--locked",
        "-p",
        "zegoapi-core",
        "--target",
        "all",
        "--prefix",
        "none",
        "--no-dedupe",
    ];
    let edges = ["-e", "normal,build,no-proc-macro", "--format", "{p}"];
    let tree = output(cargo().args(list).args(edges));
    let found: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("core-dependencies.txt")).unwrap();
    let allowed = allowed(&text);
    let allowed: BTreeSet<&str> = allowed.keys().copied().collect();
    let new: Vec<_> = found.difference(&allowed).collect();
    let gone: Vec<_> = allowed.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "core-dependencies.txt: new {new:?}, gone {gone:?}"
    );
}

/// The crates with the reason for each.
fn allowed(text: &str) -> BTreeMap<&str, &str> {
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let allowed: BTreeMap<_, _> = lines.filter_map(|line| line.split_once(' ')).collect();
    assert!(
        allowed.values().all(|reason| !reason.trim().is_empty()),
        "each crate has its reason"
    );
    allowed
}

#[test]
fn the_core_says_so_itself() {
    let root_module = fs::read_to_string(root().join("core/src/lib.rs")).unwrap();
    assert!(root_module.contains("\n#![no_std]\n") && root_module.contains("\n#![forbid(unsafe_code)]\n"));
}
