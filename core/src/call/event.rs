//! What happens in a call, for logs and metrics: few names, numbers only, never an id, content or a URL.

/// Something that happened in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The number of the try that it belongs to, from 1; 0 for the begin, and for the end of a call without tries.
    pub try_number: u32,
    /// The server's code, with a retry or an end that one led to; 0 for success.
    pub code: Option<i32>,
    /// Milliseconds: of waiting, of delay before a retry, allowed for a try, or taken by the whole call.
    pub duration_ms: u64,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum EventKind {
    /// The call began.
    Begin = 1,
    /// The limiter makes it wait for `duration_ms`.
    Wait = 2,
    /// A try is sent, with `duration_ms` to go by.
    Try = 3,
    /// The try failed, and another follows after `duration_ms`.
    Retry = 4,
    /// The call ended after `duration_ms` in all.
    End = 5,
}

impl EventKind {
    /// Every kind, by number.
    pub const ALL: [Self; 5] = [Self::Begin, Self::Wait, Self::Try, Self::Retry, Self::End];

    /// The name that every language uses, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Wait => "wait",
            Self::Try => "try",
            Self::Retry => "retry",
            Self::End => "end",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }
}

/// The most events that are kept for a driver that fetches none.
const KEPT: usize = 8;

/// The events that were not fetched yet, without allocating.
#[derive(Debug, Default)]
pub(super) struct Events {
    kept: [Option<Event>; KEPT],
    first: usize,
    len: usize,
}

impl Events {
    pub(super) fn push(&mut self, kind: EventKind, try_number: u32, code: Option<i32>, duration_ms: u64) {
        if self.len == KEPT {
            self.pop();
        }
        let place = (self.first + self.len) % KEPT;
        self.kept[place] = Some(Event {
            kind,
            try_number,
            code,
            duration_ms,
        });
        self.len += 1;
    }

    pub(super) fn pop(&mut self) -> Option<Event> {
        let event = self.kept[self.first].take()?;
        self.first = (self.first + 1) % KEPT;
        self.len -= 1;
        Some(event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_eight_are_kept_in_order() {
        let mut events = Events::default();
        for n in 0..11 {
            events.push(EventKind::Try, n, None, 0);
        }
        let numbers: std::vec::Vec<u32> = core::iter::from_fn(|| events.pop())
            .map(|event| event.try_number)
            .collect();
        assert_eq!(numbers, [3, 4, 5, 6, 7, 8, 9, 10]);
        assert!(events.pop().is_none());
    }
}
