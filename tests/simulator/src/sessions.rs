//! Rooms and users from their coming to their going: what they are called by in callbacks.

use std::collections::BTreeMap;

/// A user in a room.
#[derive(Debug, Clone, Copy)]
pub(crate) struct User {
    /// Grows with each login.
    pub(crate) order: u64,
    /// Unix time in milliseconds, by the system's clock.
    pub(crate) login_ms: u64,
    /// Of this user in this room, until the user leaves.
    pub(crate) session_id: u64,
}

/// A room from its first user to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    pub(crate) id: u64,
    /// Unix time in milliseconds, by the system's clock.
    pub(crate) created_ms: u64,
    /// Logins and logouts so far.
    pub(crate) user_updates: u64,
    /// Changes of the list of streams so far.
    pub(crate) stream_updates: u64,
}

/// What a login found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Login {
    pub(crate) session: Session,
    pub(crate) user: User,
    pub(crate) is_first_of_room: bool,
    /// The user was there already.
    pub(crate) is_again: bool,
}

/// A room and who is in it.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) session: Session,
    pub(crate) users: BTreeMap<String, User>,
}
