//! The envelope that every action's reply comes in: `Code`, `Message`, `RequestId`, `Data`.

use super::read_fail_users;
use super::text::text_or_number;
use crate::actions::Action;
use crate::error::{ApiError, BadReply, Error, safe_message};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The parts of a reply that are the same for every action, borrowed from the reply's text.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// `Code`: 0 when the server accepted.
    pub code: i32,
    /// `Message`, text for people; empty when it is missing. Where it repeats the request, that part is `***`.
    pub message: Cow<'a, str>,
    /// `RequestId`, every digit kept; empty when it is missing.
    pub request_id: Cow<'a, str>,
    /// `Data` as JSON text; `None` when it is missing or null.
    pub data: Option<&'a str>,
}

impl core::fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Envelope")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("data_bytes", &self.data.map(str::len))
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct WireEnvelope<'a> {
    #[serde(rename = "Code")]
    code: i32,
    #[serde(rename = "Message", borrow, default, deserialize_with = "text_or_number")]
    message: Cow<'a, str>,
    #[serde(rename = "RequestId", borrow, default, deserialize_with = "text_or_number")]
    request_id: Cow<'a, str>,
    #[serde(rename = "Data", borrow, default)]
    data: Option<&'a RawValue>,
}

/// Reads what came back for `action`. Never panics; returns a reply, an `Api` error or a `BadReply`.
pub(crate) fn parse<A: Action + ?Sized>(
    action: &A,
    http_status: u16,
    body: &[u8],
) -> Result<A::Reply, Error> {
    let bad = |problem| bad_reply(action, http_status, problem, body);
    let mut envelope = match read_envelope(body) {
        Ok(envelope) => envelope,
        Err(problem) => return Err(bad(problem)),
    };
    // The usual text needs no second look.
    if envelope.message != "success" {
        envelope.message = with_private(action, |private| safe_message(&envelope.message, private).into());
    }
    if envelope.code != 0 {
        return Err(refusal(action, http_status, &envelope));
    }
    if !(200..=299).contains(&http_status) {
        return Err(bad("a success under a status that is none"));
    }
    action
        .read_reply(&envelope)
        .ok_or_else(|| bad("Data has another shape"))
}

fn read_envelope(body: &[u8]) -> Result<Envelope<'_>, &'static str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = core::str::from_utf8(body).map_err(|_| "not UTF-8")?;
    if text.trim_ascii().is_empty() {
        return Err("an empty body");
    }
    let wire: WireEnvelope<'_> = serde_json::from_str(text).map_err(|e| match e.classify() {
        serde_json::error::Category::Data => "JSON of another shape",
        serde_json::error::Category::Eof => "JSON that is cut short",
        _ => "not JSON",
    })?;
    let data = wire.data.map(RawValue::get);
    Ok(Envelope {
        code: wire.code,
        message: wire.message,
        request_id: wire.request_id,
        data,
    })
}

fn refusal<A: Action + ?Sized>(action: &A, http_status: u16, envelope: &Envelope<'_>) -> Error {
    // A refusal stands whatever its Data looks like.
    let fail_users = read_fail_users(envelope.data).unwrap_or_default();
    ApiError::new(action.code_family(), http_status, envelope, fail_users).into()
}

/// The error for an answer that is no reply; what is private to the action does not show in it.
pub(crate) fn bad_reply<A: Action + ?Sized>(
    action: &A,
    http_status: u16,
    problem: &'static str,
    body: &[u8],
) -> Error {
    with_private(action, |private| {
        BadReply::new(http_status, problem, body, private).into()
    })
}

fn with_private<A: Action + ?Sized, T>(action: &A, make: impl FnOnce(&[&str]) -> T) -> T {
    let mut texts: Vec<String> = Vec::new();
    action.visit_private(&mut |text| texts.push(text.to_string()));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    make(&texts)
}
