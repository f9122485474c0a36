//! Signed requests to the ZEGOCLOUD server API, and honest readings of its replies, without any I/O.
//!
//! This crate opens no socket, reads no clock, draws no random number and starts no thread: time and
//! random bytes come in as arguments, a request goes out as text, an answer comes in as status and bytes.
//! It is `no_std` (with `alloc`) and holds no unsafe code. The HTTP client on top of it is
//! `zegoapi-client`.
//!
//! ```text
//! action --prepare(app, endpoint, stamp)--> Request --your HTTP--> Answer --parse--> reply | Error
//! ```
//!
//! # Example
//!
//! ```
//! use zegoapi_core::{ActionExt, Answer, App, Endpoint, Region, SendCustomCommand, Stamp};
//!
//! let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?;
//! let endpoint = Endpoint::in_region(Region::Singapore);
//! let command = SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi")?;
//!
//! // The caller brings the time (Unix seconds) and 8 random bytes, new for every request.
//! let stamp = Stamp::from_random([0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3], 1_615_186_943)?;
//! let request = command.prepare(&app, &endpoint, &stamp)?;
//! assert!(request.url().starts_with("https://rtc-api-sgp.zego.im/?Action=SendCustomCommand&AppId=12345&"));
//!
//! // Send it with any HTTP stack, then hand over what came back.
//! let body = br#"{"Code":0,"Message":"success","RequestId":"3","Data":{"FailUsers":[{"Uid":"u2","Code":50003}]}}"#;
//! let reply = command.parse(&Answer::new(200, body))?;
//! assert_eq!(reply.fail_users[0].uid, "u2");
//! # Ok::<(), zegoapi_core::Error>(())
//! ```
//!
//! # What may be printed
//!
//! `Debug` and `Display` of every type here, errors included, leave out the ServerSecret, signatures,
//! nonces and message content. The signed URL itself is a credential for ten minutes: it is one explicit
//! call away ([`Request::url`]) and belongs in no log.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

#[cfg(test)]
extern crate std;

#[macro_use]
mod named;

mod action;
mod action_ext;
mod actions;
mod app;
mod call;
mod callback;
mod clock;
mod codes;
mod endpoint;
mod error;
mod fail_user;
mod fan_out;
mod http_date;
mod limiter;
mod limits;
mod parse;
mod product;
mod reply;
mod request;
mod stamp;
mod token;

pub use action::{Action, Effect, Method, Quota, Rate, applied_by_kind};
pub use action_ext::ActionExt;
pub use actions::{
    GenericAction, GenericReply, Job, JobReply, Recipients, SendCustomCommand, SendCustomCommandReply,
};
pub use app::App;
pub use call::{Call, CallOptions, CallOutcome, CallState, Event, EventKind, OwnedEvent, Step, Time};
pub use callback::event as callback_event;
pub use callback::{
    Callback, CallbackError, CallbackErrorKind, CallbackEvent, CallbackProduct, CallbackStamp,
    CallbackVerifier, Claim, NonceKey, NonceMemory, RecentNonces, VerifiedStamp,
};
pub use codes::{CodeKind, CodeScope, LimitedBy, ReturnCode, explain};
pub use endpoint::{Endpoint, Region};
pub use error::{
    ApiError, Applied, BadReply, Error, ErrorDetails, ErrorKind, InvalidInput, NotSent, NotSentCause,
    Problem, Unknown, UnknownCause,
};
pub use fail_user::FailUser;
pub use fan_out::{
    FanOut, FanOutOptions, FanOutState, FanOutStep, MessageDigest, Outcome, Progress, Report,
    parse_report_line, report_line,
};
pub use http_date::parse_http_date;
pub use limiter::{Limiter, Limiters, Permit, Ticket, Turn};
pub use limits::Limits;
pub use product::Product;
pub use reply::{Answer, Envelope};
pub use request::Request;
pub use stamp::Stamp;
pub use token::{
    NewToken, Privileges, Token, TokenContents, TokenError, TokenErrorKind, TokenStamp, TokenValidity,
};
