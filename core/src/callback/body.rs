//! The three forms that a body may come in, all made into the text of one JSON object:
//! JSON, JSON that was percent-encoded, and a form.

use super::CallbackError;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use percent_encoding::percent_decode;

/// No callback has as many; it bounds the search for a field's name.
const MAX_FORM_FIELDS: usize = 256;
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

pub(super) fn to_json(body: &[u8]) -> Result<Cow<'_, str>, CallbackError> {
    let malformed = |expected| CallbackError::malformed(expected, body.len());
    let text = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body).trim_ascii();
    if text.starts_with(b"{") {
        return core::str::from_utf8(text)
            .map(Cow::Borrowed)
            .map_err(|_| malformed("UTF-8"));
    }
    if text.starts_with(b"%") {
        let decoded = decode(text).ok_or_else(|| malformed("percent-encoded UTF-8"))?;
        if decoded.starts_with(|c: char| c == '{' || c.is_ascii_whitespace()) {
            return Ok(Cow::Owned(decoded));
        }
    }
    if !text.contains(&b'=') {
        return Err(malformed("JSON, percent-encoded JSON or a form"));
    }
    form_to_json(text)
        .map(Cow::Owned)
        .ok_or_else(|| malformed("a form in UTF-8"))
}

/// A field of a form has one text, or several under one name, which then is a list.
fn form_to_json(form: &[u8]) -> Option<String> {
    let mut fields: Vec<(String, Vec<String>, bool)> = Vec::new();
    for pair in form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = decode(halves.next()?)?;
        let value = decode(halves.next().unwrap_or_default())?;
        let (name, is_list) = match name.strip_suffix("[]") {
            Some(name) => (name, true),
            None => (&*name, false),
        };
        if let Some((_, values, listed)) = fields.iter_mut().find(|(known, ..)| known == name) {
            values.push(value);
            *listed = true;
            continue;
        }
        if fields.len() == MAX_FORM_FIELDS {
            return None;
        }
        fields.push((name.into(), alloc::vec![value], is_list));
    }
    let mut json = String::from("{");
    for (name, values, is_list) in &fields {
        if json.len() > 1 {
            json.push(',');
        }
        json.push_str(&serde_json::to_string(name).ok()?);
        json.push(':');
        json.push_str(
            &match values.as_slice() {
                [value] if !is_list => serde_json::to_string(value),
                values => serde_json::to_string(values),
            }
            .ok()?,
        );
    }
    json.push('}');
    Some(json)
}

/// Percent-decoded text, where a plus sign is a blank, as forms have it; `None` when it is not UTF-8.
fn decode(text: &[u8]) -> Option<String> {
    let text: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let decoded = percent_decode(&text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
