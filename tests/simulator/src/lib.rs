//! The vendor's side of the server API, for tests and for teams without an account: a real HTTP and
//! TLS server on loopback with the documented rules of all 50 RTC actions, callbacks to a URL that is
//! set, and faults on demand.
//!
//! It shares no code with `zegoapi-core`: the protocol is stated here a second time, so that a
//! mistake in either shows.
//!
//! ```
//! use zegoapi_simulator::{Config, Fault, Simulator};
//!
//! let sim = Simulator::start(Config::default())?;
//! sim.login("room1", "u1");
//! sim.fail_next(Fault::reset().after(), 1); // the next call is acted on, then its connection is reset
//! // ... drive a client against sim.http_url() or sim.https_url() ...
//! assert_eq!(sim.counters().acted_on("hi"), 0);
//! # std::io::Result::Ok(())
//! ```
//!
//! # The order of the checks
//!
//! A request passes these in turn; the first that it fails answers. Every refusal is HTTP 200 with
//! `{"Code":..,"Message":..,"RequestId":".."}`.
//!
//! The codes below are those of room signalling; other groups of actions have their own for steps
//! 8 and 9, where they are documented.
//!
//! 1. `Host` is one of the simulator's names, or the vendor's for the action's product (100000000).
//! 2. `AppId` (100000001), `Timestamp` (100000002, 100000003), `SignatureNonce` missing or not 16
//!    hexadecimal characters (100000008), `SignatureVersion` (100000013, 100000014), `Signature`
//!    present (100000009).
//! 3. The app is known (100000010) and configured (100000011).
//! 4. `Timestamp` is within the window (100000004), the signature matches (100000005).
//! 5. The app may run in this environment (100000016) and has the service (100000017).
//! 6. `Action` is there (100000006) and supported with this method (100000007).
//! 7. `IsTest` is `true`, `false` or left out (2).
//! 8. The app's rate for this action (206), then the room's (207).
//! 9. The action's own rules: decoding (8), the form of its parameters (2), their lengths (3),
//!    permission (9), then what it needs; of a message the content (1008, 50012), the users (50011),
//!    and last whether the room exists (104, or as set).
//!
//! Steps 1 to 8 happen when a request arrives, step 9 when the server's capacity allows it and after
//! any delay asked for. A fault does not
//! skip the count of a call in steps 1 to 8, it only changes what comes of it. Rooms are shared by
//! all apps and by both environments.

mod actions;
mod admin;
mod admin_bodies;
mod answer;
mod api;
mod arrival;
mod body;
mod callbacks;
mod clock;
mod codes;
mod config;
mod counters;
mod fault;
mod fault_build;
mod fault_queue;
mod gateway;
mod happening;
mod query;
mod rooms;
mod run;
mod sequences;
mod server;
mod sessions;
mod shared;
mod simulator;
mod slots;
mod state;
mod stream;
mod stream_rules;
mod streams;
mod tls;
mod user_rules;
mod window;
mod wire;

pub use callbacks::fault::{CallbackFault, CallbackFaultKind, PendingCallbackFault, Spelling};
pub use callbacks::reason::LogoutReason;
pub use callbacks::settings::CallbackSettings;
pub use clock::Clock;
pub use config::{ActionLimits, AppConfig, Config, Limits, Settings};
pub use counters::{ActionCounters, AppCounters, CallbackCounters, Counters, Delivered, Received};
pub use fault::{BadText, FailUser, Fault, FaultKind, Junk, PendingFault, When};
pub use rooms::Message;
pub use run::{Args, run};
pub use simulator::Simulator;
pub use streams::Stream;
