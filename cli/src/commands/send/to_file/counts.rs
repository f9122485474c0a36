//! How many users came to what, and which of them to name: numbers that add up, and a few ids.

use std::collections::BTreeMap;
use zegoapi_client::{Outcome, Progress};

/// How many users came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) sent: usize,
    pub(super) failed: usize,
    pub(super) unknown: usize,
    pub(super) in_flight: usize,
    pub(super) not_tried: usize,
    /// Ids that stood in the file more than once; in no other number.
    pub(super) repeated: usize,
}

impl Counts {
    pub(super) fn total(&self) -> usize {
        self.settled() + self.in_flight + self.not_tried
    }

    /// Those for whom nothing more is to be waited for.
    pub(super) fn settled(&self) -> usize {
        self.sent + self.failed + self.unknown
    }

    /// These, and what a run has come to so far.
    pub(super) fn plus(self, run: Progress) -> Self {
        Self {
            sent: self.sent + run.sent,
            failed: self.failed + run.failed,
            unknown: self.unknown + run.unknown,
            in_flight: self.in_flight + run.in_flight,
            not_tried: self.not_tried + run.not_tried,
            repeated: self.repeated,
        }
    }

    /// The same, if nothing more is heard of what is out.
    pub(super) fn abandoned(self) -> Self {
        Self {
            unknown: self.unknown + self.in_flight,
            in_flight: 0,
            ..self
        }
    }
}

/// How many ids of one kind are named, where no report holds them all.
const MOST_NAMED: usize = 10;

/// Users of one kind: all are counted, the first few are named.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) count: usize,
    pub(super) named: Vec<String>,
}

impl Group {
    fn add(&mut self, id: &str) {
        self.count += 1;
        if self.named.len() < MOST_NAMED {
            self.named.push(id.to_owned());
        }
    }
}

/// The counts, and who stands behind them.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) counts: Counts,
    pub(super) failed: BTreeMap<i64, Group>,
    pub(super) unknown: Group,
    /// How many a resumed run would send to.
    pub(super) remaining: usize,
}

impl Tally {
    /// Counts a user.
    pub(super) fn add(&mut self, id: &str, outcome: Outcome) {
        match outcome {
            Outcome::Sent => self.counts.sent += 1,
            Outcome::Failed { code } => {
                self.counts.failed += 1;
                self.failed.entry(code).or_default().add(id);
            }
            Outcome::NotTried => self.counts.not_tried += 1,
            // An outcome that is yet to come is taken for the one that asks for the most care.
            _ => {
                self.counts.unknown += 1;
                self.unknown.add(id);
            }
        }
        self.remaining += usize::from(outcome.resumed(false));
    }
}
