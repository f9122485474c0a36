//! What can be made to go wrong, and for which calls. The same types in Rust and, as JSON, over the
//! admin API.

use serde::{Deserialize, Serialize};

/// Before or after the call was acted on, that is, its message delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Nothing is delivered (except for a delay, which only puts it off).
    Before,
    /// The message is delivered if the call is in order; only the answer suffers.
    After,
}

/// Bodies that are no reply, sent with status 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Junk {
    /// A reply that stops in the middle, though the body is whole as HTTP sees it.
    Truncated,
    /// A JSON array.
    Array,
    /// A JSON number.
    Number,
    /// The JSON literal `null`.
    Null,
    /// No JSON at all.
    NotJson,
    /// An object whose fields have the wrong types.
    WrongTypes,
    /// An object without `Code`.
    NoCode,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// A hundred thousand brackets, one in the other.
    Deep,
}

/// Texts that are wrong in a JSON string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BadText {
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// The escape of half a character, `\uD83D`.
    LoneSurrogate,
    /// A line feed that is not escaped.
    RawNewline,
}

/// A user whom a message did not reach, as in `Data.FailUsers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FailUser {
    /// `Uid`.
    pub uid: String,
    /// `Code`.
    pub code: i32,
}

/// What goes wrong.
///
/// `Delay`, `Trickle`, `NoDate`, `DateOffset` and `RequestIdNumber` change how an answer is given: all that match
/// a call apply to it together. Of the others a call gets the first that matches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FaultKind {
    /// Waits before acting (by default) or before the answer.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// Sends the answer one byte at a time, spread over this time.
    Trickle {
        /// Milliseconds.
        ms: u64,
    },
    /// Leaves the `Date` header out.
    NoDate,
    /// Makes the `Date` header wrong.
    DateOffset {
        /// Seconds added to it.
        seconds: i64,
    },
    /// Sends the `RequestId` as a bare JSON number.
    RequestIdNumber,
    /// Closes the connection without an answer.
    Drop,
    /// Resets the connection (TCP RST) without an answer.
    Reset,
    /// Never answers; ends with the simulator.
    Stall,
    /// Closes a connection right after it was accepted, unread. Matches connections, not calls.
    CloseOnAccept,
    /// Closes a TLS connection after the client's first bytes. Matches connections, not calls.
    CloseInHandshake,
    /// Promises the whole body in `Content-Length`, sends half of it, closes. After acting by default.
    CutShort,
    /// A gateway's HTML page.
    Html {
        /// HTTP status.
        #[serde(default = "bad_gateway")]
        status: u16,
    },
    /// No body.
    Empty {
        /// HTTP status.
        #[serde(default = "ok")]
        status: u16,
    },
    /// A body that is no reply. After acting by default.
    Junk {
        /// Which.
        flavour: Junk,
    },
    /// A reply that would be right but for a `Message` of this size. After acting by default.
    Huge {
        /// Size of the body.
        megabytes: u32,
        /// Leaves `Content-Length` out and sends in chunks.
        #[serde(default)]
        chunked: bool,
    },
    /// Sends the client elsewhere, with status 302.
    Redirect {
        /// The `Location` header.
        location: String,
    },
    /// An HTML page with status 400 that repeats the request's whole URL.
    EchoUrl,
    /// A reply with this code.
    Code {
        /// `Code`.
        code: i32,
        /// `Message`; a standing text when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// HTTP status.
        #[serde(default = "ok")]
        status: u16,
    },
    /// A reply that names users in `Data.FailUsers`. By default the call is acted on, except that
    /// its message does not reach these users; struck before, it reaches nobody. Users who are not
    /// there are named as ever.
    FailUsers {
        /// `Code` of the reply.
        #[serde(default)]
        code: i32,
        /// `Message`; a standing text when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// The users.
        users: Vec<FailUser>,
    },
    /// A reply with this `Data`, whatever the action would give. After acting by default.
    Data {
        /// `Code`.
        #[serde(default)]
        code: i32,
        /// `Data`, any JSON.
        data: serde_json::Value,
    },
    /// A reply with a `Message` that is wrong in JSON. With a code of 0 the call is acted on first,
    /// by default.
    BadMessage {
        /// `Code`.
        #[serde(default)]
        code: i32,
        /// What is wrong with it.
        flavour: BadText,
    },
}

fn ok() -> u16 {
    200
}

fn bad_gateway() -> u16 {
    502
}

impl FaultKind {
    /// Whether it only changes how an answer is given.
    pub(crate) fn is_modifier(&self) -> bool {
        matches!(
            self,
            Self::Delay { .. }
                | Self::Trickle { .. }
                | Self::NoDate
                | Self::DateOffset { .. }
                | Self::RequestIdNumber
        )
    }

    /// Whether it strikes a connection before any request is read.
    pub(crate) fn is_of_connection(&self) -> bool {
        matches!(self, Self::CloseOnAccept | Self::CloseInHandshake)
    }
}

/// What goes wrong, when, and for which calls.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// Before or after acting; left out, after for a garbled answer and for `FailUsers`, else before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Only calls of this action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// Only calls that name this room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_id: Option<String>,
    /// Only calls that name this user, as a receiver or as the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Strikes only this share of the calls that it is asked about, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// Makes the choice by `probability` repeatable.
    #[serde(default)]
    pub seed: u64,
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Fault {
        Fault {
            kind,
            when: None,
            action: None,
            room_id: None,
            user_id: None,
            probability: None,
            seed: 0,
        }
    }
}

/// A fault in the queue, with what is left of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PendingFault {
    /// The fault.
    pub fault: Fault,
    /// Calls that it will still be asked about.
    pub left: u32,
    /// Times that it struck.
    pub struck: u64,
}

impl Fault {
    /// When it strikes, after the kind's own default.
    pub fn strikes(&self) -> When {
        let garbled = matches!(
            self.kind,
            FaultKind::CutShort
                | FaultKind::Junk { .. }
                | FaultKind::Huge { .. }
                | FaultKind::FailUsers { .. }
                | FaultKind::Data { .. }
                | FaultKind::BadMessage { code: 0, .. }
        );
        self.when
            .unwrap_or(if garbled { When::After } else { When::Before })
    }
}
