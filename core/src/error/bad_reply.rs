//! An answer that is no reply of this API: a gateway's page, cut-short JSON, another service's JSON.
//! Its beginning is kept as text that is safe to log, whatever the answer repeats of the request.

use super::Error;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

/// An answer came that is no reply. What the real server did is not known: it may have delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadReply {
    http_status: u16,
    problem: &'static str,
    excerpt: String,
}

/// How much of the answer is looked at.
const EXCERPT_BYTES: usize = 200;
/// A word shorter than this is no secret and makes no leak.
const SHORTEST_MASKED_WORD: usize = 4;
/// A run of this many hex digits is a nonce, a signature or a secret, or looks like one.
const SHORTEST_MASKED_HEX: usize = 16;

impl BadReply {
    /// An answer under `http_status` (0 when there was not even a status line), why it is no reply, and its
    /// body. Only the beginning of `body` is kept, as safe text: control characters, query strings, long hex
    /// numbers and every word that also stands in one of the `private` texts are masked.
    pub fn new(http_status: u16, problem: &'static str, body: &[u8], private: &[&str]) -> Self {
        Self {
            http_status,
            problem,
            excerpt: safe_excerpt(body, private),
        }
    }

    /// The HTTP status; 0 when the answer was no HTTP.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// Why the answer is no reply.
    pub fn problem(&self) -> &str {
        self.problem
    }

    /// The first 200 bytes of the body as text that is safe to log.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// A server in trouble may recover; a wrong address stays wrong.
    pub(crate) fn retryable(&self) -> bool {
        matches!(self.http_status, 0 | 200..=299 | 408 | 429 | 500..)
    }
}

impl From<BadReply> for Error {
    fn from(error: BadReply) -> Self {
        Self::BadReply(Box::new(error))
    }
}

impl fmt::Display for BadReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            http_status,
            problem,
            excerpt,
        } = self;
        write!(
            f,
            "no reply of this API: HTTP status {http_status}, {problem}; it may have been delivered; "
        )?;
        write!(f, "the answer begins {excerpt:?}")
    }
}

impl core::error::Error for BadReply {}

/// The first bytes of a body as one line of text without anything that came from the request.
fn safe_excerpt(body: &[u8], private: &[&str]) -> String {
    // Masks are made on more than is kept, so that a word cut at the end is still recognised.
    let head = String::from_utf8_lossy(&body[..body.len().min(4 * EXCERPT_BYTES)]);
    let mut out = String::new();
    let mut rest = &*head;
    while let Some(first) = rest.chars().next() {
        let (token, tail) = split_token(rest, first);
        if out.len() + token.len() > EXCERPT_BYTES && !out.is_empty() {
            break;
        }
        push_masked(&mut out, token, first, private);
        rest = tail;
    }
    truncate_at_char(&mut out, EXCERPT_BYTES);
    out
}

/// Takes a query string, a percent-encoded text, a word, or one other character off the front.
fn split_token(text: &str, first: char) -> (&str, &str) {
    let end = match first {
        '?' => text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>')),
        '%' => text.find(|c: char| !c.is_ascii_alphanumeric() && c != '%'),
        c if c.is_alphanumeric() => text.find(|c: char| !c.is_alphanumeric()),
        c => Some(c.len_utf8()),
    };
    text.split_at(end.unwrap_or(text.len()))
}

fn push_masked(out: &mut String, token: &str, first: char, private: &[&str]) {
    let long_hex = token.len() >= SHORTEST_MASKED_HEX && token.bytes().all(|b| b.is_ascii_hexdigit());
    let from_request = token.len() >= SHORTEST_MASKED_WORD && private.iter().any(|text| text.contains(token));
    match first {
        '?' if token.len() > 1 => out.push_str("?***"),
        '%' if token.len() > SHORTEST_MASKED_WORD => out.push_str("***"),
        c if c.is_control() => out.push(' '),
        _ if long_hex || from_request => out.push_str("***"),
        _ => out.push_str(token),
    }
}

fn truncate_at_char(text: &mut String, bytes: usize) {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(body: &str) -> String {
        safe_excerpt(body.as_bytes(), &["a very private gift 推送自定义", "id7"])
    }

    #[test]
    fn a_gateway_page_stays_readable() {
        assert_eq!(
            excerpt("<h1>502 Bad Gateway</h1>\r\n"),
            "<h1>502 Bad Gateway</h1>  "
        );
    }

    #[test]
    fn nothing_of_the_request_shows() {
        let text = excerpt(
            "<p>/?Action=X&amp;Signature=43e5&x=1 and 43e5cfcca828314675f91b001390566a private, 推送自定义</p>",
        );
        assert_eq!(text, "<p>/?*** and *** ***, ***</p>");
        assert_eq!(excerpt("got %E6%8E%A8%E9a, 100%"), "got ***, 100%");
    }

    #[test]
    fn is_short_and_whole_characters() {
        let long = "é".repeat(5000);
        assert!(excerpt(&long).len() <= EXCERPT_BYTES);
        assert!(excerpt(&"a b ".repeat(500)).len() <= EXCERPT_BYTES);
        assert_eq!(excerpt(""), "");
        assert_eq!(safe_excerpt(b"\xff\xfe\x00", &[]), "\u{fffd}\u{fffd} ");
    }
}
