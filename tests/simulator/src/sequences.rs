//! The order numbers of media actions: for each stream of an app the last one that was accepted.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// How long a number is remembered.
const MEMORY: Duration = Duration::from_secs(10);

/// The last number of each stream, and when it came.
#[derive(Debug, Default)]
pub(crate) struct Sequences {
    last: HashMap<(u32, String), (i64, Instant)>,
}

impl Sequences {
    /// Accepts a number for all of these streams, or for none of them: it must be larger than the
    /// last one of each stream, unless that one is forgotten.
    pub(crate) fn accept(&mut self, app_id: u32, stream_ids: &[&str], number: i64) -> bool {
        self.accept_at(app_id, stream_ids, number, Instant::now())
    }

    fn accept_at(&mut self, app_id: u32, stream_ids: &[&str], number: i64, now: Instant) -> bool {
        self.last
            .retain(|_, (_, then)| now.saturating_duration_since(*then) < MEMORY);
        let key = |id: &&str| (app_id, (*id).to_owned());
        let grows = stream_ids
            .iter()
            .all(|id| self.last.get(&key(id)).is_none_or(|(last, _)| number > *last));
        if grows {
            self.last
                .extend(stream_ids.iter().map(|id| (key(id), (number, now))));
        }
        grows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_must_grow_for_each_stream_within_ten_seconds() {
        let (mut sequences, start) = (Sequences::default(), Instant::now());
        let mut accept =
            |ids: &[&str], number, ms| sequences.accept_at(1, ids, number, start + Duration::from_millis(ms));
        assert!(accept(&["a"], 5, 0));
        assert!(!accept(&["a"], 5, 1), "equal");
        assert!(!accept(&["a"], 4, 1));
        assert!(accept(&["b"], 4, 1), "another stream");
        assert!(!accept(&["c", "a"], 5, 2), "all or none");
        assert!(accept(&["c"], 1, 3), "so this one was not counted");
        assert!(!accept(&["a"], 1, 9_999));
        assert!(accept(&["a"], 1, 10_000), "forgotten");
    }

    #[test]
    fn apps_do_not_share_their_numbers() {
        let mut sequences = Sequences::default();
        assert!(sequences.accept(1, &["a"], 5));
        assert!(sequences.accept(2, &["a"], 1));
    }
}
