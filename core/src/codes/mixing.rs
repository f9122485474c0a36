//! Return codes of stream mixing and of transcoding in the cloud.
//! Where a task may run although its request failed, the kind is `Transient`.

use super::CodeKind::{Absent, Auth, Caller, Transient};
use super::CodeScope::Mixing;
use super::texts::{AGAIN, AGAIN_OR_ASK, SLOW_DOWN};
use super::{LimitedBy, ReturnCode};

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    Mixing.entry(110_200_001, Transient, "the request failed", AGAIN),
    Mixing.entry(
        110_200_002,
        Caller,
        "a parameter is wrong",
        "read the server's message, which names it",
    ),
    Mixing.entry(
        110_200_003,
        Auth,
        "the signature is wrong or has expired",
        "check the AppId, the ServerSecret and this machine's clock",
    ),
    Mixing.entry(
        110_200_004,
        Caller,
        "the parameters could not be parsed",
        "check the parameters",
    ),
    Mixing.limited(
        110_200_005,
        LimitedBy::User,
        "one UserId starts tasks too fast",
        "wait before this user starts another task",
    ),
    Mixing.limited(
        110_200_006,
        LimitedBy::User,
        "one UserId stops tasks too fast",
        "wait before this user stops another task",
    ),
    Mixing.entry(
        110_200_007,
        Transient,
        "the task could not be changed",
        AGAIN_OR_ASK,
    ),
    Mixing.entry(
        110_200_008,
        Caller,
        "the request to start could not be converted",
        "check the parameters",
    ),
    Mixing.entry(
        110_200_012,
        Transient,
        "the other tasks of whoever started this one could not be closed",
        AGAIN_OR_ASK,
    ),
    Mixing.entry(
        110_200_013,
        Transient,
        "the task could not be given to its new owner",
        AGAIN_OR_ASK,
    ),
    Mixing.entry(
        110_200_014,
        Caller,
        "the request to stop could not be converted",
        "check the parameters",
    ),
    Mixing.entry(
        110_200_015,
        Transient,
        "the request to stop could not be passed on",
        AGAIN_OR_ASK,
    ),
    Mixing.entry(
        110_200_140,
        Caller,
        "one stream is both input and output",
        "give the output another stream id",
    ),
    Mixing.entry(
        110_200_141,
        Caller,
        "a picture's address has another scheme than http, https or preset-id",
        "correct the picture's address",
    ),
    Mixing.entry(
        110_200_142,
        Caller,
        "a picture could not be fetched, or is larger than 1 MB",
        "check the picture's address and its size",
    ),
    Mixing.entry(
        110_200_150,
        Absent,
        "an input stream does not exist",
        "leave the stream out, or publish it first",
    ),
    Mixing.entry(110_200_151, Transient, "the task failed", AGAIN_OR_ASK),
    Mixing.entry(
        110_200_153,
        Caller,
        "the input streams are wrong",
        "check the input streams",
    ),
    Mixing.entry(
        110_200_154,
        Caller,
        "the output streams are wrong",
        "check the output streams",
    ),
    Mixing.entry(
        110_200_155,
        Caller,
        "an input stream's parameters are malformed",
        "check the input streams",
    ),
    Mixing.entry(
        110_200_156,
        Caller,
        "an output stream's parameters are malformed",
        "check the output streams",
    ),
    Mixing.entry(
        110_200_157,
        Auth,
        "the application has not enabled stream mixing",
        "enable stream mixing in the vendor's console",
    ),
    Mixing.entry(
        110_200_158,
        Caller,
        "too many input streams",
        "name fewer input streams, or have the limit raised",
    ),
    Mixing.entry(
        110_200_159,
        Transient,
        "no server could be found for the task",
        AGAIN_OR_ASK,
    ),
    Mixing.entry(
        110_200_160,
        Caller,
        "only the task's owner may stop it",
        "name the UserId that started the task",
    ),
    Mixing.entry(
        110_200_161,
        Caller,
        "an output's width is out of range",
        "use a width from 0 to 3000",
    ),
    Mixing.entry(
        110_200_170,
        Caller,
        "the watermark is wrong",
        "check the watermark",
    ),
    Mixing.entry(
        110_200_171,
        Caller,
        "the watermark is empty",
        "name the watermark's picture",
    ),
    Mixing.entry(
        110_200_172,
        Caller,
        "the extended parameters are wrong",
        "check the extended parameters",
    ),
    Mixing.entry(
        110_200_175,
        Caller,
        "an input stream is named twice",
        "name each input stream once",
    ),
    Mixing.entry(
        110_200_176,
        Caller,
        "an output stream is named twice",
        "name each output stream once",
    ),
    Mixing.entry(
        110_200_177,
        Caller,
        "too many voices are in focus",
        "put at most 4 voices into focus",
    ),
    Mixing.entry(
        110_200_178,
        Caller,
        "too many output streams",
        "name fewer output streams, or have the limit raised",
    ),
    Mixing.entry(
        110_200_179,
        Caller,
        "the text watermark is wrong",
        "read the server's message, which says why",
    ),
    Mixing.entry(
        110_200_184,
        Caller,
        "the parameters of the start could not be parsed",
        "read the server's message, which says why",
    ),
    Mixing.entry(
        110_200_185,
        Caller,
        "the parameters of the stop could not be parsed",
        "check the parameters",
    ),
    Mixing.limited(
        110_200_190,
        LimitedBy::App,
        "too many requests to start",
        SLOW_DOWN,
    ),
    Mixing.limited(
        110_200_191,
        LimitedBy::App,
        "too many requests to stop",
        SLOW_DOWN,
    ),
    Mixing.limited(
        110_200_194,
        LimitedBy::App,
        "too many requests about mixing",
        SLOW_DOWN,
    ),
    Mixing.entry(
        110_200_197,
        Transient,
        "an output stream could not be put into its target room",
        "check that the target room exists and whether the task runs, then try again",
    ),
    Mixing.entry(
        110_209_001,
        Absent,
        "the task does not exist",
        "check the task id, and that the task still runs",
    ),
    Mixing.entry(110_240_002, Auth, "the token is not valid", "check the token"),
];
