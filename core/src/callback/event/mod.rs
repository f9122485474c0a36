//! The twenty events of rooms, streams, mixing, transcoding, CDN and moderation, each with its fields.
//! Ids are text, every field is optional, and a field that cannot be read is absent.

mod censor;
mod media;
mod mix;
mod room;
mod stream;
mod transcode;

pub use censor::{
    BusinessDetail, BusinessInfo, CensorAuxInfo, CensorDetail, CensorResult, CensorStatus, FaceInfo,
    MatchedList, OcrInfo, RiskDetail, RiskInfo,
};
pub use media::{
    Compose, Procedure, ProcedureOutput, Record, RecordExtra, Snapshot, SnapshotPicture, TranscodedAudio,
    TranscodedFile, TranscodedMedia, TranscodedVideo,
};
pub use mix::{MixStart, MixStop};
pub use room::{RoomClose, RoomCreate, RoomLogin, RoomLogout};
pub use stream::{StreamAttr, StreamClose, StreamCreate};
pub use transcode::{TranscodeDetails, TranscodeInput, TranscodeOutput, TranscodeStart, TranscodeStop};

use super::CallbackProduct;
use super::lenient::object_of;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::ops::Deref;
use serde::Serialize;
use serde::de::{DeserializeOwned, Deserializer};

/// What people said, wrote or sent along. `Debug` prints its size only.
///
/// ```
/// use zegoapi_core::callback_event::Content;
///
/// let content = Content::from("hello");
/// assert_eq!((&*content, format!("{content:?}").as_str()), ("hello", "(5 bytes)"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct Content(String);

impl Content {
    /// The text, without a copy.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Deref for Content {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({} bytes)", self.0.len())
    }
}

fn content<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Content>, D::Error> {
    Ok(super::lenient::text(input)?.map(Content))
}

/// The names of the events that have a type here, by [`CallbackEvent::number`], which counts from 1.
pub(super) const RTC_EVENTS: [&str; 20] = [
    "room_create",
    "room_close",
    "room_login",
    "room_logout",
    "stream_create",
    "stream_close",
    "mix_start",
    "mix_stop",
    "transcode_start",
    "transcode_stop",
    "record",
    "compose",
    "procedure",
    "snapshot",
    "censor_audio_v2_result",
    "censor_audio_v2_status",
    "censor_video_v2_audio_result",
    "censor_video_v2_img_result",
    "censor_video_v2_audio_status",
    "censor_video_v2_img_status",
];

/// An event with its fields. Numbers of C are those of [`CallbackEvent::number`] and never change.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let form = b"event=stream_close&appid=1&timestamp=1700000000&nonce=1&signature=00&stream_id=s1&type=100";
/// let callback = Callback::read(form)?;
/// assert_eq!((callback.event().name(), callback.event().number()), (Some("stream_close"), 6));
/// if let CallbackEvent::StreamClose(event) = callback.event() {
///     assert_eq!((event.stream_id.as_deref(), event.r#type), (Some("s1"), Some(100)));
/// }
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum CallbackEvent {
    /// A room came to be.
    RoomCreate(Box<RoomCreate>),
    /// A room is gone.
    RoomClose(Box<RoomClose>),
    /// A user logged in to a room.
    RoomLogin(Box<RoomLogin>),
    /// A user left a room.
    RoomLogout(Box<RoomLogout>),
    /// A stream is being published.
    StreamCreate(Box<StreamCreate>),
    /// A stream has ended.
    StreamClose(Box<StreamClose>),
    /// A mix began.
    MixStart(Box<MixStart>),
    /// A mix ended.
    MixStop(Box<MixStop>),
    /// A transcoding task began or was changed.
    TranscodeStart(Box<TranscodeStart>),
    /// A transcoding task ended.
    TranscodeStop(Box<TranscodeStop>),
    /// A CDN recording's file is ready.
    Record(Box<Record>),
    /// A merged file is ready.
    Compose(Box<Compose>),
    /// A transcoded file is ready.
    Procedure(Box<Procedure>),
    /// Pictures of a file are ready.
    Snapshot(Box<Snapshot>),
    /// Moderation of one piece of audio.
    CensorAudioResult(Box<CensorResult>),
    /// Audio moderation ended.
    CensorAudioStatus(Box<CensorStatus>),
    /// Moderation of one piece of a video's sound.
    CensorVideoAudioResult(Box<CensorResult>),
    /// Moderation of one picture of a video.
    CensorVideoImgResult(Box<CensorResult>),
    /// Moderation of a video's sound ended.
    CensorVideoAudioStatus(Box<CensorStatus>),
    /// Moderation of a video's pictures ended.
    CensorVideoImgStatus(Box<CensorStatus>),
    /// An event that has no type here, of this product or of another: see
    /// [`Callback::fields`](super::Callback::fields).
    Other,
}

impl CallbackEvent {
    /// The event's name as the vendor writes it; `None` for [`CallbackEvent::Other`].
    pub fn name(&self) -> Option<&'static str> {
        let index = usize::try_from(self.number()).ok()?.checked_sub(1)?;
        RTC_EVENTS.get(index).copied()
    }

    /// The number that C uses; 0 for [`CallbackEvent::Other`].
    pub const fn number(&self) -> u32 {
        match self {
            Self::Other => 0,
            Self::RoomCreate(_) => 1,
            Self::RoomClose(_) => 2,
            Self::RoomLogin(_) => 3,
            Self::RoomLogout(_) => 4,
            Self::StreamCreate(_) => 5,
            Self::StreamClose(_) => 6,
            Self::MixStart(_) => 7,
            Self::MixStop(_) => 8,
            Self::TranscodeStart(_) => 9,
            Self::TranscodeStop(_) => 10,
            Self::Record(_) => 11,
            Self::Compose(_) => 12,
            Self::Procedure(_) => 13,
            Self::Snapshot(_) => 14,
            Self::CensorAudioResult(_) => 15,
            Self::CensorAudioStatus(_) => 16,
            Self::CensorVideoAudioResult(_) => 17,
            Self::CensorVideoImgResult(_) => 18,
            Self::CensorVideoAudioStatus(_) => 19,
            Self::CensorVideoImgStatus(_) => 20,
        }
    }

    /// The event's fields as a JSON object, for other languages and for logs of one's own: names in snake case, ids as
    /// text, numbers as numbers, null for what is absent. It holds what `Debug` leaves out. `"null"` for
    /// [`CallbackEvent::Other`].
    pub fn to_json(&self) -> String {
        // Cannot fail: there are no maps with odd keys in it.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the event of a product by its name. Other products' events have no types yet.
    pub(super) fn read(product: CallbackProduct, name: &str, json: &str) -> Self {
        if product != CallbackProduct::Rtc {
            return Self::Other;
        }
        Self::read_rtc(name, json).unwrap_or(Self::Other)
    }

    fn read_rtc(name: &str, json: &str) -> Option<Self> {
        Some(match name {
            "room_create" => Self::RoomCreate(fields(json)?),
            "room_close" => Self::RoomClose(fields(json)?),
            "room_login" => Self::RoomLogin(fields(json)?),
            "room_logout" => Self::RoomLogout(fields(json)?),
            "stream_create" => Self::StreamCreate(fields(json)?),
            "stream_close" => Self::StreamClose(fields(json)?),
            "mix_start" => Self::MixStart(fields(json)?),
            "mix_stop" => Self::MixStop(fields(json)?),
            "transcode_start" => Self::TranscodeStart(fields(json)?),
            "transcode_stop" => Self::TranscodeStop(fields(json)?),
            "record" => Self::Record(fields(json)?),
            "compose" => Self::Compose(fields(json)?),
            "procedure" => Self::Procedure(fields(json)?),
            "snapshot" => Self::Snapshot(fields(json)?),
            "censor_audio_v2_result" => Self::CensorAudioResult(fields(json)?),
            "censor_audio_v2_status" => Self::CensorAudioStatus(fields(json)?),
            "censor_video_v2_audio_result" => Self::CensorVideoAudioResult(fields(json)?),
            "censor_video_v2_img_result" => Self::CensorVideoImgResult(fields(json)?),
            "censor_video_v2_audio_status" => Self::CensorVideoAudioStatus(fields(json)?),
            "censor_video_v2_img_status" => Self::CensorVideoImgStatus(fields(json)?),
            _ => return None,
        })
    }
}

fn fields<T: DeserializeOwned>(json: &str) -> Option<Box<T>> {
    object_of(json).map(Box::new)
}
