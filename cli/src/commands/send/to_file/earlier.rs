//! Who stands where before a resumed run: the users of the file, and what the report says of each.
//! Costs the bytes of the ids and 16 more for each user, until the run has its own list.

use super::counts::Tally;
use std::cmp::Ordering;
use zegoapi_client::{Error, InvalidInput, Outcome};

/// The users of a file with what became of each; nobody was tried until a report says so.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    ids: String,
    /// Where each id ends in `ids`.
    ends: Vec<u32>,
    /// The users by id; of a repeated id only the first place in the file.
    sorted: Vec<u32>,
    outcomes: Vec<Outcome>,
    repeated: usize,
    strangers: usize,
}

impl Earlier {
    /// Takes the users in.
    pub(super) fn collect(users: impl Iterator<Item = String>) -> Result<Self, Error> {
        let mut earlier = Self::default();
        for user in users {
            earlier.ids.push_str(&user);
            let size = earlier.ids.len();
            let end = u32::try_from(size)
                .map_err(|_| InvalidInput::too_large("to_file", u32::MAX as usize, size))?;
            earlier.ends.push(end);
        }
        // An id takes a byte at least, so there are no more users than bytes.
        let mut sorted: Vec<u32> = (0..).take(earlier.ends.len()).collect();
        sorted.sort_unstable_by_key(|user| (earlier.id(*user), *user));
        sorted.dedup_by(|later, first| earlier.id(*later) == earlier.id(*first));
        earlier.repeated = earlier.ends.len() - sorted.len();
        earlier.outcomes = vec![Outcome::NotTried; sorted.len()];
        earlier.sorted = sorted;
        Ok(earlier)
    }

    /// What a line of the report says; the last one of a user counts.
    pub(super) fn note(&mut self, id: &str, outcome: Outcome) {
        match self.find(id) {
            Some(place) => self.outcomes[place] = outcome,
            None => self.strangers += 1,
        }
    }

    /// The users to send to, in the order of the file.
    pub(super) fn remaining(&self, duplicates_ok: bool) -> impl Iterator<Item = &str> {
        (0_u32..)
            .take(self.ends.len())
            .filter(move |user| {
                let place = self.find(self.id(*user));
                place.is_some_and(|place| {
                    self.sorted[place] == *user && self.outcomes[place].resumed(duplicates_ok)
                })
            })
            .map(|user| self.id(user))
    }

    /// All users, in the order of the file, repeated ids included.
    pub(super) fn users(&self) -> impl Iterator<Item = &str> {
        (0_u32..).take(self.ends.len()).map(|user| self.id(user))
    }

    /// What became of the users who are left alone.
    pub(super) fn settled(&self, duplicates_ok: bool) -> Tally {
        let mut tally = Tally::default();
        for (user, outcome) in self.sorted.iter().zip(&self.outcomes) {
            if !outcome.resumed(duplicates_ok) {
                tally.add(self.id(*user), *outcome);
            }
        }
        tally.counts.repeated = self.repeated;
        tally
    }

    /// How many lines of the report name users whom the file does not.
    pub(super) fn strangers(&self) -> usize {
        self.strangers
    }

    fn find(&self, id: &str) -> Option<usize> {
        let by_id = |user: &u32| -> Ordering { self.id(*user).cmp(id) };
        self.sorted.binary_search_by(by_id).ok()
    }

    fn id(&self, user: u32) -> &str {
        let user = user as usize;
        let start = user.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ids[start as usize..self.ends[user] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_of_a_user_counts_and_the_order_of_the_file_stays() {
        let ids = ["u10", "b", "u1", "b", "é", "a", "c"].map(str::to_owned);
        let mut earlier = Earlier::collect(ids.into_iter()).unwrap();
        for (id, outcome) in [
            ("b", Outcome::Unknown),
            ("b", Outcome::Sent),
            ("u1", Outcome::Unknown),
            ("c", Outcome::Failed { code: 50003 }),
            ("é", Outcome::Failed { code: 206 }),
            ("somebody else", Outcome::Sent),
        ] {
            earlier.note(id, outcome);
        }
        assert_eq!(earlier.remaining(false).collect::<Vec<_>>(), ["u10", "é", "a"]);
        assert_eq!(
            earlier.remaining(true).collect::<Vec<_>>(),
            ["u10", "u1", "é", "a"]
        );
        let counts = earlier.settled(false).counts;
        assert_eq!((counts.sent, counts.failed, counts.unknown), (1, 1, 1));
        assert_eq!((counts.total(), counts.repeated, earlier.strangers()), (3, 1, 1));
    }
}
