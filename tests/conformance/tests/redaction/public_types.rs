//! Walks every public name of the core and the client: one without a sample of how it prints is red, so that a new
//! type cannot be forgotten.

use crate::samples::samples;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use zegoapi_conformance::secrets::assert_clean;

#[test]
fn every_public_name_has_a_sample_and_no_sample_shows_a_secret() {
    let public: BTreeSet<String> = ["core", "client"].into_iter().flat_map(public_names).collect();
    let samples = samples();
    let shown: BTreeSet<String> = samples.iter().map(|(name, _)| (*name).to_owned()).collect();
    let missing: Vec<_> = public.difference(&shown).collect();
    let stale: Vec<_> = shown.difference(&public).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "samples.rs lacks {missing:?}, and has no use for {stale:?}"
    );
    assert!(public.len() > 50, "{public:?}");
    for (name, texts) in &samples {
        assert!(!texts.is_empty(), "{name}");
        for text in texts {
            assert_clean(name, text);
        }
    }
}

/// The names that a crate's root makes public.
fn public_names(crate_dir: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(crate_dir)
        .join("src/lib.rs");
    let text = fs::read_to_string(path).unwrap();
    let code: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//"))
        .collect();
    let code = code.join(" ");
    let public = code.split(';').map(str::trim).filter_map(|item| {
        let from = item.find("pub ")?;
        Some(&item[from + "pub ".len()..])
    });
    public.flat_map(|item| names(crate_dir, item)).collect()
}

fn names(crate_dir: &str, item: &str) -> Vec<String> {
    let Some(path) = item.strip_prefix("use ") else {
        panic!("{crate_dir} makes something public that is no `pub use`, which this test cannot see: {item}");
    };
    if path == "zegoapi_core::*" {
        return Vec::new();
    }
    let list = path.split_once('{').map(|(_, list)| list.trim_end_matches('}'));
    let only = path.rsplit("::").next().unwrap_or(path);
    let names = list
        .unwrap_or(only)
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names
        .map(|name| {
            // What it is called outside.
            let name = name.rsplit(" as ").next().unwrap_or(name);
            assert!(
                name.chars().all(|c| c.is_alphanumeric() || c == '_'),
                "not understood: pub use {path}"
            );
            name.to_owned()
        })
        .collect()
}
