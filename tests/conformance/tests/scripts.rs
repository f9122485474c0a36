//! Protects the decisions of calls, limiters and fan-outs: every scripted case, step by step in virtual time,
//! and the number of cases.

use serde::de::DeserializeOwned;
use zegoapi_conformance::scripts::{CallScript, FanOutScript, LimiterScript, Script};
use zegoapi_conformance::vectors;

/// Runs every case of a file, and tells all that went otherwise than scripted.
fn run_all<S: Script + DeserializeOwned>(file: &str, cases: usize) {
    let scripts: Vec<S> = vectors(file);
    let mismatches: Vec<String> = scripts
        .iter()
        .filter_map(|script| {
            script
                .run()
                .err()
                .map(|problem| format!("\n{}: {problem}", script.name()))
        })
        .collect();
    assert!(
        mismatches.is_empty(),
        "{file}: {} of {}{}",
        mismatches.len(),
        scripts.len(),
        mismatches.concat()
    );
    assert_eq!(scripts.len(), cases, "{file}");
}

#[test]
fn calls_go_as_scripted() {
    run_all::<CallScript>("calls.json", 214);
}

#[test]
fn limiters_go_as_scripted() {
    run_all::<LimiterScript>("limiter.json", 44);
}

#[test]
fn fan_outs_go_as_scripted() {
    run_all::<FanOutScript>("fanout.json", 79);
}
