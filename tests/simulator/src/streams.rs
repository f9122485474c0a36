//! Streams: who publishes what in which room, what is forbidden, and what has ended.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::clock::now_ms;

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
    pub(crate) fn open(&mut self, opening: Opening<'_>) -> Result<(), NotOpened> {
        if self.forbidden.contains(opening.stream_id) {
            return Err(NotOpened::Forbidden);
        }
        if let Some(live) = self.live(opening.stream_id) {
            let same = live.room_id == opening.room_id && live.user_id == opening.user_id;
            return if same { Ok(()) } else { Err(NotOpened::OfAnother) };
        }
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
            created_ms: now_ms(),
            closed_ms: None,
        };
        self.by_id.insert(stream.stream_id.clone(), stream);
        Ok(())
    }

    /// Ends a stream, if it is live.
    pub(crate) fn close(&mut self, stream_id: &str) {
        self.close_where(|stream| stream.stream_id == stream_id);
    }

    /// Ends all live streams like this.
    pub(crate) fn close_where(&mut self, ends: impl Fn(&Stream) -> bool) {
        for stream in self.by_id.values_mut() {
            if stream.closed_ms.is_none() && ends(stream) {
                stream.closed_ms = Some(now_ms());
            }
        }
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

    /// Ends a stream and keeps it from beginning again.
    pub(crate) fn forbid(&mut self, stream_id: &str) {
        self.close(stream_id);
        self.forbidden.insert(stream_id.to_owned());
    }

    /// Takes that back.
    pub(crate) fn resume(&mut self, stream_id: &str) {
        self.forbidden.remove(stream_id);
    }
}
