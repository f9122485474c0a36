//! What ureq reads from and writes to: buffers that grow by need, whatever the limits allow.

use std::fmt;
use ureq::unversioned::transport::Buffers;

/// Buffers that are as large as they have to be.
#[derive(Default)]
pub(super) struct Grown {
    input: Vec<u8>,
    start: usize,
    end: usize,
    progress: bool,
    output: Vec<u8>,
}

/// Room for a head without its target, and for a body piece by piece.
const OUTPUT: usize = 8 << 10;
/// So much can be read at once, at least.
const INPUT: usize = 4 << 10;

impl Grown {
    /// What ureq wrote.
    pub(super) fn written(&self, amount: usize) -> &[u8] {
        self.output.get(..amount).unwrap_or_default()
    }

    /// Forgets the first bytes that were read.
    pub(super) fn drop_first(&mut self, amount: usize) {
        self.start += amount;
    }

    /// Puts `bytes` in the place of the first `amount` that were read.
    pub(super) fn replace(&mut self, amount: usize, bytes: &[u8]) {
        if let Some(spare) = amount.checked_sub(bytes.len()) {
            self.start += spare;
            self.input[self.start..self.start + bytes.len()].copy_from_slice(bytes);
        } else {
            let place = self.start..self.start + amount;
            self.end += bytes.len() - amount;
            self.input.splice(place, bytes.iter().copied());
        }
    }
}

impl Buffers for Grown {
    fn output(&mut self) -> &mut [u8] {
        self.output.resize(OUTPUT, 0);
        &mut self.output
    }

    fn input(&self) -> &[u8] {
        &self.input[self.start..self.end]
    }

    fn input_append_buf(&mut self) -> &mut [u8] {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
        if self.input.len() - self.end < INPUT {
            self.input.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
            if self.input.len() - self.end < INPUT {
                self.input.resize((self.end + INPUT).max(2 * self.input.len()), 0);
            }
        }
        &mut self.input[self.end..]
    }

    fn input_appended(&mut self, amount: usize) {
        self.end += amount;
    }

    fn input_consume(&mut self, amount: usize) {
        self.progress = amount > 0;
        self.start += amount;
    }

    fn tmp_and_output(&mut self) -> (&mut [u8], &mut [u8]) {
        self.output.resize(OUTPUT, 0);
        // Only bodies of unknown length pass through the first, and no request has one.
        (&mut [], &mut self.output)
    }

    fn can_use_input(&self) -> bool {
        self.start < self.end && self.progress
    }
}

impl fmt::Debug for Grown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Requests and answers pass through.
        f.debug_struct("Grown").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_grow_and_keep_what_was_not_used() {
        let mut buffers = Grown::default();
        for piece in [b"first head\n", b"second line"] {
            let room = buffers.input_append_buf();
            assert!(room.len() >= INPUT);
            room[..piece.len()].copy_from_slice(piece);
            buffers.input_appended(piece.len());
        }
        buffers.replace(11, b"short\n");
        assert_eq!(buffers.input(), b"short\nsecond line");
        buffers.replace(6, b"a much longer head\n");
        assert_eq!(buffers.input(), b"a much longer head\nsecond line");
        buffers.input_consume(19);
        assert!(buffers.can_use_input());
        for _ in 0..3 {
            let room = buffers.input_append_buf().len();
            buffers.input_appended(room);
        }
        assert!(buffers.input().starts_with(b"second line"));
        buffers.input_consume(buffers.input().len());
        assert!(!buffers.can_use_input() && buffers.input().is_empty());
    }
}
