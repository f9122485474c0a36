//! Sliding windows: one that admits up to a limit, one that remembers the fullest it has been.
//! A window ends with the call that is judged and leaves out what is exactly its width old.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The calls of the last window, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Window {
    calls: VecDeque<Instant>,
}

impl Window {
    /// Admits the call and counts it, unless the window is full. What is refused is not counted.
    pub(crate) fn admit(&mut self, now: Instant, limit: u32, width: Duration) -> bool {
        self.forget(now, width);
        let free = self.calls.len() < limit as usize;
        if free {
            self.calls.push_back(now);
        }
        free
    }

    fn forget(&mut self, now: Instant, width: Duration) {
        while self
            .calls
            .front()
            .is_some_and(|&then| now.saturating_duration_since(then) >= width)
        {
            self.calls.pop_front();
        }
    }
}

/// The most calls that any window has held.
#[derive(Debug, Default)]
pub(crate) struct Peak {
    window: Window,
    most: u64,
}

impl Peak {
    /// Counts an arrival.
    pub(crate) fn arrive(&mut self, now: Instant, width: Duration) {
        self.window.admit(now, u32::MAX, width);
        self.most = self.most.max(self.window.calls.len() as u64);
    }

    /// The most calls that any window has held so far.
    pub(crate) fn most(&self) -> u64 {
        self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_full_window_opens_exactly_one_width_after_its_oldest_call() {
        let (mut window, start) = (Window::default(), Instant::now());
        for call in 0..100 {
            assert!(window.admit(start + Duration::from_millis(call), 100, SECOND));
        }
        assert!(!window.admit(start + Duration::from_nanos(999_999_999), 100, SECOND));
        assert!(
            window.admit(start + SECOND, 100, SECOND),
            "the call at 0 ms is out of it now"
        );
        assert!(
            !window.admit(start + SECOND, 100, SECOND),
            "the call at 1 ms is still in it"
        );
        assert!(window.admit(start + SECOND + Duration::from_millis(1), 100, SECOND));
    }

    #[test]
    fn the_window_slides_and_does_not_start_anew_each_second() {
        let (mut window, start) = (Window::default(), Instant::now());
        let late = start + Duration::from_millis(900);
        assert!((0..10).all(|_| window.admit(late, 10, SECOND)));
        assert!(!window.admit(start + Duration::from_millis(1100), 10, SECOND));
    }

    #[test]
    fn refused_calls_take_no_room() {
        let (mut window, start) = (Window::default(), Instant::now());
        assert!(window.admit(start, 1, SECOND));
        for call in 1..1000 {
            assert!(!window.admit(start + Duration::from_millis(call), 1, SECOND));
        }
        assert!(window.admit(start + SECOND, 1, SECOND));
    }

    #[test]
    fn the_peak_stays_after_the_rush() {
        let (mut peak, start) = (Peak::default(), Instant::now());
        for call in [0, 100, 999, 1000, 5000] {
            peak.arrive(start + Duration::from_millis(call), SECOND);
        }
        assert_eq!(peak.most(), 3);
    }
}
