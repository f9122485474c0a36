//! What happens in rooms: users come and go, streams begin and end, and callbacks tell of it.

use crate::callbacks::event::{self, Member};
use crate::callbacks::reason::{LogoutReason, StreamEnd};
use crate::sessions::Session;
use crate::state::State;
use crate::streams::{NotOpened, Opened, Opening, Stream};
use crate::user_rules::{LOGIN, PUBLISH};

impl State {
    /// Lets a user into a room, unless a rule forbids it.
    pub(crate) fn login(&mut self, room_id: &str, user_id: &str) -> bool {
        let now = self.clock.judged();
        if self.user_rules.forbid(LOGIN, room_id, user_id, now) {
            return false;
        }
        let login = self.rooms.login(room_id, user_id);
        if login.is_first_of_room {
            self.fire(event::room_create(room_id, user_id, login.session));
        }
        let member = Member {
            room_id,
            user_id,
            session: login.session,
            user: login.user,
        };
        self.fire(event::room_login(member, login.is_again));
        true
    }

    /// Takes a user out of a room, and their streams; the room ends with its last user.
    pub(crate) fn logout(&mut self, room_id: &str, user_id: &str, reason: LogoutReason) {
        let is_there = self.tell_logout(room_id, user_id, reason);
        let ends = self.rooms.count(room_id) == 0;
        self.close_streams(reason.ends_stream(), |stream| {
            stream.room_id == room_id && (ends || stream.user_id == user_id)
        });
        if let Some(session) = self.rooms.session(room_id).copied().filter(|_| is_there && ends) {
            self.rooms.close(room_id);
            self.fire(event::room_close(room_id, session, reason.closes_room()));
        }
    }

    fn tell_logout(&mut self, room_id: &str, user_id: &str, reason: LogoutReason) -> bool {
        let Some((session, user)) = self.rooms.logout(room_id, user_id) else {
            return false;
        };
        let member = Member {
            room_id,
            user_id,
            session,
            user,
        };
        self.fire(event::room_logout(member, reason));
        true
    }

    /// Ends a room with all that is in it; false when it is not there. That the room ends is told
    /// only if asked for.
    pub(crate) fn close_room(&mut self, room_id: &str, is_told: bool) -> bool {
        let users = self.rooms.users_after(room_id, false, None);
        let user_ids = users.into_iter().map(|(id, _)| id.to_owned()).collect::<Vec<_>>();
        for user_id in user_ids {
            self.tell_logout(room_id, &user_id, LogoutReason::PutOut);
        }
        self.close_streams(StreamEnd::RoomCleared, |stream| stream.room_id == room_id);
        let session = self.rooms.session(room_id).copied();
        self.rooms.close(room_id);
        if let Some(session) = session.filter(|_| is_told) {
            self.fire(event::room_close(
                room_id,
                session,
                LogoutReason::Normal.closes_room(),
            ));
        }
        session.is_some()
    }

    /// Lets a user who is in a room publish a stream there, unless that is forbidden.
    pub(crate) fn publish(&mut self, room_id: &str, user_id: &str, stream_id: &str) -> bool {
        let now = self.clock.judged();
        if self.rooms.user(room_id, user_id).is_none()
            || self.user_rules.forbid(PUBLISH, room_id, user_id, now)
        {
            return false;
        }
        let opened = self.streams.open(Opening {
            room_id,
            user_id,
            user_name: "",
            stream_id,
        });
        if let Ok(Opened::Now { stream, is_again }) = &opened
            && let Some(session) = self.count_stream_update(room_id)
        {
            self.fire(event::stream_create(stream, session, *is_again));
        }
        opened.is_ok()
    }

    /// Adds a stream that the server asks for. Nobody publishes it, so that its beginning is not told.
    pub(crate) fn add_stream(&mut self, opening: Opening<'_>) -> Result<(), NotOpened> {
        if let Opened::Now { stream, .. } = self.streams.open(opening)? {
            self.count_stream_update(&stream.room_id);
        }
        Ok(())
    }

    /// Ends a stream, if it is live.
    pub(crate) fn close_stream(&mut self, stream_id: &str, end: StreamEnd) {
        self.close_streams(end, |stream| stream.stream_id == stream_id);
    }

    /// Ends a stream and keeps it from beginning again.
    pub(crate) fn forbid_stream(&mut self, stream_id: &str) {
        self.close_stream(stream_id, StreamEnd::Stopped);
        self.streams.forbid(stream_id);
    }

    fn close_streams(&mut self, end: StreamEnd, ends: impl Fn(&Stream) -> bool) {
        for stream in self.streams.close_where(ends) {
            if let Some(session) = self.count_stream_update(&stream.room_id) {
                self.fire(event::stream_close(&stream, session, end));
            }
        }
    }

    /// The room's session after one more change of its streams.
    fn count_stream_update(&mut self, room_id: &str) -> Option<Session> {
        let session = self.rooms.session(room_id)?;
        session.stream_updates += 1;
        Some(*session)
    }
}
