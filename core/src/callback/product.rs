//! Which product a callback is of: event names alone do not tell, since rooms and in-app chat share one.
//! All products sign alike.

use super::event::RTC_EVENTS;
use super::fields::Fields;

/// The product that a callback is of.
///
/// ```
/// use zegoapi_core::{Callback, CallbackProduct};
///
/// let body = br#"{"event":"room_create","appid":"1","operator_account":"u","timestamp":1700000000,
///     "nonce":"1","signature":"00"}"#;
/// assert_eq!(Callback::read(body)?.product(), CallbackProduct::Zim);
/// assert_eq!(Callback::read_as(CallbackProduct::Rtc, body)?.product().name(), "rtc");
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum CallbackProduct {
    /// Rooms and streams, with mixing, transcoding, CDN and moderation.
    Rtc = 1,
    /// In-app chat.
    Zim = 2,
    /// Cloud recording.
    CloudRecording = 3,
    /// Any other.
    Other = 4,
}

const ZIM_EVENTS: [&str; 18] = [
    "user_action",
    "call_create",
    "call_invite",
    "call_accept",
    "call_reject",
    "call_cancel",
    "call_timeout",
    "group_create",
    "group_destroy",
    "group_join",
    "group_exit",
    "room_create",
    "room_destroy",
    "room_enter",
    "room_exit",
    "before_send_msg",
    "send_msg",
    "bot_msg",
];

impl CallbackProduct {
    /// All, by number.
    pub const ALL: [Self; 4] = [Self::Rtc, Self::Zim, Self::CloudRecording, Self::Other];

    /// The name that every language uses, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rtc => "rtc",
            Self::Zim => "zim",
            Self::CloudRecording => "cloud_recording",
            Self::Other => "other",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The product by the event's name, and by a field where the name is two products'.
    pub(super) fn of(event: &str, fields: &Fields) -> Self {
        let is_zim = ZIM_EVENTS.contains(&event);
        let both = is_zim && RTC_EVENTS.contains(&event);
        if fields.raw(&["event_type"]).is_some() {
            Self::CloudRecording
        } else if both && fields.raw(&["operator_account"]).is_some() {
            Self::Zim
        } else if RTC_EVENTS.contains(&event) {
            Self::Rtc
        } else if is_zim {
            Self::Zim
        } else {
            Self::Other
        }
    }
}
