//! The C ABI of zegoapi. It holds types and conversions, and no rules: those are in `zegoapi-core`.
//!
//! Each module is a type of `include/zegoapi.h`, which is generated from here and is the documentation. What every
//! entry point does (check pointers, catch panics, put out statuses) stands once, in `boundary`.

#![allow(unsafe_code)]
#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::unreachable)]
// The names are C's.
#![allow(non_camel_case_types)]
// What a C caller must see to stands in each function's terms: parameters, ownership, threads.
#![allow(clippy::missing_safety_doc)]
// Handles are opaque to C, and nothing in Rust prints them.
#![allow(missing_debug_implementations)]
// The header's words are doxygen's.
#![allow(clippy::doc_markdown)]
// A C function has as many arguments as it needs.
#![allow(clippy::too_many_arguments)]

mod boundary;

// In the order of the header.
pub mod app;
pub mod call;
pub mod callback;
pub mod codes;
pub mod command;
pub mod endpoint;
pub mod error;
pub mod event;
pub mod fan_out;
#[cfg(feature = "http")]
pub mod http;
pub mod limiter;
pub mod options;
pub mod privileges;
pub mod reply;
mod reports;
pub mod request;
pub mod stamp;
pub mod status;
#[cfg(feature = "test-panic")]
pub mod test_panic;
pub mod text;
pub mod time;
pub mod token;
pub mod version;
