//! A callback as it is sent: signed, spelt and encoded.

use std::borrow::Cow;

use hyper::body::Bytes;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use ring::rand::{SecureRandom, SystemRandom};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::event::Event;
use super::fault::{Encoding, Look, Spelling};
use crate::clock::since_epoch;

/// Everything but RFC 3986's unreserved characters.
const RESERVED: AsciiSet = NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What is posted.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) content_type: &'static str,
    pub(crate) body: Bytes,
}

/// Who signs, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sender<'a> {
    pub(crate) app_id: u32,
    pub(crate) secret: &'a str,
    /// Unix seconds.
    pub(crate) timestamp: i64,
}

/// The fields in their order.
struct Fields<'a>(Vec<(&'static str, Cow<'a, Value>)>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value.as_ref())))
    }
}

impl Letter {
    /// Writes an event with a new nonce.
    pub(crate) fn write(event: &Event, sender: Sender<'_>, look: Look) -> Letter {
        let nonce = nonce();
        let timestamp = sender.timestamp.saturating_add(look.timestamp_offset);
        let digits = timestamp.to_string();
        let mut signature = sign(sender.secret, &digits, &nonce);
        if look.is_signed_wrong {
            signature = sign(&signature, &digits, &nonce);
        }
        let names = names(look.spelling);
        let (app_id, timestamp) = if event.has_numbers {
            (json!(sender.app_id), json!(timestamp))
        } else {
            (json!(sender.app_id.to_string()), json!(digits))
        };
        let common = [
            json!(event.name),
            app_id,
            timestamp,
            json!(nonce),
            json!(signature),
        ];
        let common = names.into_iter().zip(common.map(Cow::Owned));
        let own = event
            .fields
            .iter()
            .map(|(name, value)| (*name, Cow::Borrowed(value)));
        encode(&Fields(common.chain(own).collect()), look.encoding)
    }
}

fn names(spelling: Option<Spelling>) -> [&'static str; 5] {
    match spelling {
        None => ["event", "appid", "timestamp", "nonce", "signature"],
        Some(Spelling::UpperFirst) => ["Event", "AppId", "Timestamp", "Nonce", "Signature"],
        Some(Spelling::UpperFirstAppid) => ["Event", "Appid", "Timestamp", "Nonce", "Signature"],
    }
}

/// The three sorted as strings, byte by byte, and joined with nothing between.
fn sign(secret: &str, timestamp: &str, nonce: &str) -> String {
    let mut parts = [secret, timestamp, nonce];
    parts.sort_unstable();
    let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, parts.concat().as_bytes());
    let hex = |byte: &u8| format!("{byte:02x}");
    hash.as_ref().iter().map(hex).collect()
}

/// Up to 20 digits, as the vendor's are.
fn nonce() -> String {
    let mut bytes = [0; 8];
    if SystemRandom::new().fill(&mut bytes).is_err() {
        // It only has to be another one each time.
        return since_epoch().as_nanos().to_string();
    }
    u64::from_ne_bytes(bytes).to_string()
}

fn encode(fields: &Fields<'_>, encoding: Encoding) -> Letter {
    // Texts, numbers and lists of texts under plain names: nothing here can fail.
    let json = || serde_json::to_string(fields).unwrap_or_default();
    let (content_type, text) = match encoding {
        Encoding::Json => ("application/json", json()),
        Encoding::PercentEncoded => ("application/json", percent_encode(&json())),
        Encoding::Form => ("application/x-www-form-urlencoded", form(fields)),
    };
    Letter {
        content_type,
        body: text.into(),
    }
}

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, &RESERVED).to_string()
}

fn form(fields: &Fields<'_>) -> String {
    let items = fields.0.iter().flat_map(|(name, value)| {
        let values = value
            .as_array()
            .map_or(std::slice::from_ref(value.as_ref()), Vec::as_slice);
        values.iter().map(move |value| (*name, value))
    });
    let pair = |(name, value): (&str, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{name}={}", percent_encode(&text).replace("%20", "+"))
    };
    items.map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_signature() {
        assert_eq!(
            sign("secret", "1470820198", "123412"),
            "5bd59fd62953a8059fb7eaba95720f66d19e4517"
        );
    }

    #[test]
    fn parts_are_sorted_as_text_and_not_as_numbers() {
        assert_eq!(
            sign("0007", "1687981272", "7254119327986670314"),
            "d9be31465e9a4ad6c28471a7149460655dba85f7"
        );
        assert_eq!(
            sign("zzz", "1689834748", "99"),
            "9f3da7e95203f1904d3bc1ed7d8a4c6e0955f561"
        );
        assert_eq!(
            sign("ABCdef", "1724743250", "abcdef"),
            "a5a8a96c41a455274b681c4a9eb58c5b441088d8"
        );
    }
}
