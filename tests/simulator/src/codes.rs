//! The return codes that the simulator gives by its own rules, and a text for each.
//! Any other code comes on demand, as a fault. One number can mean two things in two groups.

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
pub(crate) const STREAM_NOT_SET: i32 = 123;
pub(crate) const STREAM_MISSING: i32 = 138;
pub(crate) const STREAM_OF_ANOTHER: i32 = 1012;
pub(crate) const ROOM_GONE: i32 = 5018;
pub(crate) const ROOM_NOT_THERE: i32 = 50_001;
pub(crate) const TOO_MANY_RULES: i32 = 50_123;
pub(crate) const RULE_MISSING: i32 = 50_124;

// Media service.
pub(crate) const NOT_AUTHENTICATED: i32 = 3;
pub(crate) const APP_NOT_ONLINE: i32 = 1005;
pub(crate) const DISPATCH_PARAMETER_INVALID: i32 = 1006;
pub(crate) const DISPATCH_RATE: i32 = 1010;
pub(crate) const TRANSFER_NOT_AUTHENTICATED: i32 = 5003;
pub(crate) const CDN_ADDRESS_INVALID: i32 = 5004;
pub(crate) const MEDIA_REQUEST_INVALID: i32 = 5005;
pub(crate) const TRANSFER_RATE: i32 = 5007;
pub(crate) const MEDIA_RATE: i32 = 30_002;
pub(crate) const STREAM_LIST_WRONG: i32 = 30_006;
pub(crate) const STREAM_ID_MALFORMED: i32 = 30_009;
pub(crate) const DISPATCH_TYPE_INVALID: i32 = 30_010;
pub(crate) const CLIENT_IP_INVALID: i32 = 30_011;
pub(crate) const MEDIA_NOT_AUTHENTICATED: i32 = 40_005;
pub(crate) const STREAM_UNKNOWN: i32 = 41_004;
pub(crate) const STREAM_CLOSED: i32 = 41_006;
pub(crate) const FORBIDDING_FAILED: i32 = 42_001;
pub(crate) const RESUMING_FAILED: i32 = 42_002;
pub(crate) const FORBIDDING_SEVERAL_FAILED: i32 = 42_003;
pub(crate) const RESUMING_SEVERAL_FAILED: i32 = 42_004;

// Media files.
pub(crate) const FILES_NOT_PERMITTED: i32 = 3;
pub(crate) const FILES_RATE: i32 = 6;

// Mixing and transcoding.
pub(crate) const MIX_PARAMETER_WRONG: i32 = 110_200_002;
pub(crate) const MIX_PARAMETERS_UNREADABLE: i32 = 110_200_004;
pub(crate) const MIX_INPUT_IS_OUTPUT: i32 = 110_200_140;
pub(crate) const MIX_NOT_ENABLED: i32 = 110_200_157;
pub(crate) const MIX_TOO_MANY_INPUTS: i32 = 110_200_158;
pub(crate) const MIX_INPUT_TWICE: i32 = 110_200_175;
pub(crate) const MIX_OUTPUT_TWICE: i32 = 110_200_176;
pub(crate) const MIX_TOO_MANY_OUTPUTS: i32 = 110_200_178;
pub(crate) const MIX_OVERLOADED: i32 = 110_200_194;
pub(crate) const MIX_NO_SUCH_TASK: i32 = 110_209_001;

// Moderation, range scenes.
pub(crate) const MODERATION_NOT_ENABLED: i32 = 50_117;
pub(crate) const SCENE_PARAMETER_WRONG: i32 = 340_006_003;

// In-app chat.
pub(crate) const CHAT_PARAMETER_WRONG: i32 = 660_000_002;
pub(crate) const CHAT_TOO_MANY_USERS: i32 = 660_000_011;
pub(crate) const CHAT_USER_ID_TOO_LONG: i32 = 660_000_012;
pub(crate) const CHAT_USER_UNKNOWN: i32 = 660_200_001;
pub(crate) const CHAT_RATE: i32 = 660_300_005;
pub(crate) const CHAT_MESSAGE_TOO_LONG: i32 = 660_400_001;
pub(crate) const CHAT_RECEIVER_UNKNOWN: i32 = 660_700_002;

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
        ROOM_MISSING | ROOM_GONE | 5024 | ROOM_NOT_THERE => "room not exist",
        APP_RATE | DISPATCH_RATE | TRANSFER_RATE | MEDIA_RATE | FILES_RATE | MIX_OVERLOADED | CHAT_RATE => {
            "app calls too often"
        }
        ROOM_RATE => "room is called too often",
        CONTENT_EMPTY => "content is empty",
        TOO_MANY_USERS => "too many users",
        STREAM_MISSING | STREAM_UNKNOWN => "stream not exist",
        STREAM_CLOSED => "stream is closed",
        STREAM_ID_MALFORMED => "stream id is invalid",
        MIX_PARAMETER_WRONG | SCENE_PARAMETER_WRONG | CHAT_PARAMETER_WRONG => "input parameter error",
        MIX_NO_SUCH_TASK => "task not exist",
        CONTENT_TOO_LONG => "content is too long",
        _ => "failed",
    }
}
