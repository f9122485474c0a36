//! Finds what a text repeats of another one, also cut off, and undoes the escapes that hide it.

use super::SHORTEST_MASKED_WORD;
use alloc::borrow::Cow;
use alloc::string::String;

/// A part of a private text that is at least this long is taken for an echo; a shorter one may be chance.
const SHORTEST_ECHO: usize = 8;
/// The longest private text that parts are looked for in. What lies behind is found when it is repeated whole.
const LOOKED_THROUGH: usize = 4096;

/// The text with JSON escapes undone, as often as they were made (twice at most in any message seen).
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let once = unescape(text);
    Cow::Owned(if once.contains('\\') {
        unescape(&once)
    } else {
        once
    })
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let (len, c) = escaped_char(escape);
        match c {
            Some(c) => out.push(c),
            None => out.push_str(&escape[..len]),
        }
        rest = &escape[len..];
    }
    out.push_str(rest);
    out
}

/// The length of the escape at the front and the character it stands for; `None` where it is none.
fn escaped_char(text: &str) -> (usize, Option<char>) {
    let c = match text.as_bytes().get(1) {
        Some(b'"') => '"',
        Some(b'\'') => '\'',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'n' | b'r' | b't' | b'b' | b'f') => ' ',
        Some(b'u') => return unicode(text),
        _ => return (1, None),
    };
    (2, Some(c))
}

fn unicode(text: &str) -> (usize, Option<char>) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    match (unit(0), unit(6)) {
        (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
            let c = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            (12, char::from_u32(c))
        }
        (Some(unit), _) => (6, char::from_u32(unit)),
        (None, _) => (2, None),
    }
}

/// The text with every part of a private text masked: a whole one from 4 bytes on, a part of one from 8 bytes on.
pub(super) fn without_echoes<'t>(text: &'t str, private: &[&str]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for secret in private
        .iter()
        .filter(|secret| secret.len() >= SHORTEST_MASKED_WORD)
    {
        if text.contains(*secret) {
            text = Cow::Owned(text.replace(*secret, "***"));
        }
        // Compared as they would read without escapes, like the text.
        if let Some(masked) = mask_parts(&text, &unescaped(secret)) {
            text = Cow::Owned(masked);
        }
    }
    text
}

/// Masks each longest part of the text that also stands in the secret; `None` where there is none.
fn mask_parts(text: &str, secret: &str) -> Option<String> {
    let secret = head(secret, LOOKED_THROUGH);
    let mut out = String::new();
    let mut kept = 0;
    let mut at = 0;
    while at + SHORTEST_ECHO <= text.len() {
        let len = part_len(&text[at..], secret);
        if len >= SHORTEST_ECHO {
            let part = &text[at..at + len];
            let spaces_before = part.len() - part.trim_start().len();
            out.push_str(&text[kept..at + spaces_before]);
            out.push_str("***");
            at += part.trim_end().len();
            kept = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    (kept > 0).then(|| out + &text[kept..])
}

/// The length of the longest beginning of the text that stands in the secret, if it is long enough to count.
fn part_len(text: &str, secret: &str) -> usize {
    let shortest = ceil_char(text, SHORTEST_ECHO);
    let Some(start) = secret.find(&text[..shortest]) else {
        return 0;
    };
    // Most texts stand in the secret once; of several places the first decides, and the rest is looked at anew.
    let same = text
        .bytes()
        .zip(secret[start..].bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let mut len = same;
    while !text.is_char_boundary(len) {
        len -= 1;
    }
    len
}

fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn ceil_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
