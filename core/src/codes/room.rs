//! Return codes of the actions on rooms: messages, users, streams and the rules for them.
//! `SendCustomCommand` is one of these.

use super::CodeKind::{Absent, Auth, Caller, Service, Transient};
use super::CodeScope::Room;
use super::texts::{AGAIN, AGAIN_OR_ASK, ASK, SLOW_DOWN};
use super::{LimitedBy, ReturnCode};

const NO_ROOM: &str = "the room does not exist (a room with nobody in it does not)";
const CHECK_ROOM: &str = "check the room id, and that somebody is in the room";

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    Room.entry(1, Service, "the request failed", ASK),
    Room.entry(2, Caller, "a parameter is wrong", "check the parameters"),
    Room.entry(3, Caller, "a parameter is too long", "shorten the parameter"),
    Room.entry(
        8,
        Caller,
        "the request could not be decoded",
        "check the encoding of the parameters",
    ),
    Room.entry(
        9,
        Auth,
        "the application may not use this action",
        "have the vendor grant the permission",
    ),
    Room.entry(104, Absent, NO_ROOM, CHECK_ROOM),
    Room.entry(105, Absent, "the user does not exist", "check the user id"),
    Room.entry(121, Service, "the broadcast message could not be stored", ASK),
    Room.entry(122, Transient, "no message id could be made", AGAIN),
    Room.entry(123, Transient, "the stream's information could not be set", AGAIN),
    Room.entry(
        124,
        Transient,
        "the stream's information could not be deleted",
        AGAIN,
    ),
    Room.entry(138, Transient, "there is no information about the stream", AGAIN),
    Room.entry(151, Transient, "the broadcast message could not be sent", AGAIN),
    Room.entry(154, Transient, "the list could not be fetched", AGAIN),
    Room.limited(
        206,
        LimitedBy::App,
        "the application makes more calls per second than it may",
        SLOW_DOWN,
    ),
    Room.limited(
        207,
        LimitedBy::Room,
        "the room gets more calls per second than it may",
        SLOW_DOWN,
    ),
    Room.entry(1008, Caller, "the MessageContent is empty", "send some content"),
    Room.entry(
        1012,
        Caller,
        "several users act on one stream",
        "check who acts on the stream",
    ),
    Room.entry(5018, Absent, "the room is gone, or never was", CHECK_ROOM),
    Room.entry(5024, Absent, NO_ROOM, CHECK_ROOM),
    Room.entry(
        5201,
        Transient,
        "the broadcast message could not be encoded",
        AGAIN,
    ),
    Room.entry(5202, Transient, "no message id could be made", AGAIN),
    Room.entry(50_001, Absent, NO_ROOM, CHECK_ROOM),
    Room.entry(
        50_003,
        Absent,
        "the user is not online",
        "check that the user is online",
    ),
    Room.entry(
        50_011,
        Caller,
        "too many users in one request",
        "name at most 10 users",
    ),
    Room.entry(
        50_012,
        Caller,
        "the message is too long",
        "send at most 1024 bytes",
    ),
    Room.entry(
        50_013,
        Transient,
        "the custom message could not be sent",
        AGAIN_OR_ASK,
    ),
    Room.entry(
        50_123,
        Caller,
        "too many ban rules are active",
        "remove some rules",
    ),
    Room.entry(
        50_124,
        Absent,
        "the rule to delete does not exist",
        "check the rule",
    ),
];
