//! Text of the server's that may be printed: what it may repeat of the request is masked, also where it comes
//! escaped or cut off, and nothing is longer than a line of a log should be.

mod echo;

use alloc::string::String;
use echo::{unescaped, without_echoes};

/// A word shorter than this is no secret and makes no leak.
const SHORTEST_MASKED_WORD: usize = 4;
/// A run of this many hex digits is a nonce, a signature or a secret, or looks like one.
const SHORTEST_MASKED_HEX: usize = 16;
/// The longest message of the server's that is kept, in bytes.
const LONGEST_MESSAGE: usize = 512;
/// The longest request id that is kept, in bytes; the vendor's have up to 36.
const LONGEST_REQUEST_ID: usize = 128;

/// The first bytes of a body as one line of text without anything that came from the request: control
/// characters, query strings, long hex numbers and every word of the private texts are masked.
pub(crate) fn safe_excerpt(body: &[u8], bytes: usize, private: &[&str]) -> String {
    // Masks are made on more than is kept, so that a word cut at the end is still recognised.
    let head = String::from_utf8_lossy(&body[..body.len().min(bytes.saturating_mul(8))]);
    let plain = unescaped(&head);
    let head = without_echoes(&plain, private);
    let mut out = String::new();
    let mut rest = &*head;
    while let Some(first) = rest.chars().next() {
        let (token, tail) = split_token(rest, first);
        if out.len() + token.len() > bytes && !out.is_empty() {
            break;
        }
        push_masked(&mut out, token, first, private);
        rest = tail;
    }
    truncate_at_char(&mut out, bytes);
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

/// A server's message: query strings and long hex numbers are masked, and what it repeats of a private text, so that
/// ordinary words stay readable. At most 512 bytes.
pub(crate) fn safe_message(message: &str, private: &[&str]) -> String {
    masked(message, private, LONGEST_MESSAGE, true)
}

/// A server's request id, in the same way: at most 128 bytes. Digits and the hex of a UUID stay.
pub(crate) fn safe_request_id(request_id: &str, private: &[&str]) -> String {
    masked(request_id, private, LONGEST_REQUEST_ID, false)
}

fn masked(text: &str, private: &[&str], bytes: usize, mask_hex: bool) -> String {
    // What lies far behind the part that is kept needs no look.
    let mut head = String::from(text);
    truncate_at_char(&mut head, bytes.saturating_mul(8));
    let plain = unescaped(&head);
    let head = without_echoes(&plain, private);
    let mut out = String::with_capacity(head.len().min(bytes));
    let mut rest = &*head;
    while let Some(first) = rest.chars().next() {
        let (token, tail) = split_token(rest, first);
        if first.is_control() || (!mask_hex && first.is_alphanumeric()) {
            out.push_str(token);
        } else {
            push_masked(&mut out, token, first, &[]);
        }
        rest = tail;
    }
    if out.len() > bytes {
        truncate_at_char(&mut out, bytes - ELLIPSIS.len());
        out.push_str(ELLIPSIS);
    }
    out
}

/// Says that a text goes on.
const ELLIPSIS: &str = "...";

#[cfg(test)]
mod tests {
    use super::*;

    const EXCERPT_BYTES: usize = 200;

    fn excerpt(body: &str) -> String {
        safe_excerpt(
            body.as_bytes(),
            EXCERPT_BYTES,
            &["a very private gift 推送自定义", "id7"],
        )
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
        assert_eq!(
            safe_excerpt(b"\xff\xfe\x00", EXCERPT_BYTES, &[]),
            "\u{fffd}\u{fffd} "
        );
    }

    #[test]
    fn a_message_keeps_its_words_and_loses_what_came_from_the_request() {
        let private = &["user rose"][..];
        assert_eq!(safe_message("user offline", private), "user offline");
        assert_eq!(
            safe_message("bad content: user rose!", private),
            "bad content: ***!"
        );
        assert_eq!(
            safe_message(
                "sign 43e5cfcca828314675f91b001390566a at /?AppId=1&a=b no",
                private
            ),
            "sign *** at /?*** no"
        );
    }

    #[test]
    fn an_echo_is_masked_however_it_comes() {
        let private = &["a very private gift 推送自定义信息"][..];
        for (message, masked) in [
            (
                r"bad: a very private gift \u63a8\u9001\u81ea\u5b9a\u4e49\u4fe1\u606f.",
                "bad: ***.",
            ),
            (r#"bad: \"a very private gift\""#, r#"bad: "***""#),
            ("cut: a very private gi", "cut: ***"),
            ("cut: vate gift 推送自... done", "cut: ***... done"),
            (r"cut: \u63a8\u9001\u81ea\u5b", r"cut: ***\u5b"),
            ("a very short one", "a very short one"),
        ] {
            assert_eq!(safe_message(message, private), masked, "{message}");
        }
        assert_eq!(safe_request_id("a very private gift", private), "***");
        assert_eq!(
            safe_request_id("4fd24687296dd9f3-4fd2", private),
            "4fd24687296dd9f3-4fd2"
        );
    }

    #[test]
    fn a_message_has_a_length_limit() {
        let long = "x y ".repeat(1 << 18);
        let message = safe_message(&long, &[]);
        assert!(
            message.len() <= LONGEST_MESSAGE && message.ends_with("..."),
            "{}",
            message.len()
        );
        assert_eq!(safe_request_id(&long, &[]).len(), LONGEST_REQUEST_ID);
    }

    #[test]
    fn a_nonce_is_masked_and_a_shorter_number_is_not() {
        assert_eq!(safe_message("nonce 4fd24687296dd9f3", &[]), "nonce ***");
        assert_eq!(
            safe_message("stream 4fd24687296dd9f", &[]),
            "stream 4fd24687296dd9f"
        );
        assert_eq!(excerpt("4fd24687296dd9f3 4fd24687296dd9f"), "*** 4fd24687296dd9f");
    }
}
