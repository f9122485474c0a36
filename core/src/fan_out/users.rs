//! The users of a fan-out: their ids end to end in one text, each once, in the order given.

use crate::error::{Error, InvalidInput};
use alloc::string::String;
use alloc::vec::Vec;

/// Users by number. Costs the bytes of the ids and 4 more for each.
#[derive(Debug, Default)]
pub(super) struct Users {
    ids: String,
    /// Where each id ends in `ids`.
    ends: Vec<u32>,
}

impl Users {
    /// Takes the ids, and leaves out those that were there before. Returns the users and how many were left out.
    pub(super) fn collect<I>(ids: I) -> Result<(Self, usize), Error>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let mut users = Self::default();
        for (index, id) in ids.into_iter().enumerate() {
            let id = id.as_ref();
            if id.is_empty() {
                return Err(InvalidInput::too_small("to", 1, 0).at(index).into());
            }
            users.ids.push_str(id);
            let too_many = |_| InvalidInput::too_large("to", u32::MAX as usize, users.ids.len()).at(index);
            users.ends.push(u32::try_from(users.ids.len()).map_err(too_many)?);
        }
        let repeated = users.drop_repeated();
        users.ids.shrink_to_fit();
        users.ends.shrink_to_fit();
        Ok((users, repeated))
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The id of a user; empty for a number that none has.
    pub(super) fn id(&self, user: usize) -> &str {
        let start = user
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(user).copied());
        range
            .and_then(|(start, end)| self.ids.get(start as usize..end as usize))
            .unwrap_or_default()
    }

    /// Sorts the users' numbers by id, which brings repeated ids together, and keeps the first of each.
    fn drop_repeated(&mut self) -> usize {
        let mut order: Vec<u32> = (0..).take(self.len()).collect();
        order.sort_unstable_by_key(|user| (self.id(*user as usize), *user));
        let same = |pair: &[u32]| self.id(pair[0] as usize) == self.id(pair[1] as usize);
        let mut repeated: Vec<u32> = order
            .windows(2)
            .filter(|pair| same(pair))
            .map(|pair| pair[1])
            .collect();
        if repeated.is_empty() {
            return 0;
        }
        repeated.sort_unstable();
        let mut kept = Self::default();
        for user in (0_u32..).take(self.len()) {
            if repeated.binary_search(&user).is_err() {
                kept.ids.push_str(self.id(user as usize));
                // Not longer than before, so it fits.
                kept.ends.push(u32::try_from(kept.ids.len()).unwrap_or(u32::MAX));
            }
        }
        *self = kept;
        repeated.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_user_once_in_the_order_given() {
        let (users, repeated) = Users::collect(["b", "a", "b", "ab", "a", "a", "é"]).unwrap();
        let ids: Vec<&str> = (0..users.len()).map(|user| users.id(user)).collect();
        assert_eq!((ids.as_slice(), repeated), (["b", "a", "ab", "é"].as_slice(), 3));
        assert_eq!(users.id(4), "");
    }

    #[test]
    fn an_empty_id_is_refused_by_its_place() {
        let Err(Error::InvalidInput(e)) = Users::collect(["a", "", "b"]) else {
            panic!()
        };
        assert_eq!((e.field(), e.index()), ("to", Some(1)));
    }
}
