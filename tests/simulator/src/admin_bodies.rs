//! What is sent to the admin API.

use serde::Deserialize;

use crate::callbacks::fault::CallbackFault;
use crate::callbacks::reason::LogoutReason;
use crate::fault::Fault;

/// Users of a room.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoomUsers {
    pub(crate) room_id: String,
    #[serde(default)]
    pub(crate) user_id: Option<String>,
    #[serde(default)]
    pub(crate) user_ids: Vec<String>,
    /// Of a logout.
    #[serde(default)]
    pub(crate) reason: Option<LogoutReason>,
}

impl RoomUsers {
    /// All of them.
    pub(crate) fn users(&self) -> impl Iterator<Item = &String> {
        self.user_id.iter().chain(&self.user_ids)
    }
}

/// A stream that begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names in the JSON")]
pub(crate) struct Publishing {
    pub(crate) room_id: String,
    pub(crate) user_id: String,
    pub(crate) stream_id: String,
}

/// A stream that ends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unpublishing {
    pub(crate) stream_id: String,
}

/// A fault for the next calls.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NextFault {
    pub(crate) fault: Fault,
    #[serde(default = "once")]
    pub(crate) count: u32,
}

/// A fault for the next callbacks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NextCallbackFault {
    pub(crate) fault: CallbackFault,
    #[serde(default = "once")]
    pub(crate) count: u32,
}

fn once() -> u32 {
    1
}

/// What to go back to.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Reset {
    pub(crate) counters_only: bool,
}
