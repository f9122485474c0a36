//! The vendor's return codes, what each is about, what it means and what to do.
//! One table per API family: the same number means different things in different families.

/// What a return code is about, and so who can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum CodeKind {
    /// The request is wrong: correct it.
    Caller = 1,
    /// Credentials, environment or permissions are wrong.
    Auth = 2,
    /// The timestamp lies outside the server's window: sign again with the right time.
    Clock = 3,
    /// The room or the user is not there.
    Absent = 4,
    /// Too many calls: slow down, then again.
    Limited = 5,
    /// Trying again may work.
    Transient = 6,
    /// The vendor's side is in trouble: contact them.
    Service = 7,
    /// No table of the family has the code.
    Unlisted = 8,
}

impl CodeKind {
    /// Every kind, by number.
    pub const ALL: [Self; 8] = [
        Self::Caller,
        Self::Auth,
        Self::Clock,
        Self::Absent,
        Self::Limited,
        Self::Transient,
        Self::Service,
        Self::Unlisted,
    ];

    /// The name that every language uses, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::Auth => "auth",
            Self::Clock => "clock",
            Self::Absent => "absent",
            Self::Limited => "limited",
            Self::Transient => "transient",
            Self::Service => "service",
            Self::Unlisted => "unlisted",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// Whether the same call may succeed when it is made again.
    pub const fn retryable(self) -> bool {
        matches!(self, Self::Clock | Self::Limited | Self::Transient)
    }
}

/// A group of actions that share their return codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodeFamily {
    /// The gateway's codes alone, which every action of every product can return.
    #[default]
    Gateway,
    /// The room-signalling actions, `SendCustomCommand` among them, and the gateway's codes.
    Room,
}

impl CodeFamily {
    /// Every family, by number.
    pub const ALL: [Self; 2] = [Self::Gateway, Self::Room];

    /// `"gateway"` or `"room"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Room => "room",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        match self {
            Self::Gateway => 1,
            Self::Room => 2,
        }
    }

    /// The table's entry for a code that an action of this family returned; `None` for an unlisted code.
    pub fn explain(self, code: i32) -> Option<&'static ReturnCode> {
        let room: &'static [ReturnCode] = match self {
            Self::Gateway => &[],
            Self::Room => ROOM,
        };
        find(GATEWAY, code).or_else(|| find(room, code))
    }

    /// Every entry that this family knows, the gateway's first, each table by number.
    pub fn codes(self) -> impl Iterator<Item = &'static ReturnCode> {
        let room: &'static [ReturnCode] = match self {
            Self::Gateway => &[],
            Self::Room => ROOM,
        };
        GATEWAY.iter().chain(room)
    }
}

/// One return code, explained.
///
/// The vendor's own list: <https://www.zegocloud.com/docs/rtc-server-api/return-codes>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReturnCode {
    /// The number in the reply's `Code`.
    pub code: i32,
    /// The table it stands in: [`CodeFamily::Gateway`] or [`CodeFamily::Room`].
    pub family: CodeFamily,
    /// What it is about.
    pub kind: CodeKind,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// Explains a code that `SendCustomCommand`, or another room-signalling action, returned;
/// `None` for a code that no table lists.
///
/// ```
/// let entry = zegoapi_core::explain(50003).unwrap();
/// assert_eq!(entry.kind.name(), "absent");
/// assert!(zegoapi_core::explain(424242).is_none());
/// ```
pub fn explain(code: i32) -> Option<&'static ReturnCode> {
    CodeFamily::Room.explain(code)
}

/// What a code means, listed or not.
pub(crate) fn meaning(entry: Option<&'static ReturnCode>) -> &'static str {
    entry.map_or("a code that the published tables do not list", |entry| {
        entry.meaning
    })
}

/// What to do about a code, listed or not.
pub(crate) fn advice(entry: Option<&'static ReturnCode>) -> &'static str {
    entry.map_or(
        "read the server's message, or ask the vendor's support and quote the request id",
        |entry| entry.advice,
    )
}

fn find(table: &'static [ReturnCode], code: i32) -> Option<&'static ReturnCode> {
    table
        .binary_search_by_key(&code, |entry| entry.code)
        .ok()
        .map(|at| &table[at])
}

const fn gateway(code: i32, kind: CodeKind, meaning: &'static str, advice: &'static str) -> ReturnCode {
    ReturnCode {
        code,
        family: CodeFamily::Gateway,
        kind,
        meaning,
        advice,
    }
}

const fn room(code: i32, kind: CodeKind, meaning: &'static str, advice: &'static str) -> ReturnCode {
    ReturnCode {
        code,
        family: CodeFamily::Room,
        kind,
        meaning,
        advice,
    }
}

use CodeKind::{Absent, Auth, Caller, Clock, Limited, Service, Transient};

const ASK: &str = "ask the vendor's support and quote the request id";
const AGAIN: &str = "try again";
const NO_ROOM: &str = "the room does not exist (a room with nobody in it does not)";
const CHECK_ROOM: &str = "check the room id, and that somebody is in the room";

/// Sorted by code.
const GATEWAY: &[ReturnCode] = &[
    gateway(
        100_000_000,
        Caller,
        "the request names a wrong host",
        "check the endpoint's host",
    ),
    gateway(
        100_000_001,
        Caller,
        "the AppId is malformed",
        "send the AppId as a decimal 32-bit number",
    ),
    gateway(
        100_000_002,
        Caller,
        "the Timestamp is missing",
        "send the Timestamp",
    ),
    gateway(
        100_000_003,
        Caller,
        "the Timestamp is malformed",
        "send Unix time in seconds",
    ),
    gateway(
        100_000_004,
        Clock,
        "the signature has expired: the Timestamp is more than 10 minutes off",
        "correct this machine's clock and sign again",
    ),
    gateway(
        100_000_005,
        Auth,
        "the signature does not match",
        "check that the ServerSecret belongs to this AppId",
    ),
    gateway(100_000_006, Caller, "the Action is missing", "send the Action"),
    gateway(
        100_000_007,
        Caller,
        "the Action is not supported here",
        "check the action's spelling and the endpoint's product",
    ),
    gateway(
        100_000_008,
        Caller,
        "the SignatureNonce is missing",
        "send the SignatureNonce",
    ),
    gateway(
        100_000_009,
        Caller,
        "the Signature is missing",
        "send the Signature",
    ),
    gateway(
        100_000_010,
        Auth,
        "no ServerSecret is known for this AppId",
        "check the AppId",
    ),
    gateway(
        100_000_011,
        Auth,
        "no configuration is known for this AppId",
        "check the AppId, or ask the vendor's support",
    ),
    gateway(
        100_000_013,
        Caller,
        "the SignatureVersion is missing",
        "send the SignatureVersion",
    ),
    gateway(
        100_000_014,
        Caller,
        "the SignatureVersion is not supported",
        "send version 2.0",
    ),
    gateway(100_000_015, Service, "the gateway failed inside", ASK),
    gateway(
        100_000_016,
        Auth,
        "the application is not set up for the production environment",
        "set IsTest to true, or have production enabled",
    ),
    gateway(
        100_000_017,
        Auth,
        "the application has not enabled this service",
        "have the vendor enable the service",
    ),
];

/// Sorted by code.
const ROOM: &[ReturnCode] = &[
    room(1, Service, "the request failed", ASK),
    room(2, Caller, "a parameter is wrong", "check the parameters"),
    room(3, Caller, "a parameter is too long", "shorten the parameter"),
    room(
        8,
        Caller,
        "the request could not be decoded",
        "check the encoding of the parameters",
    ),
    room(
        9,
        Auth,
        "the application may not use this action",
        "have the vendor grant the permission",
    ),
    room(104, Absent, NO_ROOM, CHECK_ROOM),
    room(105, Absent, "the user does not exist", "check the user id"),
    room(121, Service, "the broadcast message could not be stored", ASK),
    room(122, Transient, "no message id could be made", AGAIN),
    room(123, Transient, "the stream's information could not be set", AGAIN),
    room(
        124,
        Transient,
        "the stream's information could not be deleted",
        AGAIN,
    ),
    room(138, Transient, "there is no information about the stream", AGAIN),
    room(151, Transient, "the broadcast message could not be sent", AGAIN),
    room(154, Transient, "the list could not be fetched", AGAIN),
    room(
        206,
        Limited,
        "the application makes more calls per second than it may",
        "slow down, or have the limit raised",
    ),
    room(
        207,
        Limited,
        "the room gets more calls per second than it may",
        "slow down, or have the limit raised",
    ),
    room(1008, Caller, "the MessageContent is empty", "send some content"),
    room(
        1012,
        Caller,
        "several users act on one stream",
        "check who acts on the stream",
    ),
    room(5024, Absent, NO_ROOM, CHECK_ROOM),
    room(
        5201,
        Transient,
        "the broadcast message could not be encoded",
        AGAIN,
    ),
    room(5202, Transient, "no message id could be made", AGAIN),
    room(50001, Absent, NO_ROOM, CHECK_ROOM),
    room(
        50003,
        Absent,
        "the user is not online",
        "check that the user is online",
    ),
    room(
        50011,
        Caller,
        "too many users in one request",
        "name at most 10 users",
    ),
    room(
        50012,
        Caller,
        "the message is too long",
        "send at most 1024 bytes",
    ),
    room(
        50013,
        Transient,
        "the custom message could not be sent",
        "try again, or ask the vendor's support",
    ),
    room(
        50123,
        Caller,
        "too many ban rules are active",
        "remove some rules",
    ),
    room(
        50124,
        Absent,
        "the rule to delete does not exist",
        "check the rule",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_for_the_search() {
        for table in [GATEWAY, ROOM] {
            assert!(table.windows(2).all(|pair| pair[0].code < pair[1].code));
        }
        assert_eq!((GATEWAY.len(), ROOM.len()), (17, 28));
    }

    #[test]
    fn a_room_code_means_nothing_to_another_family() {
        assert!(CodeFamily::Gateway.explain(104).is_none());
        assert_eq!(
            CodeFamily::Gateway.explain(100_000_005).unwrap().kind,
            CodeKind::Auth
        );
        assert_eq!(
            CodeFamily::Room.explain(100_000_005).unwrap().family,
            CodeFamily::Gateway
        );
    }
}
