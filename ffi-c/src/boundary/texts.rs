//! Texts that C can borrow: each followed by a NUL, all in one piece of memory that lives as long as its handle.

use crate::text::zegoapi_str_t;

/// The text of a getter that has none, or was given NULL: never a NULL pointer.
pub(crate) const EMPTY: zegoapi_str_t = zegoapi_str_t {
    data: c"".as_ptr(),
    len: 0,
};

/// Texts by number. Nothing is added once a text was handed out.
#[derive(Default)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    /// Where each text's NUL stands.
    ends: Vec<usize>,
}

impl Texts {
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.push(text);
        }
        all
    }

    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len());
        self.bytes.push(0);
    }

    /// A text, to be borrowed from the handle; empty for a number that there is not.
    pub(crate) fn get(&self, number: usize) -> zegoapi_str_t {
        let start = number
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).map(|end| end + 1));
        let range = start.zip(self.ends.get(number).copied());
        let text = range.and_then(|(start, end)| Some((self.bytes.get(start..=end)?, end - start)));
        text.map_or(EMPTY, |(bytes, len)| zegoapi_str_t {
            data: bytes.as_ptr().cast(),
            len,
        })
    }
}
