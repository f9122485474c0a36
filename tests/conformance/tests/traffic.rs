//! Protects what the limiters are for: several programs and a server that counts, in virtual time. The quota is used and
//! kept, turns come in order, and a call fails at its deadline or not at all.

use zegoapi_conformance::traffic::TrafficCase;
use zegoapi_conformance::vectors;

#[test]
fn traffic_goes_as_expected() {
    let cases: Vec<TrafficCase> = vectors("traffic.json");
    let mismatches: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            case.run()
                .err()
                .map(|problem| format!("\n{}: {problem}", case.name))
        })
        .collect();
    assert!(mismatches.is_empty(), "{}", mismatches.concat());
    assert_eq!(cases.len(), 15);
}
