//! Gives the shared library its versioned name, wherever it is built: by make, by cargo alone or by cargo-c.

use std::env::var;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let elf = var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family.split(',').any(|name| name == "unix"))
        && var("CARGO_CFG_TARGET_VENDOR").is_ok_and(|vendor| vendor != "apple");
    if elf {
        let number = |part: &str| var(format!("CARGO_PKG_VERSION_{part}")).unwrap_or_default();
        let (major, minor) = (number("MAJOR"), number("MINOR"));
        // While the version begins with 0, its second number stands for breaking changes.
        let suffix = if major == "0" {
            format!("{major}.{minor}")
        } else {
            major
        };
        println!("cargo:rustc-cdylib-link-arg=-Wl,-soname,libzegoapi.so.{suffix}");
    }
}
