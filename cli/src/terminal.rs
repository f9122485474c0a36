//! Text that is safe to show on a terminal, whoever wrote it.
//! Ids and server text may hold escape sequences that move the cursor or reorder what is read.

use std::fmt::Write as _;

/// The text with every character that a terminal would act on written out.
pub(crate) fn escape(text: &str) -> String {
    rewrite(text, |c, out| out.extend(c.escape_default()))
}

/// The same for text of several lines: line ends stay.
pub(crate) fn escape_lines(text: &str) -> String {
    text.lines().map(escape).collect::<Vec<_>>().join("\n")
}

/// The same for JSON text, in JSON's own way of writing characters out.
pub(crate) fn escape_json(json: &str) -> String {
    rewrite(json, |c, out| {
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

/// The same for JSON text of several lines: line ends stay.
pub(crate) fn escape_json_lines(json: &str) -> String {
    json.lines().map(escape_json).collect::<Vec<_>>().join("\n")
}

fn rewrite(text: &str, write_out: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if acts_on_terminal(c) {
            write_out(c, &mut out);
        } else {
            out.push(c);
        }
    }
    out
}

/// Control characters, line separators, and the marks that change the direction of reading.
fn acts_on_terminal(c: char) -> bool {
    let reorders =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || reorders || matches!(c, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_on_a_terminal() {
        let hostile = "a\u{1b}[2Jb\r\nc\u{9b}d\u{202e}e\u{7f}";
        assert_eq!(escape(hostile), r"a\u{1b}[2Jb\r\nc\u{9b}d\u{202e}e\u{7f}");
        assert_eq!(escape_lines("a\nb\u{1b}\n"), "a\nb\\u{1b}");
        assert_eq!(escape("推送 é \\ \""), "推送 é \\ \"");
    }

    #[test]
    fn json_stays_the_same_json() {
        let text = "a\u{1b}\u{9b}\u{202e}\u{7f}推";
        let json = escape_json(&serde_json::to_string(text).unwrap());
        assert!(!json.chars().any(acts_on_terminal), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
