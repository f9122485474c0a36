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
//! Every failure says whether the message may have been delivered: see [`Error`].

#![forbid(unsafe_code)]

mod builder;
mod cancel;
mod client;
mod dispatcher;
mod fan_out;
mod per_process;
mod system;
mod transport;

pub use builder::ClientBuilder;
pub use cancel::{Cancel, Cancelled};
pub use client::Client;
pub use dispatcher::{Callback, Completion, Dispatcher, DispatcherOptions, RejectReason, Rejected};
pub use per_process::PerProcess;
pub use system::{Clock, fill_random, new_stamp};
pub use transport::{Attempt, Cut, HttpReply, Transport};
pub use zegoapi_core::*;
