//! Protects the decisions of calls, limiters and fan-outs: every scripted case, step by step in virtual time,
//! and the number of cases.

use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;
use zegoapi_conformance::scripts::{CallScript, FanOutScript, LimiterScript, Script, Walked};
use zegoapi_conformance::{vectors, vectors_in};

/// Runs every case, and tells all that went otherwise than scripted.
fn run_all<S: Script + DeserializeOwned>(scripts: &[S], cases: usize) -> Walked {
    let mut walked = Walked::new();
    let mismatches: Vec<String> = scripts
        .iter()
        .filter_map(|script| {
            let problem = script.run(&mut walked).err()?;
            Some(format!("\n{}: {problem}", script.name()))
        })
        .collect();
    assert!(
        mismatches.is_empty(),
        "{} of {}{}",
        mismatches.len(),
        scripts.len(),
        mismatches.concat()
    );
    assert_eq!(scripts.len(), cases);
    walked
}

/// The transitions in the table of a module's documentation.
fn documented(module: &str) -> Walked {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../core/src")
        .join(module);
    let text = fs::read_to_string(&file).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter(|row| !row.starts_with("state "))
        .map(|row| {
            let mut cells = row.split('|').map(|cell| cell.trim().to_owned());
            let mut next = || cells.next().expect("a cell");
            (next(), next(), next())
        })
        .collect()
}

fn assert_same(walked: &Walked, documented: &Walked) {
    let of = |walked: &Walked, other: &Walked| walked.difference(other).cloned().collect::<Vec<_>>();
    let (unknown, missing) = (of(walked, documented), of(documented, walked));
    assert!(
        unknown.is_empty() && missing.is_empty(),
        "in no row: {unknown:?}; in no case: {missing:?}"
    );
}

#[test]
fn calls_go_as_scripted_and_walk_the_rows_of_their_table() {
    let walked = run_all::<CallScript>(&vectors_in("calls"), 338);
    let documented = documented("call/mod.rs");
    assert_eq!(documented.len(), 17);
    assert_same(&walked, &documented);
}

#[test]
fn limiters_go_as_scripted() {
    run_all::<LimiterScript>(&vectors::<Vec<_>>("limiter.json"), 71);
}

#[test]
fn fan_outs_go_as_scripted_and_walk_the_rows_of_their_table() {
    let walked = run_all::<FanOutScript>(&vectors::<Vec<_>>("fanout.json"), 108);
    let documented = documented("fan_out/mod.rs");
    assert_eq!(documented.len(), 23);
    assert_same(&walked, &documented);
}
