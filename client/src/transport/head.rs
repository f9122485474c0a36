//! The status line and headers of an answer, made ready for ureq's strict reader: which refuses more than 128 headers,
//! and folded ones, and takes with them the status that came. Only the headers that matter here are handed on.

use super::attempt::Stop;

/// The largest status line and headers that an answer may have.
pub(super) const LONGEST: usize = 256 << 10;

/// The headers that decide how the answer is read, and those that are read from it.
const KEPT: [&[u8]; 5] = [
    b"connection",
    b"content-length",
    b"date",
    b"keep-alive",
    b"transfer-encoding",
];

/// Where the head of an answer ends; `None` as long as it has not come whole. `from` is where to begin to look, for
/// bytes that come slowly.
pub(super) fn end_of(bytes: &[u8], from: usize) -> Option<usize> {
    let mut line_ends = (from..bytes.len()).filter(|at| bytes[*at] == b'\n');
    line_ends.find_map(|at| match bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// Whether an answer that begins so may become one.
pub(super) fn may_be_http(bytes: &[u8]) -> bool {
    let begins = b"HTTP/1.";
    let both = begins.len().min(bytes.len());
    bytes[..both] == begins[..both]
}

/// The status of a status line, such as `HTTP/1.1 200 OK`, and whether that is of HTTP/1.0.
pub(super) fn status_of(line: &[u8]) -> Option<(u16, bool)> {
    let rest = line.strip_prefix(b"HTTP/1.")?;
    let (minor, rest) = rest.split_first()?;
    let digits = rest.trim_ascii_start();
    if !minor.is_ascii_digit() || digits.len() == rest.len() {
        return None;
    }
    let (digits, after) = digits.split_at_checked(3)?;
    let ends = after.first().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let status = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (ends && (100..=999).contains(&status)).then_some((status, *minor == b'0'))
}

/// Writes a whole head anew, into `output`, as plainly as there is a way to. Returns its status.
pub(super) fn plain(head: &[u8], output: &mut Vec<u8>) -> Result<u16, Stop> {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let (status, old) = lines.next().and_then(status_of).ok_or(Stop::NoHttp)?;
    let version = if old { "HTTP/1.0" } else { "HTTP/1.1" };
    output.clear();
    output.extend_from_slice(format!("{version} {status} \r\n").as_bytes());
    let mut kept = false;
    for line in lines {
        if line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            // A folded header: more of the one before.
            if kept {
                output.push(b' ');
                put_value(line, output);
            }
            continue;
        }
        if kept {
            output.extend_from_slice(b"\r\n");
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at(colon);
        let name = name.trim_ascii();
        kept = !value.is_empty() && KEPT.iter().any(|known| name.eq_ignore_ascii_case(known));
        if kept {
            output.extend_from_slice(name);
            output.extend_from_slice(b": ");
            put_value(&value[1..], output);
        }
    }
    if kept {
        output.extend_from_slice(b"\r\n");
    }
    output.extend_from_slice(b"\r\n");
    Ok(status)
}

/// A value without the control characters that none may have.
fn put_value(value: &[u8], output: &mut Vec<u8>) {
    let value = value.trim_ascii();
    output.extend(
        value
            .iter()
            .map(|byte| if byte.is_ascii_control() { b' ' } else { *byte }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain_text(head: &str) -> Result<(u16, String), Stop> {
        let mut output = Vec::new();
        assert_eq!(end_of(head.as_bytes(), 0), Some(head.len()), "{head:?}");
        let status = plain(head.as_bytes(), &mut output)?;
        Ok((status, String::from_utf8(output).unwrap()))
    }

    #[test]
    fn heads_are_written_plainly() {
        let many = "X-Header: y\r\n".repeat(300);
        let length = "Content-Length: 2\r\n";
        for (came, status, written) in [
            (
                format!("HTTP/1.1 200 OK\r\n{many}{length}\r\n"),
                200,
                "HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\n",
            ),
            (
                format!("HTTP/1.1 502 Bad\r\nX: a\r\n b\r\n{length}Date: Mon,\r\n\t6 Jan\r\n\r\n"),
                502,
                "HTTP/1.1 502 \r\nContent-Length: 2\r\nDate: Mon, 6 Jan\r\n\r\n",
            ),
            ("HTTP/1.0 404\n\n".into(), 404, "HTTP/1.0 404 \r\n\r\n"),
            (
                "HTTP/1.1  200 \nno colon\nconnection : close\n\n".into(),
                200,
                "HTTP/1.1 200 \r\nconnection: close\r\n\r\n",
            ),
            (
                "HTTP/1.1 200 \u{e9}\r\nDate: a\u{1}b\0\r\n\r\n".into(),
                200,
                "HTTP/1.1 200 \r\nDate: a b \r\n\r\n",
            ),
            (
                "HTTP/1.1 200 OK\r\n\tfolded into nothing\r\n\r\n".into(),
                200,
                "HTTP/1.1 200 \r\n\r\n",
            ),
        ] {
            assert_eq!(plain_text(&came), Ok((status, written.to_owned())), "{came:?}");
        }
    }

    #[test]
    fn what_is_no_http_stays_none() {
        for came in [
            "HTTP/9 yes\r\n\r\n",
            "HTTP/1.1 20\r\n\r\n",
            "HTTP/1.1 2000\r\n\r\n",
            "HTTP/1.1 099 x\r\n\r\n",
            "ICY 200\n\n",
        ] {
            assert_eq!(plain_text(came), Err(Stop::NoHttp), "{came:?}");
        }
        assert!(may_be_http(b"") && may_be_http(b"HTT") && may_be_http(b"HTTP/1.1 2"));
        assert!(!may_be_http(b"220 mail") && !may_be_http(b"\x15\x03") && !may_be_http(b"HTTP/2"));
    }

    #[test]
    fn a_head_ends_with_an_empty_line() {
        assert_eq!(end_of(b"a\r\nb\r\n\r\nc", 0), Some(8));
        assert_eq!(end_of(b"a\nb\n\nc", 0), Some(5));
        assert_eq!(end_of(b"a\r\nb\r\n\r", 0), None);
        assert_eq!(end_of(b"a\r\nb\r\n\r\n", 4), Some(8));
    }
}
