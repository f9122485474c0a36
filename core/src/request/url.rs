//! Puts a URL together: measured first, then written once, in an order that is the same in every language.

use super::encode::{encode, encoded_len};
use super::signing;
use crate::actions::Action;
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::error::{Error, InvalidInput};
use crate::stamp::Stamp;
use core::str;

/// The length of the URL in bytes.
pub(super) fn len<A: Action + ?Sized>(action: &A, app: &App, endpoint: &Endpoint, stamp: &Stamp) -> usize {
    let mut len = endpoint.url().len();
    // The signature has one length, so measuring needs no digest.
    each_param(action, app, stamp, &[b'0'; signing::LEN], &mut |name, value| {
        len = len
            .saturating_add(2)
            .saturating_add(encoded_len(name))
            .saturating_add(encoded_len(value));
    });
    len
}

/// Signs and writes the URL into `buffer`, which has exactly its length.
pub(super) fn write<A: Action + ?Sized>(
    action: &A,
    app: &App,
    endpoint: &Endpoint,
    stamp: &Stamp,
    buffer: &mut [u8],
) -> Result<(), Error> {
    let signature = signing::sign(app, stamp);
    let mut rest = put(endpoint.url(), buffer);
    let mut mark = "?";
    each_param(action, app, stamp, &signature, &mut |name, value| {
        rest = rest.take().and_then(|rest| {
            let rest = put(mark, rest).and_then(|rest| encode(name, rest))?;
            put("=", rest).and_then(|rest| encode(value, rest))
        });
        mark = "&";
    });
    match rest {
        Some([]) => Ok(()),
        _ => Err(changed().into()),
    }
}

/// The error for an action that shows other parameters when it is asked again.
pub(super) fn changed() -> InvalidInput {
    InvalidInput::malformed("params", "the same each time the action shows it", 0)
}

/// Shows all parameters in the order of the URL: the common ones, then the action's own.
fn each_param<A: Action + ?Sized>(
    action: &A,
    app: &App,
    stamp: &Stamp,
    signature: &[u8; signing::LEN],
    visit: &mut dyn FnMut(&str, &str),
) {
    visit("Action", action.name());
    visit("AppId", itoa::Buffer::new().format(app.app_id()));
    visit("SignatureNonce", ascii(stamp.nonce()));
    visit("Timestamp", itoa::Buffer::new().format(stamp.timestamp()));
    visit("Signature", ascii(signature));
    visit("SignatureVersion", "2.0");
    match app.is_test() {
        Some(true) => visit("IsTest", "true"),
        Some(false) => visit("IsTest", "false"),
        None => {}
    }
    action.visit_params(visit);
}

/// Both callers hand in hex characters.
fn ascii(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).unwrap_or_default()
}

/// Writes text as it is to the front of `out`; `None` when it does not fit.
fn put<'o>(text: &str, out: &'o mut [u8]) -> Option<&'o mut [u8]> {
    let (place, rest) = out.split_at_mut_checked(text.len())?;
    place.copy_from_slice(text.as_bytes());
    Some(rest)
}
