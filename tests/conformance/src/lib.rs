//! What the tests in this crate share: the vectors as Rust types, a simulator with clients for it, and other ends
//! of a connection that the simulator does not play. Vector files are found beside this crate, in `tests/vectors`.

pub mod cases;
pub mod peers;
pub mod scripts;
pub mod secrets;
pub mod stage;
pub mod traffic;

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[derive(Debug)]
pub struct Readme;

use serde::de::DeserializeOwned;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the vectors are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../vectors")
}

/// Reads one of the vector files.
///
/// # Panics
///
/// When the file is missing or of another shape.
pub fn vectors<T: DeserializeOwned>(file: &str) -> T {
    let path = folder().join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// Reads all lists of a folder of vectors as one.
///
/// # Panics
///
/// When it is missing, or a file in it is of another shape.
pub fn vectors_in<T: DeserializeOwned>(name: &str) -> Vec<T> {
    let files = fs::read_dir(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut files: Vec<_> = files.map(|file| file.expect("a file").file_name()).collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| vectors::<Vec<T>>(&format!("{name}/{}", file.to_string_lossy())))
        .collect()
}
