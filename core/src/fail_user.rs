//! A named user for whom an action failed, while it may have succeeded for the others.

use crate::codes::{CodeScope, ReturnCode, advice, meaning};
use alloc::string::String;

/// A named user who did not get the message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailUser {
    /// The user's id, as the server named it.
    pub uid: String,
    /// Why: 50003 for a user who is not online.
    pub code: i64,
}

impl FailUser {
    pub(crate) fn new(uid: String, code: i64) -> Self {
        Self { uid, code }
    }

    /// What the code means and what to do; `None` for a code that no table lists.
    pub fn explain(&self) -> Option<&'static ReturnCode> {
        CodeScope::Room.explain(self.code)
    }

    /// What the code means.
    pub fn meaning(&self) -> &'static str {
        meaning(self.explain())
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        advice(self.explain())
    }

    /// Whether the server means this user: by the same text, or by the same digits where it sent a number in place
    /// of an id of digits (7 for `"007"`).
    pub(crate) fn is(&self, user_id: &str) -> bool {
        self.uid == user_id || self.is_number_of(user_id)
    }

    fn is_number_of(&self, user_id: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let bare = user_id.trim_start_matches('0');
        let bare = if bare.is_empty() { "0" } else { bare };
        digits(user_id) && self.uid == bare
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_for_an_id_of_digits_alone() {
        for (uid, user_id, same) in [
            ("u1", "u1", true),
            ("U1", "u1", false),
            ("7", "007", true),
            ("7", "7", true),
            ("007", "7", false),
            ("0", "000", true),
            ("7", "07a", false),
            ("", "", true),
        ] {
            assert_eq!(FailUser::new(uid.into(), 1).is(user_id), same, "{uid} {user_id}");
        }
    }
}
