//! The numbers that stand in an error; those of the core, and a test holds them to it.

/// Empty, or under the smallest size that the limit names.
pub const ZEGOAPI_PROBLEM_TOO_SMALL: u32 = 1;
/// Over the largest size that the limit names.
pub const ZEGOAPI_PROBLEM_TOO_LARGE: u32 = 2;
/// Not of the expected form.
pub const ZEGOAPI_PROBLEM_MALFORMED: u32 = 3;
/// The buffer holds fewer bytes than are needed.
pub const ZEGOAPI_PROBLEM_BUFFER_TOO_SMALL: u32 = 4;
/// Asked or reported out of order.
pub const ZEGOAPI_PROBLEM_OUT_OF_ORDER: u32 = 5;

/// Not sent: the host's name could not be resolved.
pub const ZEGOAPI_NOT_SENT_DNS: u32 = 1;
/// Not sent: no connection could be made.
pub const ZEGOAPI_NOT_SENT_CONNECT: u32 = 2;
/// Not sent: the certificate was refused, or the TLS handshake failed.
pub const ZEGOAPI_NOT_SENT_TLS: u32 = 3;
/// Not sent: the proxy refused, or could not be used.
pub const ZEGOAPI_NOT_SENT_PROXY: u32 = 4;
/// Not sent: the connection failed before the request was written whole.
pub const ZEGOAPI_NOT_SENT_WRITE: u32 = 5;
/// Not sent: time ran out before the request was written whole.
pub const ZEGOAPI_NOT_SENT_TIMEOUT: u32 = 6;
/// Not sent: cancelled before anything was sent.
pub const ZEGOAPI_NOT_SENT_CANCELLED: u32 = 7;
/// Not sent: the system gave no random bytes, no time to sign with, or no thread.
pub const ZEGOAPI_NOT_SENT_SYSTEM: u32 = 8;
/// Not sent: the rate limit did not let it go before its deadline, or at once although it is to fail fast.
pub const ZEGOAPI_NOT_SENT_RATE_LIMIT: u32 = 9;
/// Not sent: no try could be begun before the deadline.
pub const ZEGOAPI_NOT_SENT_DEADLINE: u32 = 10;

/// Unknown: no whole answer came in time.
pub const ZEGOAPI_UNKNOWN_TIMEOUT: u32 = 1;
/// Unknown: the connection was closed or reset before a whole answer came.
pub const ZEGOAPI_UNKNOWN_BROKEN: u32 = 2;
/// Unknown: cancelled after the request had gone out.
pub const ZEGOAPI_UNKNOWN_CANCELLED: u32 = 3;
