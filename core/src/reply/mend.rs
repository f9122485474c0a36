//! Mends what keeps a server's JSON from being read although its meaning is plain: broken UTF-8, raw control
//! characters and lone surrogates in texts. Without this, an accepted call would end as "outcome unknown".

use alloc::string::String;

/// What stands in place of a character that is none.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// The body as JSON text, with `U+FFFD` in texts for every character that cannot stand there.
pub(super) fn mend(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let mut out = String::with_capacity(text.len());
    let mut rest = &*text;
    let mut in_text = false;
    while let Some(first) = rest.chars().next() {
        let mut len = first.len_utf8();
        match first {
            '"' => {
                in_text = !in_text;
                out.push(first);
            }
            '\\' if in_text => {
                len = escape_len(rest);
                let (escape, _) = rest.split_at(len);
                if is_lone(escape) {
                    out.push(REPLACEMENT);
                } else {
                    out.push_str(escape);
                }
            }
            c if in_text && c.is_ascii_control() => out.push(REPLACEMENT),
            c => out.push(c),
        }
        rest = &rest[len..];
    }
    out
}

/// The number of bytes of the escape at the front: two escapes for a pair of surrogates.
fn escape_len(text: &str) -> usize {
    match unit(text) {
        Some(0xd800..=0xdbff) if matches!(text.get(6..).and_then(unit), Some(0xdc00..=0xdfff)) => 12,
        Some(_) => 6,
        None => text.chars().take(2).map(char::len_utf8).sum(),
    }
}

/// Whether an escape is half of a pair of surrogates.
fn is_lone(escape: &str) -> bool {
    escape.len() == 6 && matches!(unit(escape), Some(0xd800..=0xdfff))
}

/// The number behind a `\uXXXX` at the front.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn texts_are_mended_and_nothing_else_is_touched() {
        for (body, mended) in [
            (&b"{\"a\": \"b\xffc\"}"[..], "{\"a\": \"b\u{fffd}c\"}"),
            (b"{\"a\":\n\"b\nc\"}", "{\"a\":\n\"b\u{fffd}c\"}"),
            (br#"{"a":"\ud83d"}"#, "{\"a\":\"\u{fffd}\"}"),
            (br#"{"a":"\ude00x"}"#, "{\"a\":\"\u{fffd}x\"}"),
            (br#"{"a":"\ud83d\ude00"}"#, r#"{"a":"\ud83d\ude00"}"#),
            (br#"{"a":"\ud83d\u0041"}"#, "{\"a\":\"\u{fffd}\\u0041\"}"),
            (br#"{"a":"\"\\","b":"\u12"}"#, r#"{"a":"\"\\","b":"\u12"}"#),
            (br#"{"a":"\"#, r#"{"a":"\"#),
        ] {
            assert_eq!(mend(body), mended);
        }
    }
}
