//! Rooms that come and go, and the users in them.
//! Order is not kept on the way: `room_session_id` tells rooms of one id apart, `user_update_seq` orders users.

use super::{Content, content};
use crate::callback::lenient::{integer, text};
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// `room_create`: a room came to be.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"room_create","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "room_id":"demo","room_session_id":4443515903608307334,"room_create_time":"1700000000123"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::RoomCreate(event) = callback.event() else { panic!() };
/// assert_eq!(event.room_session_id.as_deref(), Some("4443515903608307334"));
/// assert_eq!(event.room_create_time, Some(1_700_000_000_123));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RoomCreate {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// The room's life under this id: a number over 2^53, to the digit. The same as `room_seq` of users' events.
    #[serde(deserialize_with = "text")]
    pub room_session_id: Option<String>,
    /// When, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub room_create_time: Option<i64>,
    /// The user who made it.
    #[serde(deserialize_with = "text")]
    pub id_name: Option<String>,
}

/// `room_close`: a room is gone. Not sent for `CloseRoom` unless that asks for it.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"room_close","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "room_id":"demo","close_reason":1}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::RoomClose(event) = callback.event() else { panic!() };
/// assert_eq!((event.room_id.as_deref(), event.close_reason), (Some("demo"), Some(1)));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RoomClose {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// As in [`RoomCreate`].
    #[serde(deserialize_with = "text")]
    pub room_session_id: Option<String>,
    /// 0 normal, 1 the last user's heartbeat ended, 2 the last user went offline, 3 the last user was put out.
    #[serde(deserialize_with = "integer")]
    pub close_reason: Option<i64>,
    /// When, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub room_close_time: Option<i64>,
}

/// `room_login`: a user logged in to a room.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"room_login","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "room_id":"demo","user_account":"rose","user_update_seq":"7"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::RoomLogin(event) = callback.event() else { panic!() };
/// assert_eq!((event.user_account.as_deref(), event.user_update_seq), (Some("rose"), Some(7)));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RoomLogin {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// The room's name.
    #[serde(deserialize_with = "text")]
    pub room_name: Option<String>,
    /// The room's life under this id: the same as `room_session_id`.
    #[serde(deserialize_with = "text")]
    pub room_seq: Option<String>,
    /// The user's id.
    #[serde(deserialize_with = "text")]
    pub user_account: Option<String>,
    /// The user's name.
    #[serde(deserialize_with = "text")]
    pub user_nickname: Option<String>,
    /// The user's stay in the room: a number over 2^53, to the digit.
    #[serde(deserialize_with = "text")]
    pub session_id: Option<String>,
    /// When, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub login_time: Option<i64>,
    /// 1 host, 2 audience, 4 administrator (of `LiveRoom` only).
    #[serde(deserialize_with = "integer")]
    pub user_role: Option<i64>,
    /// 0 without a token, 1 to 4 the token's version.
    #[serde(deserialize_with = "integer")]
    pub auth_level: Option<i64>,
    /// 0 the first time, 1 again.
    #[serde(deserialize_with = "integer")]
    pub relogin: Option<i64>,
    /// Grows by 1 with every login and logout of the room.
    #[serde(deserialize_with = "integer")]
    pub user_update_seq: Option<i64>,
    /// What the client gave when it logged in.
    #[serde(deserialize_with = "content")]
    pub callback_data: Option<Content>,
    /// 0 none, 1 PC, 2 iOS, 3 Android, 4 Mac, 5 Linux, 6 Web, 7 mini program, 32 unknown.
    #[serde(deserialize_with = "integer")]
    pub term_type: Option<i64>,
}

/// `room_logout`: a user left a room.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"room_logout","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "user_account":"rose","reason":"4"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::RoomLogout(event) = callback.event() else { panic!() };
/// assert_eq!((event.user_account.as_deref(), event.reason), (Some("rose"), Some(4)));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct RoomLogout {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// As in [`RoomLogin`].
    #[serde(deserialize_with = "text")]
    pub room_seq: Option<String>,
    /// The user's id.
    #[serde(deserialize_with = "text")]
    pub user_account: Option<String>,
    /// The user's name.
    #[serde(deserialize_with = "text")]
    pub user_nickname: Option<String>,
    /// As in [`RoomLogin`].
    #[serde(deserialize_with = "text")]
    pub session_id: Option<String>,
    /// When the user came, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub login_time: Option<i64>,
    /// When the user left, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub logout_time: Option<i64>,
    /// 0 normal, 1 heartbeat, 2 connection lost, 3 logged in again or put out, 4 token expired.
    #[serde(deserialize_with = "integer")]
    pub reason: Option<i64>,
    /// As in [`RoomLogin`].
    #[serde(deserialize_with = "integer")]
    pub user_role: Option<i64>,
    /// As in [`RoomLogin`].
    #[serde(deserialize_with = "integer")]
    pub user_update_seq: Option<i64>,
}
