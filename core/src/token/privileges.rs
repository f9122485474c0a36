//! The payload of a token with privileges: which room, what may be done there, with which streams.
//! In the token it is JSON text inside the JSON of the claims.

use super::TokenError;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// The longest room id, in bytes.
const MAX_ROOM_ID_BYTES: usize = 128;
/// The longest stream id, in bytes.
const MAX_STREAM_ID_BYTES: usize = 256;

/// What a token allows: a room, to log in to it, to publish in it, and with which streams.
///
/// Nothing is allowed until it is said. The vendor must have enabled privileges for the AppId; in-app chat (ZIM) has
/// none.
///
/// ```
/// use zegoapi_core::Privileges;
///
/// let listener = Privileges::in_room("demo")?.allow_login();
/// let host = Privileges::in_room("demo")?.allow_login().allow_publish().only_streams(["s1"])?;
/// assert_eq!((listener.publish(), host.publish()), (Some(false), Some(true)));
/// assert_eq!(host.to_json(), r#"{"room_id":"demo","privilege":{"1":1,"2":1},"stream_id_list":["s1"]}"#);
/// # Ok::<(), zegoapi_core::TokenError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privileges {
    #[serde(default)]
    room_id: String,
    privilege: Switches,
    #[serde(default)]
    stream_id_list: Option<Vec<String>>,
}

/// 1 is allowed and 0 is not; a token of another maker may leave either out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Switches {
    #[serde(rename = "1", default, skip_serializing_if = "Option::is_none")]
    login: Option<i64>,
    #[serde(rename = "2", default, skip_serializing_if = "Option::is_none")]
    publish: Option<i64>,
}

impl Privileges {
    /// For one room, and with nothing allowed in it to begin with.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](super::TokenErrorKind::InvalidInput) when the id is empty (which would mean every room: see
    /// [`Privileges::in_any_room`]) or longer than 128 bytes.
    pub fn in_room(room_id: impl Into<String>) -> Result<Self, TokenError> {
        let room_id = room_id.into();
        check_id("room_id", &room_id, MAX_ROOM_ID_BYTES)?;
        Ok(Self {
            room_id,
            ..Self::in_any_room()
        })
    }

    /// For every room, and with nothing allowed to begin with.
    pub fn in_any_room() -> Self {
        Self {
            room_id: String::new(),
            privilege: Switches {
                login: Some(0),
                publish: Some(0),
            },
            stream_id_list: None,
        }
    }

    /// Allows to log in (privilege 1).
    #[must_use]
    pub fn allow_login(mut self) -> Self {
        self.privilege.login = Some(1);
        self
    }

    /// Allows to publish streams (privilege 2).
    #[must_use]
    pub fn allow_publish(mut self) -> Self {
        self.privilege.publish = Some(1);
        self
    }

    /// Allows to publish streams of these ids only.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](super::TokenErrorKind::InvalidInput), field `stream_id_list`, when there is none (an empty
    /// list would mean every stream), or when one is empty or longer than 256 bytes.
    pub fn only_streams<S: Into<String>>(
        mut self,
        ids: impl IntoIterator<Item = S>,
    ) -> Result<Self, TokenError> {
        let ids: Vec<String> = ids.into_iter().map(Into::into).collect();
        if ids.is_empty() {
            return Err(TokenError::too_small("stream_id_list", 1, 0));
        }
        for (index, id) in ids.iter().enumerate() {
            check_id("stream_id_list", id, MAX_STREAM_ID_BYTES).map_err(|e| e.at(index))?;
        }
        self.stream_id_list = Some(ids);
        Ok(self)
    }

    /// The room, or `None` for every room.
    pub fn room_id(&self) -> Option<&str> {
        Some(&*self.room_id).filter(|id| !id.is_empty())
    }

    /// Whether logging in is allowed; `None` when a token of another maker does not say.
    pub fn login(&self) -> Option<bool> {
        self.privilege.login.map(|value| value == 1)
    }

    /// Whether publishing is allowed; `None` when a token of another maker does not say.
    pub fn publish(&self) -> Option<bool> {
        self.privilege.publish.map(|value| value == 1)
    }

    /// The streams that may be published, or `None` for every stream.
    pub fn stream_id_list(&self) -> Option<&[String]> {
        self.stream_id_list.as_deref().filter(|ids| !ids.is_empty())
    }

    /// The payload that says so.
    pub fn to_json(&self) -> String {
        // Cannot fail: text, numbers and a list of text all have a form in JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The privileges that a token's payload says; `None` when it says none.
    pub fn from_json(payload: &str) -> Option<Self> {
        // An object, that is: serde would take a list for one, too.
        let object = payload.trim_start().starts_with('{');
        serde_json::from_str(payload).ok().filter(|_| object)
    }
}

fn check_id(field: &'static str, id: &str, limit: usize) -> Result<(), TokenError> {
    match id.len() {
        0 => Err(TokenError::too_small(field, 1, 0)),
        size if size > limit => Err(TokenError::too_large(field, limit, size)),
        _ => Ok(()),
    }
}
