//! token04, the text by which a client logs in to a room: made, opened and explained.

use crate::app::zegoapi_app_t;
use crate::boundary::{EMPTY, Failure, Texts, free, get, give, guard, handle, out, text};
use crate::error::zegoapi_error_t;
use crate::privileges::zegoapi_privileges_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ptr;
use std::time::Duration;
use zegoapi_core::{NewToken, Token, TokenContents, TokenStamp};

/// The longest time, in seconds, that in-app chat (ZIM) accepts a token for. Rooms have no maximum that is known.
pub const ZEGOAPI_TOKEN_ZIM_MAX_VALID_FOR_S: u64 = 2_073_600;
/// How far clocks may differ, in seconds, before a token should count as expired or as not valid yet.
pub const ZEGOAPI_TOKEN_LEEWAY_S: u64 = 60;

/// It is valid.
pub const ZEGOAPI_TOKEN_VALIDITY_VALID: u32 = 1;
/// It was made in the future: a clock is wrong, here or where it was made.
pub const ZEGOAPI_TOKEN_VALIDITY_NOT_YET_VALID: u32 = 2;
/// It has expired.
pub const ZEGOAPI_TOKEN_VALIDITY_EXPIRED: u32 = 3;

/// An argument of the maker, or the application's secret, is out of bounds.
pub const ZEGOAPI_TOKEN_ERROR_INVALID_INPUT: u32 = 1;
/// There is no text.
pub const ZEGOAPI_TOKEN_ERROR_EMPTY: u32 = 2;
/// It is a JSON Web Token.
pub const ZEGOAPI_TOKEN_ERROR_JWT: u32 = 3;
/// It is a token03, the format before this one.
pub const ZEGOAPI_TOKEN_ERROR_TOKEN03: u32 = 4;
/// It is no token of any format known here.
pub const ZEGOAPI_TOKEN_ERROR_NOT_TOKEN04: u32 = 5;
/// What follows `04` holds characters that base64 has not.
pub const ZEGOAPI_TOKEN_ERROR_NOT_BASE64: u32 = 6;
/// Its end is missing.
pub const ZEGOAPI_TOKEN_ERROR_CUT_SHORT: u32 = 7;
/// The sizes written in it contradict each other.
pub const ZEGOAPI_TOKEN_ERROR_MALFORMED: u32 = 8;
/// It was made with another ServerSecret, or was damaged.
pub const ZEGOAPI_TOKEN_ERROR_OTHER_SECRET: u32 = 9;
/// It was made with the secret's 16 bytes decoded from hex, in place of its 32 characters.
pub const ZEGOAPI_TOKEN_ERROR_HEX_DECODED_SECRET: u32 = 10;
/// It opens, and does not hold what a token04 holds.
pub const ZEGOAPI_TOKEN_ERROR_NOT_CLAIMS: u32 = 11;
/// The expiry on its outside is another than the one inside: it was changed after it was made.
pub const ZEGOAPI_TOKEN_ERROR_EXPIRE_MISMATCH: u32 = 12;

/// A token04. **Whoever has its text can log in as its user until it expires**: it belongs in the answer to the client, and
/// in no log.
///
/// Ownership: yours; texts borrowed from it are valid until `zegoapi_token_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_token_t {
    token: Token,
    texts: Texts,
}

const TEXT: usize = 0;
const MASKED: usize = 1;

impl zegoapi_token_t {
    fn new(token: Token) -> Self {
        let texts = Texts::of([token.as_str(), &token.to_string()]);
        Self { token, texts }
    }
}

/// What a token says.
///
/// Ownership: yours; what is borrowed from it is valid until `zegoapi_token_contents_free`.
///
/// Threads: never changes; any number of threads may use it at once. Free it once, after the last use.
pub struct zegoapi_token_contents_t {
    contents: TokenContents,
    privileges: Option<zegoapi_privileges_t>,
    texts: Texts,
}

const USER_ID: usize = 0;
const PAYLOAD: usize = 1;

/// Makes a token.
///
/// @param app Whose AppId and ServerSecret (which must have 32 bytes) it is made with. The token is valid from `now` on,
///   corrected by what the application has learned of the server's clock.
/// @param user_id For whom: 1 to 256 bytes.
/// @param valid_for_s For how many seconds: 1 to ten years.
/// @param payload Empty for a basic token, whose user may log in to every room and publish there; or what
///   `zegoapi_privileges_json` says; or other JSON text. Up to some 32,000 bytes.
/// @param random 20 bytes, fresh for each token, from a cryptographic source that does not repeat after a fork.
/// @param now Unix time in seconds.
/// @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT`, which names the field, the limit and the size;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_make(
    app: *const zegoapi_app_t,
    user_id: zegoapi_str_t,
    valid_for_s: u64,
    payload: zegoapi_str_t,
    random: *const u8,
    now: i64,
    out_token: *mut *mut zegoapi_token_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let stamp = || {
        // SAFETY: this function's contract; an array of bytes needs no alignment.
        let random = unsafe { handle(random.cast::<[u8; TokenStamp::RANDOM_LEN]>(), "random") }?;
        Ok(TokenStamp::from_random(*random, now)?)
    };
    // SAFETY: this function's contract.
    unsafe { make(app, user_id, valid_for_s, payload, stamp, out_token, out_error) }
}

/// The same with an IV and a nonce of your own, for tests that are exact.
///
/// @param app As for `zegoapi_token_make`.
/// @param user_id As for `zegoapi_token_make`.
/// @param valid_for_s As for `zegoapi_token_make`.
/// @param payload As for `zegoapi_token_make`.
/// @param iv 16 bytes, from a cryptographic source wherever the token is used.
/// @param nonce Any number.
/// @param now Unix time in seconds.
/// @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_token_make`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_make_with_iv(
    app: *const zegoapi_app_t,
    user_id: zegoapi_str_t,
    valid_for_s: u64,
    payload: zegoapi_str_t,
    iv: *const u8,
    nonce: i32,
    now: i64,
    out_token: *mut *mut zegoapi_token_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let stamp = || {
        // SAFETY: this function's contract; an array of bytes needs no alignment.
        let iv = unsafe { handle(iv.cast::<[u8; TokenStamp::IV_LEN]>(), "iv") }?;
        Ok(TokenStamp::new(*iv, nonce, now)?)
    };
    // SAFETY: this function's contract.
    unsafe { make(app, user_id, valid_for_s, payload, stamp, out_token, out_error) }
}

/// The same with the system's time and random bytes. (Needs a library with HTTP.)
///
/// @param app As for `zegoapi_token_make`.
/// @param user_id As for `zegoapi_token_make`.
/// @param valid_for_s As for `zegoapi_token_make`.
/// @param payload As for `zegoapi_token_make`.
/// @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_token_make`, and `ZEGOAPI_ERROR_NOT_SENT` when the system gives no random bytes.
///
/// Threads: any.
#[cfg(feature = "http")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_make_now(
    app: *const zegoapi_app_t,
    user_id: zegoapi_str_t,
    valid_for_s: u64,
    payload: zegoapi_str_t,
    out_token: *mut *mut zegoapi_token_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let stamp = || {
        let mut random = [0; TokenStamp::RANDOM_LEN];
        zegoapi_client::fill_random(&mut random)?;
        let now = zegoapi_client::Clock::new().now().unix_ms.div_euclid(1000);
        Ok(TokenStamp::from_random(random, now)?)
    };
    // SAFETY: this function's contract.
    unsafe { make(app, user_id, valid_for_s, payload, stamp, out_token, out_error) }
}

/// Reads a token's outer form, which needs no secret, and says which mistake it is where a text is no token04.
///
/// @param token The text.
/// @param[out] out_token The token; yours, free it with `zegoapi_token_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_TOKEN`, and `zegoapi_error_token_kind` says why; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_parse(
    token: zegoapi_str_t,
    out_token: *mut *mut zegoapi_token_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (out_token, token) = unsafe { (out(out_token, "out_token")?, text(token, "token")?) };
        give(out_token, zegoapi_token_t::new(Token::parse(token)?));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Decrypts a token with the application's ServerSecret. One of another AppId opens too where the secret is the same, and
/// so does one that has expired. The format has no authentication code: that it opens does not prove that nobody changed
/// it.
///
/// @param token The token.
/// @param app Whose ServerSecret it was made with.
/// @param[out] out_contents What it says; yours, free it with `zegoapi_token_contents_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_BAD_TOKEN`, and `zegoapi_error_token_kind` says why; `ZEGOAPI_ERROR_INVALID_INPUT`
///   for a secret that has not 32 bytes; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_open(
    token: *const zegoapi_token_t,
    app: *const zegoapi_app_t,
    out_contents: *mut *mut zegoapi_token_contents_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_contents = unsafe { out(out_contents, "out_contents") }?;
        // SAFETY: this function's contract.
        let (token, app) = unsafe { (handle(token, "token")?, handle(app, "app")?) };
        let contents = app.with(|app| token.token.open(app))?;
        let texts = Texts::of([contents.user_id(), contents.payload()]);
        let privileges = contents.privileges().as_ref().map(zegoapi_privileges_t::new);
        give(
            out_contents,
            zegoapi_token_contents_t {
                contents,
                privileges,
                texts,
            },
        );
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a token, and with it the texts that were borrowed from it.
///
/// @param token A token, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_free(token: *mut zegoapi_token_t) {
    // SAFETY: this function's contract.
    unsafe { free(token) };
}

/// The token itself, in ASCII. A credential: not for logs.
///
/// @param token The token, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_text(token: *const zegoapi_token_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(token, EMPTY, |it| it.texts.get(TEXT)) }
}

/// The token as logs may show it: `04...(214 bytes)`.
///
/// @param token The token, or NULL.
/// @return The text, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_masked(token: *const zegoapi_token_t) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(token, EMPTY, |it| it.texts.get(MASKED)) }
}

/// When the token expires, as its outside says. Not encrypted: only `zegoapi_token_open` compares it.
///
/// @param token The token, or NULL.
/// @return Unix time in seconds; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_expire(token: *const zegoapi_token_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(token, 0, |it| it.token.expire()) }
}

/// Frees what a token says, and with it what was borrowed from it.
///
/// @param contents What a token says, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_free(contents: *mut zegoapi_token_contents_t) {
    // SAFETY: this function's contract.
    unsafe { free(contents) };
}

/// The AppId that the token is of.
///
/// @param contents What a token says, or NULL.
/// @return The AppId; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_app_id(contents: *const zegoapi_token_contents_t) -> u32 {
    // SAFETY: this function's contract.
    unsafe { get(contents, 0, |it| it.contents.app_id()) }
}

/// The user whom the token is for.
///
/// @param contents What a token says, or NULL.
/// @return The user's id, borrowed; empty for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_user_id(
    contents: *const zegoapi_token_contents_t,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(contents, EMPTY, |it| it.texts.get(USER_ID)) }
}

/// The random number of the token.
///
/// @param contents What a token says, or NULL.
/// @return The number; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_nonce(contents: *const zegoapi_token_contents_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(contents, 0, |it| it.contents.nonce()) }
}

/// When the token was made.
///
/// @param contents What a token says, or NULL.
/// @return Unix time in seconds; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_ctime(contents: *const zegoapi_token_contents_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(contents, 0, |it| it.contents.ctime()) }
}

/// When the token expires.
///
/// @param contents What a token says, or NULL.
/// @return Unix time in seconds; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_expire(contents: *const zegoapi_token_contents_t) -> i64 {
    // SAFETY: this function's contract.
    unsafe { get(contents, 0, |it| it.contents.expire()) }
}

/// The payload.
///
/// @param contents What a token says, or NULL.
/// @return JSON text, borrowed; empty in a basic token, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_payload(
    contents: *const zegoapi_token_contents_t,
) -> zegoapi_str_t {
    // SAFETY: this function's contract.
    unsafe { get(contents, EMPTY, |it| it.texts.get(PAYLOAD)) }
}

/// The privileges that the payload says.
///
/// @param contents What a token says, or NULL.
/// @return The privileges, borrowed: do not free them; NULL when it says none.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_privileges(
    contents: *const zegoapi_token_contents_t,
) -> *const zegoapi_privileges_t {
    // SAFETY: this function's contract.
    unsafe {
        get(contents, ptr::null(), |it| {
            it.privileges.as_ref().map_or(ptr::null(), ptr::from_ref)
        })
    }
}

/// Whether the token is of this application.
///
/// @param contents What a token says, or NULL.
/// @param app The application, or NULL.
/// @return `true` or `false`; `false` for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_is_of(
    contents: *const zegoapi_token_contents_t,
    app: *const zegoapi_app_t,
) -> bool {
    // SAFETY: this function's contract.
    unsafe {
        get(contents, false, |it| {
            get(app, false, |app| app.with(|app| it.contents.is_of(app)))
        })
    }
}

/// Whether the token is valid at a time.
///
/// @param contents What a token says, or NULL.
/// @param now Unix time in seconds.
/// @param leeway_s How far clocks may differ, in seconds; `ZEGOAPI_TOKEN_LEEWAY_S` is fit.
/// @return `ZEGOAPI_TOKEN_VALIDITY_...`; 0 for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_token_contents_validity(
    contents: *const zegoapi_token_contents_t,
    now: i64,
    leeway_s: u64,
) -> u32 {
    let leeway = Duration::from_secs(leeway_s);
    // SAFETY: this function's contract.
    unsafe { get(contents, 0, |it| it.contents.validity(now, leeway).number()) }
}

/// What the makers share.
///
/// # Safety
///
/// That of the function that calls this.
unsafe fn make(
    app: *const zegoapi_app_t,
    user_id: zegoapi_str_t,
    valid_for_s: u64,
    payload: zegoapi_str_t,
    stamp: impl FnOnce() -> Result<TokenStamp, Failure>,
    out_token: *mut *mut zegoapi_token_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_token = unsafe { out(out_token, "out_token") }?;
        // SAFETY: this function's contract.
        let app = unsafe { handle(app, "app") }?;
        // SAFETY: this function's contract.
        let (user_id, payload) = unsafe { (text(user_id, "user_id")?, text(payload, "payload")?) };
        let new = NewToken::new(user_id, Duration::from_secs(valid_for_s))?.with_payload(payload)?;
        let stamp = stamp()?;
        let token = app.with(|app| new.make(app, &stamp))?;
        give(out_token, zegoapi_token_t::new(token));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}
