//! Protects the decisions of calls, limiters and fan-outs: every scripted case, step by step in virtual time,
//! and the number of cases.

use serde::de::DeserializeOwned;
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

#[test]
fn calls_go_as_scripted() {
    run_all::<CallScript>(&vectors_in("calls"), 338);
}

#[test]
fn limiters_go_as_scripted() {
    run_all::<LimiterScript>(&vectors::<Vec<_>>("limiter.json"), 68);
}

#[test]
fn fan_outs_go_as_scripted() {
    run_all::<FanOutScript>(&vectors::<Vec<_>>("fanout.json"), 103);
}
