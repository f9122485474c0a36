//! The return codes that the simulator gives by its own rules, and a text for each.
//! Any other code comes on demand, as a fault.

pub(crate) const OK: i32 = 0;

pub(crate) const WRONG_HOST: i32 = 100_000_000;
pub(crate) const APP_ID_MALFORMED: i32 = 100_000_001;
pub(crate) const TIMESTAMP_MISSING: i32 = 100_000_002;
pub(crate) const TIMESTAMP_MALFORMED: i32 = 100_000_003;
pub(crate) const SIGNATURE_EXPIRED: i32 = 100_000_004;
pub(crate) const SIGNATURE_MISMATCH: i32 = 100_000_005;
pub(crate) const ACTION_MISSING: i32 = 100_000_006;
pub(crate) const ACTION_UNSUPPORTED: i32 = 100_000_007;
pub(crate) const NONCE_MISSING: i32 = 100_000_008;
pub(crate) const SIGNATURE_MISSING: i32 = 100_000_009;
pub(crate) const NO_SECRET: i32 = 100_000_010;
pub(crate) const NO_CONFIGURATION: i32 = 100_000_011;
pub(crate) const VERSION_MISSING: i32 = 100_000_013;
pub(crate) const VERSION_UNSUPPORTED: i32 = 100_000_014;
pub(crate) const NOT_IN_PRODUCTION: i32 = 100_000_016;
pub(crate) const SERVICE_NOT_ENABLED: i32 = 100_000_017;

pub(crate) const PARAMETER_WRONG: i32 = 2;
pub(crate) const PARAMETER_TOO_LONG: i32 = 3;
pub(crate) const DECODING_FAILED: i32 = 8;
pub(crate) const NO_PERMISSION: i32 = 9;
pub(crate) const ROOM_MISSING: i32 = 104;
pub(crate) const APP_RATE: i32 = 206;
pub(crate) const ROOM_RATE: i32 = 207;
pub(crate) const CONTENT_EMPTY: i32 = 1008;
pub(crate) const USER_OFFLINE: i32 = 50_003;
pub(crate) const TOO_MANY_USERS: i32 = 50_011;
pub(crate) const CONTENT_TOO_LONG: i32 = 50_012;

/// What a reply's `Message` says of a code when nobody asked for another text.
pub(crate) fn text(code: i32) -> &'static str {
    match code {
        OK => "success",
        WRONG_HOST => "host is invalid",
        APP_ID_MALFORMED => "app id is invalid",
        TIMESTAMP_MISSING => "timestamp not found",
        TIMESTAMP_MALFORMED => "timestamp is invalid",
        SIGNATURE_EXPIRED => "signature is out of date",
        SIGNATURE_MISMATCH => "signature is wrong",
        ACTION_MISSING => "action not found",
        ACTION_UNSUPPORTED => "action is unknown",
        NONCE_MISSING => "signature nonce not found",
        SIGNATURE_MISSING => "signature not found",
        NO_SECRET => "no secret for this app",
        NO_CONFIGURATION => "no configuration for this app",
        VERSION_MISSING => "signature version not found",
        VERSION_UNSUPPORTED => "signature version is unknown",
        NOT_IN_PRODUCTION => "app is not in production",
        SERVICE_NOT_ENABLED => "service is not enabled",
        PARAMETER_WRONG => "parameter error",
        PARAMETER_TOO_LONG => "parameter too long",
        DECODING_FAILED => "decoding error",
        NO_PERMISSION => "no permission",
        ROOM_MISSING | 5024 | 50_001 => "room not exist",
        APP_RATE => "app calls too often",
        ROOM_RATE => "room is called too often",
        CONTENT_EMPTY => "content is empty",
        TOO_MANY_USERS => "too many users",
        CONTENT_TOO_LONG => "content is too long",
        _ => "failed",
    }
}
