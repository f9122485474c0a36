//! A blocking client for the ZEGOCLOUD server API: [`zegoapi_core`] driven over HTTP.
//!
//! ```no_run
//! use zegoapi_client::{App, Client, SendCustomCommand};
//!
//! let client = Client::builder(App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?).build()?;
//! let reply = client.send(&SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi")?)?;
//! for user in &reply.fail_users {
//!     eprintln!("{} did not get it: code {}", user.uid, user.code);
//! }
//! # Ok::<(), zegoapi_client::Error>(())
//! ```
//!
//! Every failure says whether the call may have taken effect: see [`Error::applied`].

#![forbid(unsafe_code)]

#[cfg(feature = "http")]
mod builder;
#[cfg(feature = "http")]
mod cancel;
#[cfg(feature = "http")]
mod client;
#[cfg(feature = "http")]
mod dispatcher;
#[cfg(feature = "http")]
mod fan_out;
mod limiters;
mod per_process;
#[cfg(feature = "http")]
mod system;
#[cfg(feature = "http")]
mod transport;

#[cfg(feature = "http")]
pub use builder::ClientBuilder;
#[cfg(feature = "http")]
pub use cancel::{Cancel, Cancelled};
#[cfg(feature = "http")]
pub use client::Client;
#[cfg(feature = "http")]
pub use dispatcher::{Completion, Dispatcher, DispatcherOptions, OnCompletion, RejectReason, Rejected};
pub use limiters::AppLimiters;
pub use per_process::PerProcess;
#[cfg(feature = "http")]
pub use system::{Clock, fill_random, new_stamp};
#[cfg(feature = "http")]
pub use transport::{Attempt, Cut, Transport};
pub use zegoapi_core::*;
