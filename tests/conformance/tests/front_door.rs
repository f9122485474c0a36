//! Protects what the README tells people to type and where it sends them: every `make` target, every script and
//! every path that it names is there. (Its Rust is compiled with this crate's doc tests.)

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The targets that a Makefile has rules for.
fn targets(makefile: &str) -> BTreeSet<String> {
    let rules = makefile
        .lines()
        .filter(|line| !line.starts_with([' ', '\t', '#', '.']));
    let rules = rules
        .filter_map(|line| line.split_once(':'))
        .filter(|(_, rest)| !rest.starts_with('='));
    rules
        .flat_map(|(names, _)| names.split_whitespace())
        .map(str::to_owned)
        .collect()
}

/// The words that follow `make ` in a text.
fn made(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.split(|c: char| !c.is_ascii_lowercase() && c != '-')
            .next()
            .unwrap_or("")
            .to_owned()
    };
    let after = ["`make ", "\nmake "];
    let found = after.iter().flat_map(|start| text.split(start).skip(1)).map(name);
    found.filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_make_target_that_is_named_exists() {
    let makefile = read("Makefile");
    let mut targets = targets(&makefile);
    for part in makefile.lines().filter_map(|line| line.strip_prefix("include ")) {
        targets.extend(self::targets(&read(part)));
    }
    for file in ["README.md", "CHANGELOG.md", ".ci/run"] {
        let made = made(&format!("\n{}", read(file)));
        let missing: Vec<_> = made.difference(&targets).collect();
        assert!(missing.is_empty(), "{file} names {missing:?}");
    }
    let in_readme = made(&read("README.md"));
    for expected in ["demo", "test", "bench", "lint", "install", "help"] {
        assert!(targets.contains(expected), "the Makefile lacks {expected}");
        assert!(
            in_readme.contains(expected),
            "the README does not tell of make {expected}"
        );
    }
}

#[test]
fn every_make_target_explains_itself() {
    let makefile = read("Makefile");
    for target in targets(&makefile) {
        let rule = makefile
            .lines()
            .find(|line| line.starts_with(&format!("{target}:")))
            .unwrap();
        assert!(rule.contains("## "), "make help says nothing of {target}");
    }
}

#[test]
fn every_path_in_the_layout_exists() {
    let readme = read("README.md");
    let (_, layout) = readme.split_once("## Layout").unwrap();
    let paths: Vec<&str> = layout
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('`').nth(1))
        .collect();
    assert!(paths.len() >= 6, "{paths:?}");
    for path in paths {
        assert!(root().join(path).exists(), "{path}");
    }
}

#[test]
fn the_exit_codes_are_those_of_the_command() {
    let (readme, command) = (read("README.md"), read("cli/src/exit.rs"));
    let (_, help) = command.split_once("HELP: &str").unwrap();
    let (help, _) = help.split_once("\";").unwrap();
    let of_command = numbers(help, "  ");
    assert_eq!(numbers(&readme, "| "), of_command);
    assert!(!of_command.is_empty());
}

/// The numbers that stand first in their lines, after this prefix.
fn numbers(text: &str, prefix: &str) -> Vec<u8> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(prefix));
    lines
        .filter_map(|line| line.split(' ').next()?.parse().ok())
        .collect()
}
