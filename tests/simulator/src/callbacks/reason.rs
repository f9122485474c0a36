//! Why a user left, a room closed or a stream ended, and the numbers that callbacks have for it.

use serde::{Deserialize, Serialize};

/// Why a user leaves a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogoutReason {
    /// The user logged out.
    Normal,
    /// No heartbeat came any more.
    Heartbeat,
    /// The connection was lost.
    ConnectionLost,
    /// The server put the user out, as `KickoutUser` and `CloseRoom` do.
    PutOut,
    /// The user's token ran out.
    TokenExpired,
}

impl LogoutReason {
    /// `reason` of `room_logout`.
    pub(crate) fn number(self) -> &'static str {
        match self {
            LogoutReason::Normal => "0",
            LogoutReason::Heartbeat => "1",
            LogoutReason::ConnectionLost => "2",
            LogoutReason::PutOut => "3",
            LogoutReason::TokenExpired => "4",
        }
    }

    /// `close_reason` of `room_close`, when the room ends with this user. A token that ran out is
    /// taken for being put out, since nothing is documented for it.
    pub(crate) fn closes_room(self) -> u32 {
        match self {
            LogoutReason::Normal => 0,
            LogoutReason::Heartbeat => 1,
            LogoutReason::ConnectionLost => 2,
            LogoutReason::PutOut | LogoutReason::TokenExpired => 3,
        }
    }

    /// What the user's streams end with, likewise.
    pub(crate) fn ends_stream(self) -> StreamEnd {
        match self {
            LogoutReason::Normal => StreamEnd::Stopped,
            LogoutReason::Heartbeat => StreamEnd::Heartbeat,
            LogoutReason::ConnectionLost => StreamEnd::ConnectionLost,
            LogoutReason::PutOut | LogoutReason::TokenExpired => StreamEnd::UserPutOut,
        }
    }
}

/// Why a stream ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StreamEnd {
    Stopped,
    Heartbeat,
    UserPutOut,
    ConnectionLost,
    RoomCleared,
    /// By `DeleteStream`.
    Deleted,
}

impl StreamEnd {
    /// `type` of `stream_close`.
    pub(crate) fn number(self) -> &'static str {
        match self {
            StreamEnd::Stopped => "0",
            StreamEnd::Heartbeat => "1",
            StreamEnd::UserPutOut => "3",
            StreamEnd::ConnectionLost => "4",
            StreamEnd::RoomCleared => "5",
            StreamEnd::Deleted => "100",
        }
    }
}
