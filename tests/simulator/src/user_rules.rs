//! Rules that keep users from logging in or publishing for a time.

use std::collections::BTreeMap;

/// Logging in, as a number on the wire.
pub(crate) const LOGIN: i64 = 1;
/// Publishing, likewise.
pub(crate) const PUBLISH: i64 = 2;

/// Rules that may be in force at a time: of type 1, and of each other type.
const MOST_OF_ADDRESSES: usize = 100;
const MOST: usize = 200;

/// Whom a rule is about. Parts that its type does not need are empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Subject {
    /// 1 an address, 2 a room, 3 a user, 4 a user in a room.
    pub(crate) rule_type: i64,
    pub(crate) ip: String,
    pub(crate) room_id: String,
    pub(crate) user_id: String,
}

/// What a rule forbids.
#[derive(Debug, Clone)]
pub(crate) struct UserRule {
    pub(crate) privileges: Vec<i64>,
    /// Unix seconds.
    pub(crate) expires: i64,
}

/// The rules in force.
#[derive(Debug, Default)]
pub(crate) struct UserRules {
    rules: BTreeMap<Subject, UserRule>,
}

impl UserRules {
    /// Sets a rule, in place of the one before; false when there are too many of its type.
    pub(crate) fn set(&mut self, subject: Subject, privileges: Vec<i64>, expires: i64, now: i64) -> bool {
        self.rules.retain(|_, rule| now < rule.expires);
        let of_type = |other: &&Subject| other.rule_type == subject.rule_type;
        let most = if subject.rule_type == 1 {
            MOST_OF_ADDRESSES
        } else {
            MOST
        };
        let free = self.rules.contains_key(&subject) || self.rules.keys().filter(of_type).count() < most;
        if free {
            self.rules.insert(subject, UserRule { privileges, expires });
        }
        free
    }

    /// Deletes a rule; false when it is not in force.
    pub(crate) fn delete(&mut self, subject: &Subject, now: i64) -> bool {
        self.rules.remove(subject).is_some_and(|rule| now < rule.expires)
    }

    /// The rules of a type that are in force at this Unix second.
    pub(crate) fn of_type(&self, rule_type: i64, now: i64) -> impl Iterator<Item = (&Subject, &UserRule)> {
        self.rules
            .iter()
            .filter(move |(subject, rule)| subject.rule_type == rule_type && now < rule.expires)
    }

    /// Whether a user may not do this in a room. Rules for addresses strike nobody, since users of
    /// the simulator have none.
    pub(crate) fn forbid(&self, privilege: i64, room_id: &str, user_id: &str, now: i64) -> bool {
        self.rules.iter().any(|(subject, rule)| {
            let is_it = match subject.rule_type {
                2 => subject.room_id == room_id,
                3 => subject.user_id == user_id,
                4 => subject.room_id == room_id && subject.user_id == user_id,
                _ => false,
            };
            is_it && now < rule.expires && rule.privileges.contains(&privilege)
        })
    }
}
