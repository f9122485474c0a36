//! Streams: who publishes what in which room, what is forbidden, and what has ended.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::clock::now_ms;

/// How long after its end a stream counts as taken up again.
const AGAIN_MS: u64 = 90_000;

/// A stream, live or ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// The stream.
    pub stream_id: String,
    /// The room that it is in.
    pub room_id: String,
    /// Who publishes it.
    pub user_id: String,
    /// That user's display name; the id, if none was given.
    pub user_name: String,
    /// A number that no other stream of this simulator has.
    pub number: u32,
    /// Unix time in milliseconds, by the system's clock.
    pub created_ms: u64,
    /// When it ended, likewise; `None` while it is live.
    pub closed_ms: Option<u64>,
}

/// A stream that is to begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening<'a> {
    pub(crate) room_id: &'a str,
    pub(crate) user_id: &'a str,
    pub(crate) user_name: &'a str,
    pub(crate) stream_id: &'a str,
}

/// A stream that is live after an attempt to begin it.
#[derive(Debug, Clone)]
pub(crate) enum Opened {
    /// It has begun; again when the same user ended it there not long ago.
    Now { stream: Stream, is_again: bool },
    /// The same user has it there already.
    Before,
}

/// Why a stream did not begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotOpened {
    Forbidden,
    /// Someone else publishes it, or it is in another room.
    OfAnother,
}

/// All streams by id; of those that ended under one id, the last.
#[derive(Debug, Default)]
pub(crate) struct Streams {
    by_id: BTreeMap<String, Stream>,
    forbidden: BTreeSet<String>,
    count: u32,
}

impl Streams {
    /// Begins a stream; one that the same user has there already goes on.
    pub(crate) fn open(&mut self, opening: Opening<'_>) -> Result<Opened, NotOpened> {
        if self.forbidden.contains(opening.stream_id) {
            return Err(NotOpened::Forbidden);
        }
        let before = self.known(opening.stream_id);
        let own = before.filter(|old| old.room_id == opening.room_id && old.user_id == opening.user_id);
        if before.is_some_and(|old| old.closed_ms.is_none()) {
            return own.map(|_| Opened::Before).ok_or(NotOpened::OfAnother);
        }
        let now = now_ms();
        let is_again = own
            .and_then(|old| old.closed_ms)
            .is_some_and(|closed| now.saturating_sub(closed) < AGAIN_MS);
        self.count += 1;
        let name = if opening.user_name.is_empty() {
            opening.user_id
        } else {
            opening.user_name
        };
        let stream = Stream {
            stream_id: opening.stream_id.to_owned(),
            room_id: opening.room_id.to_owned(),
            user_id: opening.user_id.to_owned(),
            user_name: name.to_owned(),
            number: self.count,
            created_ms: now,
            closed_ms: None,
        };
        self.by_id.insert(stream.stream_id.clone(), stream.clone());
        Ok(Opened::Now { stream, is_again })
    }

    /// Ends all live streams like this, and gives them.
    pub(crate) fn close_where(&mut self, ends: impl Fn(&Stream) -> bool) -> Vec<Stream> {
        let mut ended = Vec::new();
        for stream in self.by_id.values_mut() {
            if stream.closed_ms.is_none() && ends(stream) {
                stream.closed_ms = Some(now_ms());
                ended.push(stream.clone());
            }
        }
        ended
    }

    /// A stream that is live.
    pub(crate) fn live(&self, stream_id: &str) -> Option<&Stream> {
        self.known(stream_id).filter(|stream| stream.closed_ms.is_none())
    }

    /// A stream that is live or was.
    pub(crate) fn known(&self, stream_id: &str) -> Option<&Stream> {
        self.by_id.get(stream_id)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Stream> {
        self.by_id.values()
    }

    /// Keeps a stream from beginning.
    pub(crate) fn forbid(&mut self, stream_id: &str) {
        self.forbidden.insert(stream_id.to_owned());
    }

    /// Takes that back.
    pub(crate) fn resume(&mut self, stream_id: &str) {
        self.forbidden.remove(stream_id);
    }
}
