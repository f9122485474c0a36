//! The calls that wait for their turn, in the order of asking. Each knows when to ask again; one that does not ask
//! then keeps its turn, but holds nobody else up.

use alloc::collections::VecDeque;

/// How long after its time a waiting call still holds its place before those behind it.
const GRACE_MS: u64 = 500;

#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    /// By number, which is the order of asking.
    calls: VecDeque<Call>,
}

#[derive(Clone, Copy, Debug)]
struct Call {
    number: u64,
    cost: u32,
    /// When it asks again.
    asks_at: u64,
    /// When it has given up at the latest.
    by: u64,
}

impl Call {
    fn holds_its_place(&self, now: u64) -> bool {
        now < self.by && now < self.asks_at.saturating_add(GRACE_MS)
    }
}

impl Waiting {
    pub(super) fn len(&self) -> usize {
        self.calls.len()
    }

    /// How many calls wait before this one.
    pub(super) fn count_before(&self, number: u64) -> usize {
        self.calls.partition_point(|call| call.number < number)
    }

    /// How many places those take that wait before this one; counted no further than `enough`.
    pub(super) fn ahead_of(&self, number: u64, now: u64, enough: usize) -> usize {
        let mut places = 0;
        for call in &self.calls {
            if call.number >= number || places > enough {
                break;
            }
            if call.holds_its_place(now) {
                places += call.cost as usize;
            }
        }
        places
    }

    pub(super) fn put(&mut self, number: u64, cost: u32, asks_at: u64, by: u64) {
        let call = Call {
            number,
            cost,
            asks_at,
            by,
        };
        let at = self.count_before(number);
        match self.calls.get_mut(at) {
            Some(same) if same.number == number => *same = call,
            _ => self.calls.insert(at, call),
        }
    }

    pub(super) fn remove(&mut self, number: u64) {
        let at = self.count_before(number);
        if self.calls.get(at).is_some_and(|call| call.number == number) {
            self.calls.remove(at);
        }
    }

    /// Forgets calls at the front that have given up.
    pub(super) fn forget(&mut self, now: u64) {
        while self.calls.front().is_some_and(|call| call.by <= now) {
            self.calls.pop_front();
        }
    }
}
