//! Who is in which room, and what each user heard.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::clock::{first_long_id, now_ms};
use crate::counters::{Delivered, Received};
use crate::sessions::{Login, Room, Session, User};

/// A message as a user in a room heard it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The room.
    pub room_id: String,
    /// Who sent it.
    pub from_user_id: String,
    /// The content, verbatim.
    pub content: String,
    /// Whether it went to everyone in the room, rather than to named users.
    pub to_everyone: bool,
    /// Position among all messages of this simulator; the same for all who heard it.
    pub seq: u64,
    /// Unix time in milliseconds, by the system's clock.
    pub time_ms: u64,
}

/// What is to be delivered.
#[derive(Debug)]
pub(crate) struct Sending<'a> {
    pub(crate) room_id: &'a str,
    pub(crate) from_user_id: &'a str,
    /// Empty: everyone.
    pub(crate) to_user_ids: &'a [&'a str],
    pub(crate) content: &'a str,
    /// Users whom it does not reach, though they may be there.
    pub(crate) withheld: &'a [String],
}

/// Rooms and inboxes.
#[derive(Debug)]
pub(crate) struct Rooms {
    by_id: BTreeMap<String, Room>,
    logins: u64,
    next_id: u64,
    inboxes: BTreeMap<String, BTreeMap<String, Inbox>>,
    acted_on: BTreeMap<String, u64>,
    seq: u64,
    record: bool,
}

#[derive(Debug, Default)]
struct Inbox {
    delivered: u64,
    messages: Vec<Message>,
}

impl Rooms {
    /// Rooms with these users in them.
    pub(crate) fn new(rooms: &BTreeMap<String, Vec<String>>, record: bool) -> Rooms {
        let mut made = Rooms {
            by_id: BTreeMap::new(),
            logins: 0,
            next_id: first_long_id(),
            inboxes: BTreeMap::new(),
            acted_on: BTreeMap::new(),
            seq: 0,
            record,
        };
        for (room_id, user_ids) in rooms {
            for user_id in user_ids {
                made.login(room_id, user_id);
            }
        }
        made
    }

    /// Lets a user in. One who is there already stays.
    pub(crate) fn login(&mut self, room_id: &str, user_id: &str) -> Login {
        self.logins += 1;
        // Two apart, so that all stay odd.
        let (room_session, user_session) = (self.next_id, self.next_id + 2);
        self.next_id += 4;
        let now = now_ms();
        let room = self.by_id.entry(room_id.to_owned()).or_insert_with(|| Room {
            session: Session {
                id: room_session,
                created_ms: now,
                user_updates: 0,
                stream_updates: 0,
            },
            users: BTreeMap::new(),
        });
        let is_first_of_room = room.users.is_empty();
        let is_again = room.users.contains_key(user_id);
        let new = User {
            order: self.logins,
            login_ms: now,
            session_id: user_session,
        };
        let user = *room.users.entry(user_id.to_owned()).or_insert(new);
        room.session.user_updates += 1;
        Login {
            session: room.session,
            user,
            is_first_of_room,
            is_again,
        }
    }

    /// Takes a user out, who is given if there. A room without users is to be closed then; what was
    /// heard stays readable.
    pub(crate) fn logout(&mut self, room_id: &str, user_id: &str) -> Option<(Session, User)> {
        let room = self.by_id.get_mut(room_id)?;
        let user = room.users.remove(user_id)?;
        room.session.user_updates += 1;
        Some((room.session, user))
    }

    /// Ends a room.
    pub(crate) fn close(&mut self, room_id: &str) {
        self.by_id.remove(room_id);
    }

    /// A room's session.
    pub(crate) fn session(&mut self, room_id: &str) -> Option<&mut Session> {
        Some(&mut self.by_id.get_mut(room_id)?.session)
    }

    /// All rooms that exist, each with its users.
    pub(crate) fn members(&self) -> BTreeMap<&str, Vec<&str>> {
        self.by_id
            .iter()
            .map(|(room_id, room)| (room_id.as_str(), room.users.keys().map(String::as_str).collect()))
            .collect()
    }

    /// A user in a room.
    pub(crate) fn user(&self, room_id: &str, user_id: &str) -> Option<&User> {
        self.by_id.get(room_id)?.users.get(user_id)
    }

    /// Whether a user is in any room.
    pub(crate) fn is_anywhere(&self, user_id: &str) -> bool {
        self.by_id.values().any(|room| room.users.contains_key(user_id))
    }

    /// The users of a room in the order of their logins, or the other way round: those who come
    /// after the login of this number.
    pub(crate) fn users_after(
        &self,
        room_id: &str,
        newest_first: bool,
        after: Option<u64>,
    ) -> Vec<(&str, &User)> {
        let comes = |user: &User| match after {
            Some(order) if newest_first => user.order < order,
            Some(order) => user.order > order,
            None => true,
        };
        let mut users = self
            .by_id
            .get(room_id)
            .into_iter()
            .flat_map(|room| &room.users)
            .map(|(id, user)| (id.as_str(), user))
            .filter(|(_, user)| comes(user))
            .collect::<Vec<_>>();
        users.sort_unstable_by_key(|(_, user)| user.order);
        if newest_first {
            users.reverse();
        }
        users
    }

    /// How many users a room has.
    pub(crate) fn count(&self, room_id: &str) -> usize {
        self.by_id.get(room_id).map_or(0, |room| room.users.len())
    }

    /// Delivers, and gives the named users who are not there; `None` when the room does not exist.
    pub(crate) fn deliver(&mut self, sending: &Sending<'_>) -> Option<Vec<String>> {
        let present = &self.by_id.get(sending.room_id)?.users;
        let named = sending.to_user_ids.iter().copied().collect::<BTreeSet<_>>();
        let offline = named
            .iter()
            .filter(|id| !present.contains_key(**id))
            .map(|id| (*id).to_owned())
            .collect();
        let withheld = |id: &str| sending.withheld.iter().any(|other| other == id);
        let hears = |id: &str| {
            id != sending.from_user_id && (named.is_empty() || named.contains(id)) && !withheld(id)
        };
        let hearers = present.keys().filter(|id| hears(id)).cloned().collect::<Vec<_>>();
        self.put(sending, hearers);
        Some(offline)
    }

    fn put(&mut self, sending: &Sending<'_>, hearers: Vec<String>) {
        self.seq += 1;
        let message = self.record.then(|| Message {
            room_id: sending.room_id.to_owned(),
            from_user_id: sending.from_user_id.to_owned(),
            content: sending.content.to_owned(),
            to_everyone: sending.to_user_ids.is_empty(),
            seq: self.seq,
            time_ms: now_ms(),
        });
        if self.record {
            *self.acted_on.entry(sending.content.to_owned()).or_default() += 1;
        }
        let room = self.inboxes.entry(sending.room_id.to_owned()).or_default();
        for user_id in hearers {
            let inbox = room.entry(user_id).or_default();
            inbox.delivered += 1;
            inbox.messages.extend(message.clone());
        }
    }

    /// The position of the last message.
    pub(crate) fn last_seq(&self) -> u64 {
        self.seq
    }

    /// What a user heard in a room.
    pub(crate) fn messages(&self, room_id: &str, user_id: &str) -> &[Message] {
        self.inbox(room_id, user_id).map_or(&[], |inbox| &inbox.messages)
    }

    fn inbox(&self, room_id: &str, user_id: &str) -> Option<&Inbox> {
        self.inboxes.get(room_id)?.get(user_id)
    }

    /// Forgets what was heard; everyone stays where they are.
    pub(crate) fn forget_messages(&mut self) {
        self.inboxes.clear();
        self.acted_on.clear();
    }

    /// Messages acted on, by content.
    pub(crate) fn acted_on(&self) -> &BTreeMap<String, u64> {
        &self.acted_on
    }

    /// Messages by room and user.
    pub(crate) fn delivered(&self) -> Vec<Delivered> {
        self.each_inbox()
            .map(|(room_id, user_id, inbox)| Delivered {
                room_id: room_id.clone(),
                user_id: user_id.clone(),
                count: inbox.delivered,
            })
            .collect()
    }

    /// Messages by room, user and content.
    pub(crate) fn received(&self) -> Vec<Received> {
        let mut counts = BTreeMap::new();
        for (room_id, user_id, inbox) in self.each_inbox() {
            for message in &inbox.messages {
                *counts.entry((room_id, user_id, &message.content)).or_insert(0) += 1;
            }
        }
        let row = |((room_id, user_id, content), count): ((&String, &String, &String), u64)| Received {
            room_id: room_id.clone(),
            user_id: user_id.clone(),
            content: content.clone(),
            count,
        };
        counts.into_iter().map(row).collect()
    }

    fn each_inbox(&self) -> impl Iterator<Item = (&String, &String, &Inbox)> {
        self.inboxes.iter().flat_map(|(room_id, users)| {
            users
                .iter()
                .map(move |(user_id, inbox)| (room_id, user_id, inbox))
        })
    }
}
