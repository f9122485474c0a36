//! Cloud transcoding tasks that begin, change and end.
//! The address for these events is set up by the vendor's support.

use crate::callback::lenient::{integer, list, object, text};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `transcode_start`: a transcoding task began or was changed.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"Event":"transcode_start","AppId":1,"Timestamp":1700000000,"Nonce":"1","Signature":"00",
///     "TaskId":"t","Status":"TranscodeUpdated","Details":{"Outputs":[{"StreamId":"s2","Width":640}]}}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::TranscodeStart(event) = callback.event() else { panic!() };
/// assert_eq!(event.details.as_ref().unwrap().outputs[0].width, Some(640));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct TranscodeStart {
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// Who asked for it.
    #[serde(deserialize_with = "text")]
    pub user_id: Option<String>,
    /// The number of the call that did it.
    #[serde(deserialize_with = "integer")]
    pub sequence: Option<i64>,
    /// `TranscodeStarted` or `TranscodeUpdated`.
    #[serde(deserialize_with = "text")]
    pub status: Option<String>,
    /// What is read and written.
    #[serde(deserialize_with = "object")]
    pub details: Option<TranscodeDetails>,
}

/// What a task reads and writes; see [`TranscodeStart`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct TranscodeDetails {
    /// The stream that is read.
    #[serde(deserialize_with = "object")]
    pub input: Option<TranscodeInput>,
    /// The streams that are written.
    #[serde(deserialize_with = "list")]
    pub outputs: Vec<TranscodeOutput>,
}

/// The stream that a task reads; see [`TranscodeStart`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct TranscodeInput {
    /// By its id,
    #[serde(deserialize_with = "text")]
    pub stream_id: Option<String>,
    /// or by its address.
    #[serde(deserialize_with = "text")]
    pub stream_url: Option<String>,
}

/// A stream that a task writes; see [`TranscodeStart`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct TranscodeOutput {
    /// By its id,
    #[serde(deserialize_with = "text")]
    pub stream_id: Option<String>,
    /// or by its address.
    #[serde(deserialize_with = "text")]
    pub stream_url: Option<String>,
    /// The video's codec.
    #[serde(deserialize_with = "integer")]
    pub video_enc_id: Option<i64>,
    /// Bits a second.
    #[serde(deserialize_with = "integer")]
    pub video_bitrate: Option<i64>,
    /// The length of the short edge, in pixels.
    #[serde(deserialize_with = "integer")]
    pub short_edge_adaption: Option<i64>,
    /// Frames a second.
    #[serde(deserialize_with = "integer")]
    pub fps: Option<i64>,
    /// In pixels.
    #[serde(deserialize_with = "integer")]
    pub width: Option<i64>,
    /// In pixels.
    #[serde(deserialize_with = "integer")]
    pub height: Option<i64>,
    /// Seconds between key frames.
    #[serde(rename(deserialize = "GOP"), deserialize_with = "integer")]
    pub gop: Option<i64>,
}

/// `transcode_stop`: a transcoding task ended.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"Event":"transcode_stop","AppId":1,"Timestamp":1700000000,"Nonce":"1","Signature":"00",
///     "TaskId":"t","StopReason":1}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::TranscodeStop(event) = callback.event() else { panic!() };
/// assert_eq!((event.task_id.as_deref(), event.stop_reason), (Some("t"), Some(1)));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct TranscodeStop {
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// Who asked for it.
    #[serde(deserialize_with = "text")]
    pub user_id: Option<String>,
    /// The number of the call that did it.
    #[serde(deserialize_with = "integer")]
    pub sequence: Option<i64>,
    /// `TranscodeStopped`; samples have `TranscodeStarted`.
    #[serde(deserialize_with = "text")]
    pub status: Option<String>,
    /// 0 asked for, 1 fault.
    #[serde(deserialize_with = "integer")]
    pub stop_reason: Option<i64>,
}
