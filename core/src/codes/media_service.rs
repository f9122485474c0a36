//! Return codes of the media service: CDN relays, forbidden streams, a stream's state, dispatch.
//! 41004 and 41006 answer a question about a stream's state: no error of the request.

use super::CodeKind::{Absent, Auth, Caller, Clock, Service, Transient};
use super::CodeScope::MediaService;
use super::texts::{AGAIN_OR_ASK, ASK, SLOW_DOWN};
use super::{LimitedBy, ReturnCode};

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    MediaService.entry(1, Service, "the request failed", ASK),
    MediaService.entry(2, Caller, "a parameter is wrong", "check the parameters"),
    MediaService.entry(
        3,
        Auth,
        "the request could not be authenticated",
        "check the AppId and the ServerSecret",
    ),
    MediaService.entry(1001, Service, "no server could be assigned", ASK),
    MediaService.entry(1002, Service, "there is no server to publish to", ASK),
    MediaService.entry(1003, Service, "there is no server to play from", ASK),
    MediaService.entry(1005, Auth, "the application is not online", ASK),
    MediaService.entry(1006, Caller, "a parameter is not valid", "check the parameters"),
    MediaService.limited(
        1010,
        LimitedBy::App,
        "the application makes more calls per second than it may",
        SLOW_DOWN,
    ),
    MediaService.entry(
        3000,
        Auth,
        "the application is not valid",
        "check the AppId, or ask the vendor's support",
    ),
    MediaService.entry(3001, Service, "the service failed inside", ASK),
    MediaService.entry(
        3002,
        Clock,
        "the Timestamp is wrong",
        "correct this machine's clock and sign again",
    ),
    MediaService.entry(
        3003,
        Auth,
        "no token is configured for the application",
        "have the vendor configure it",
    ),
    MediaService.entry(5000, Service, "the service failed inside", ASK),
    MediaService.entry(5001, Service, "the service failed inside", ASK),
    MediaService.entry(5002, Service, "the service failed inside", ASK),
    MediaService.entry(
        5003,
        Auth,
        "the signature does not match",
        "check that the ServerSecret belongs to this AppId",
    ),
    MediaService.entry(5004, Caller, "the CDN address is not valid", "check the CDNUrl"),
    MediaService.entry(
        5005,
        Caller,
        "the request is not valid",
        "check the request, or ask the vendor's support",
    ),
    MediaService.entry(5006, Service, "the service failed inside", ASK),
    MediaService.limited(
        5007,
        LimitedBy::App,
        "the application makes more calls per second than it may",
        SLOW_DOWN,
    ),
    MediaService.entry(30_001, Caller, "the CDN address is not valid", "check the CDNUrl"),
    MediaService.limited(
        30_002,
        LimitedBy::App,
        "the application makes more calls per second than it may",
        SLOW_DOWN,
    ),
    MediaService.entry(30_003, Service, "the service failed inside", ASK),
    MediaService.entry(
        30_004,
        Caller,
        "the IsTest is wrong",
        "send true or false, or leave it out",
    ),
    MediaService.entry(30_005, Auth, "the AppId is not valid", "check the AppId"),
    MediaService.entry(
        30_006,
        Caller,
        "the list of stream ids is not valid",
        "check the stream ids",
    ),
    MediaService.entry(30_009, Caller, "the StreamId is malformed", "check the stream id"),
    MediaService.entry(30_010, Caller, "the Type is not valid", "check the Type"),
    MediaService.entry(30_011, Caller, "the ClientIP is not valid", "check the ClientIP"),
    MediaService.entry(
        40_005,
        Auth,
        "the signature does not match",
        "check that the ServerSecret belongs to this AppId",
    ),
    MediaService.entry(
        41_001,
        Transient,
        "the live stream could not be saved",
        "check that the live stream exists, then try again",
    ),
    MediaService.entry(
        41_002,
        Transient,
        "the channel could not be saved",
        "check that the channel exists, then try again",
    ),
    MediaService.entry(
        41_003,
        Absent,
        "the live stream does not exist",
        "check the stream id, and that the stream is live",
    ),
    MediaService.entry(
        41_004,
        Absent,
        "the stream does not exist, or the right to query past streams has ended",
        "check the stream id, and that right",
    ),
    MediaService.entry(
        41_006,
        Absent,
        "the stream exists, but is closed",
        "nothing: this answers the question",
    ),
    MediaService.entry(
        42_001,
        Transient,
        "the live stream could not be forbidden",
        AGAIN_OR_ASK,
    ),
    MediaService.entry(
        42_002,
        Transient,
        "the live stream could not be resumed",
        AGAIN_OR_ASK,
    ),
    MediaService.entry(
        42_003,
        Transient,
        "several live streams could not be forbidden",
        AGAIN_OR_ASK,
    ),
    MediaService.entry(
        42_004,
        Transient,
        "several live streams could not be resumed",
        AGAIN_OR_ASK,
    ),
    MediaService.entry(
        43_001,
        Transient,
        "the recording's index could not be made",
        AGAIN_OR_ASK,
    ),
];
