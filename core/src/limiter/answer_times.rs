//! How long answers take lately: the time below which no try is begun, so that overload shows as "not sent" and never
//! as a wave of unknown outcomes.

/// What was seen longer ago than this says nothing any more.
const FORGOTTEN_AFTER_MS: u64 = 30_000;
/// Added to the floor for what differs from one answer to the next.
const MARGIN_MS: u64 = 50;

/// The time of the slowest answers lately: taken over at once when it grows, forgotten slowly when it shrinks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct AnswerTimes {
    slow_ms: u64,
    seen_at: u64,
}

impl AnswerTimes {
    /// An answer took so long.
    pub(super) fn answered(&mut self, took_ms: u64, now: u64) {
        let forgotten = now.saturating_sub(self.seen_at) > FORGOTTEN_AFTER_MS;
        self.slow_ms = if forgotten || took_ms >= self.slow_ms {
            took_ms
        } else {
            self.slow_ms - (self.slow_ms - took_ms) / 8
        };
        self.seen_at = now;
    }

    /// No answer came in so long.
    pub(super) fn unanswered(&mut self, waited_ms: u64, now: u64) {
        if waited_ms >= self.slow_ms {
            self.answered(waited_ms, now);
        }
    }

    /// The least time that a try of a call is given. Never more than half of what the whole call has, so that a call
    /// that need not wait is always tried.
    pub(super) fn floor_ms(&self, timeout_ms: u64, now: u64) -> u64 {
        if self.slow_ms == 0 || now.saturating_sub(self.seen_at) > FORGOTTEN_AFTER_MS {
            return 0;
        }
        let floor = self
            .slow_ms
            .saturating_add(self.slow_ms / 2)
            .saturating_add(MARGIN_MS);
        floor.min(timeout_ms / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_follows_the_slow_answers() {
        let mut times = AnswerTimes::default();
        assert_eq!(times.floor_ms(10_000, 0), 0, "nothing is known yet");
        times.answered(100, 10);
        assert_eq!(times.floor_ms(10_000, 10), 200);
        times.answered(1000, 20);
        assert_eq!(times.floor_ms(10_000, 20), 1550, "at once when it grows");
        times.answered(200, 30);
        assert_eq!(times.floor_ms(10_000, 30), 1400, "slowly when it shrinks");
        times.unanswered(500, 40);
        assert_eq!(times.floor_ms(10_000, 40), 1400, "less than was known");
        times.unanswered(2000, 50);
        assert_eq!(times.floor_ms(10_000, 50), 3050);
        assert_eq!(times.floor_ms(4000, 50), 2000, "at most half of the call");
        assert_eq!(times.floor_ms(10_000, 30_051), 0, "forgotten");
    }
}
