//! Puts a URL together: measured first, then written once, in an order that is the same in every language.

use super::encode::{encode, encoded_len};
use super::signing;
use crate::action::Action;
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::error::{Error, InvalidInput};
use crate::stamp::Stamp;
use core::str;

/// The length of the URL in bytes.
pub(super) fn len<A: Action + ?Sized>(action: &A, app: &App, endpoint: &Endpoint, stamp: &Stamp) -> usize {
    // The signature has one length, so measuring needs no digest.
    let mut len = endpoint.url().len() + encoded_len(action.name());
    with_common(app, stamp, &[b'0'; signing::LEN], |parts| {
        len += parts.iter().map(|part| part.len()).sum::<usize>();
    });
    action.visit_params(stamp.sequence(), &mut |name, value| {
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
    with_common(app, stamp, &signature, |[before_name, after_name @ ..]| {
        rest = rest
            .take()
            .and_then(|rest| encode(action.name(), put(before_name, rest)?));
        for part in after_name {
            rest = rest.take().and_then(|rest| put(part, rest));
        }
    });
    action.visit_params(stamp.sequence(), &mut |name, value| {
        rest = rest
            .take()
            .and_then(|rest| encode(value, put("=", encode(name, put("&", rest)?)?)?));
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

/// Shows the parameters that every request carries, in the order of the URL and ready to be written. The
/// action's name belongs after the first part; nothing in the others needs encoding.
fn with_common(app: &App, stamp: &Stamp, signature: &[u8; signing::LEN], show: impl FnOnce(&[&str; 11])) {
    let (mut app_id, mut timestamp) = (itoa::Buffer::new(), itoa::Buffer::new());
    let is_test = match app.is_test() {
        Some(true) => "&IsTest=true",
        Some(false) => "&IsTest=false",
        None => "",
    };
    show(&[
        "?Action=",
        "&AppId=",
        app_id.format(app.app_id()),
        "&SignatureNonce=",
        ascii(stamp.nonce()),
        "&Timestamp=",
        timestamp.format(stamp.timestamp()),
        "&Signature=",
        ascii(signature),
        "&SignatureVersion=2.0",
        is_test,
    ]);
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
