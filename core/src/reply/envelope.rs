//! The envelope that every action's reply comes in: `Code`, `Message`, `RequestId`, `Data`, and the whole text, for
//! products that put their payload beside `Code`.

use super::mend::mend;
use super::text::{any_as_text, number_or_text};
use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;
use serde::Deserialize;
use serde_json::value::RawValue;

/// The parts of a reply that are the same for every action, borrowed from the reply's text.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Envelope<'a> {
    /// `Code`: 0 when the server accepted.
    pub code: i64,
    /// `Message`, text for people; empty when it is missing. Where it repeats the request, that part is `***`.
    pub message: Cow<'a, str>,
    /// `RequestId`, every digit kept; empty when it is missing.
    pub request_id: Cow<'a, str>,
    /// `Data` as JSON text; `None` when it is missing or null.
    pub data: Option<&'a str>,
    /// The whole reply as JSON text: one object.
    pub whole: &'a str,
}

impl fmt::Debug for Envelope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Envelope")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .field("data_bytes", &self.data.map(str::len))
            .field("whole_bytes", &self.whole.len())
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct WireEnvelope<'a> {
    #[serde(rename = "Code", deserialize_with = "number_or_text")]
    code: i64,
    #[serde(rename = "Message", borrow, default, deserialize_with = "any_as_text")]
    message: Cow<'a, str>,
    #[serde(rename = "RequestId", borrow, default, deserialize_with = "any_as_text")]
    request_id: Cow<'a, str>,
    #[serde(rename = "Data", borrow, default)]
    data: Option<&'a RawValue>,
}

impl<'a> Envelope<'a> {
    /// Reads the body of an answer. `room` is where its text is mended, if single characters keep it from being
    /// JSON.
    ///
    /// # Errors
    ///
    /// Why it is no reply, as a fragment of a sentence.
    pub(crate) fn read(body: &'a [u8], room: &'a mut String) -> Result<Self, &'static str> {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let problem = match core::str::from_utf8(body) {
            Ok(text) => match Self::of_text(text) {
                // What stands in `Data` was not read yet.
                Ok(envelope) if !envelope.data.is_some_and(may_hold_surrogates) => return Ok(envelope),
                Ok(_) => "not JSON",
                Err(problem) => problem,
            },
            Err(_) => "not UTF-8",
        };
        if body.trim_ascii().first() != Some(&b'{') {
            return Err(problem);
        }
        *room = mend(body);
        Self::of_text(room).map_err(|_| problem)
    }

    fn of_text(text: &'a str) -> Result<Self, &'static str> {
        let whole = text.trim_ascii();
        if whole.is_empty() {
            return Err("an empty body");
        }
        // A derived reader would take a list for an object.
        if whole.starts_with('[') {
            return Err("JSON of another shape");
        }
        let wire: WireEnvelope<'_> = serde_json::from_str(whole).map_err(|e| match e.classify() {
            serde_json::error::Category::Data => "JSON of another shape",
            serde_json::error::Category::Eof => "JSON that is cut short",
            _ => "not JSON",
        })?;
        Ok(Self {
            code: wire.code,
            message: wire.message,
            request_id: wire.request_id,
            data: wire.data.map(RawValue::get),
            whole,
        })
    }
}

/// Whether escapes of surrogates stand in it, of which halves may be missing.
fn may_hold_surrogates(text: &str) -> bool {
    text.contains("\\ud") || text.contains("\\uD")
}
