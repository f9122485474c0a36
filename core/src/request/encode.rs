//! Percent-encoding by RFC 3986, the one encoder for everything that stands in a query.
//! Unreserved characters stay, all else becomes %XX in upper case; a space is %20, never a plus sign.

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// For each byte its encoded text, and in the last place that text's length.
static TABLE: [[u8; 4]; 256] = table();

const fn table() -> [[u8; 4]; 256] {
    let mut table = [[0; 4]; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let b = byte as u8;
        table[byte] = if matches!(b, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~') {
            [b, 0, 0, 1]
        } else {
            [b'%', HEX[byte >> 4], HEX[byte & 15], 3]
        };
        byte += 1;
    }
    table
}

/// Whether a byte becomes three. Written so that the compiler looks at sixteen bytes at once.
const fn is_reserved(byte: u8) -> bool {
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let digit = byte.wrapping_sub(b'0') < 10;
    let mark = matches!(byte, b'-' | b'.' | b'_' | b'~');
    !(letter | digit | mark)
}

/// The number of bytes that `text` takes when it is encoded.
pub(super) fn encoded_len(text: &str) -> usize {
    // Counted in bytes for as long as a byte can hold the count.
    let chunks = text.as_bytes().chunks(128);
    let reserved = chunks.map(|chunk| chunk.iter().map(|byte| u8::from(is_reserved(*byte))).sum::<u8>());
    reserved.fold(text.len(), |len, count| {
        len.saturating_add(2 * usize::from(count))
    })
}

/// Writes the encoded text to the front of `out` and returns what is left of it; `None` when it does not fit.
pub(super) fn encode<'o>(text: &str, out: &'o mut [u8]) -> Option<&'o mut [u8]> {
    let mut at = 0;
    for byte in text.bytes() {
        let entry = TABLE[usize::from(byte)];
        let len = usize::from(entry[3]);
        // Four bytes are written at once, and `len` of them count; what follows overwrites the others.
        if let Some(place) = out.get_mut(at..at + 4) {
            place.copy_from_slice(&entry);
        } else {
            out.get_mut(at..at + len)?.copy_from_slice(&entry[..len]);
        }
        at += len;
    }
    out.get_mut(at..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::string::{String, ToString};
    use std::vec;

    fn encoded(text: &str) -> String {
        let mut out = vec![b'!'; encoded_len(text)];
        assert!(encode(text, &mut out).unwrap().is_empty());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_published_example() {
        let expected = "%E6%8E%A8%E9%80%81%E8%87%AA%E5%AE%9A%E4%B9%89%E4%BF%A1%E6%81%AF-\
                        %E6%96%B0%E6%8E%A5%E5%8F%A3";
        assert_eq!(encoded("推送自定义信息-新接口"), expected);
    }

    #[test]
    fn hostile_text() {
        assert_eq!(
            encoded("a b+c%d&e=f#g?h/i\u{0}\n"),
            "a%20b%2Bc%25d%26e%3Df%23g%3Fh%2Fi%00%0A"
        );
        assert_eq!(encoded("AZaz09-._~"), "AZaz09-._~");
        assert_eq!(encoded("[]*()'!\u{7f}"), "%5B%5D%2A%28%29%27%21%7F");
        assert_eq!(encoded(""), "");
    }

    #[test]
    fn both_ways_to_measure_agree() {
        for byte in 0..=255 {
            assert_eq!(is_reserved(byte), TABLE[usize::from(byte)][3] == 3, "{byte}");
        }
        let long = "a é".repeat(500);
        assert_eq!(encoded(&long).len(), encoded_len(&long));
    }

    #[test]
    fn does_not_write_past_the_end() {
        for (text, room) in [("é", 5), ("ab", 1), ("a b", 4), ("a", 0)] {
            assert!(encode(text, &mut vec![0; room]).is_none(), "{text:?} in {room}");
        }
        assert_eq!("x".to_string(), encoded("x"));
    }
}
