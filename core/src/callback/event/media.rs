//! Files of CDN recordings: recorded, merged, transcoded, and pictures of them.
//! Addresses may be fetched by whoever has them.

use crate::callback::lenient::{float, integer, list, object, text};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `record`: a CDN recording's file is ready.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"record","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "replay_url":"https://a/1.mp4","extra_params":"{\"TaskId\":\"t\",\"Duration\":12.5}"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::Record(event) = callback.event() else { panic!() };
/// assert_eq!(event.extra_params.as_ref().unwrap().duration, Some(12.5));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Record {
    /// The stream.
    #[serde(deserialize_with = "text")]
    pub stream_alias: Option<String>,
    /// Where the file is.
    #[serde(deserialize_with = "text")]
    pub replay_url: Option<String>,
    /// In Unix seconds.
    #[serde(deserialize_with = "integer")]
    pub begin_time: Option<i64>,
    /// In Unix seconds.
    #[serde(deserialize_with = "integer")]
    pub end_time: Option<i64>,
    /// JSON inside a text, decoded.
    #[serde(deserialize_with = "object")]
    pub extra_params: Option<RecordExtra>,
}

/// What `extra_params` of a [`Record`] holds, by CDN; see there for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct RecordExtra {
    /// The task, at Tencent.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// The file, at Tencent.
    #[serde(rename(deserialize = "FileID"), alias = "FileId", deserialize_with = "text")]
    pub file_id: Option<String>,
    /// The task, at Wangsu.
    #[serde(deserialize_with = "text")]
    pub persistent_id: Option<String>,
    /// Seconds.
    #[serde(deserialize_with = "float")]
    pub duration: Option<f64>,
    /// The file's name, at Huawei.
    #[serde(deserialize_with = "text")]
    pub obs_object: Option<String>,
    /// Bytes, at Huawei.
    #[serde(deserialize_with = "integer")]
    pub file_size: Option<i64>,
}

/// `compose`: a merged file is ready. Wait 5 seconds before fetching it.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"compose","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "task_id":"t","code":"0"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::Compose(event) = callback.event() else { panic!() };
/// assert_eq!((event.task_id.as_deref(), event.code), (Some("t"), Some(0)));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Compose {
    /// Where the file is.
    #[serde(deserialize_with = "text")]
    pub replay_url: Option<String>,
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// The file, at Tencent only.
    #[serde(deserialize_with = "text")]
    pub file_id: Option<String>,
    /// At Tencent only: 0 good, 40000 input, 60000 source file, 70000 service.
    #[serde(deserialize_with = "integer")]
    pub code: Option<i64>,
    /// At Tencent only: what the code means.
    #[serde(deserialize_with = "text")]
    pub message: Option<String>,
}

/// `procedure`: a file was transcoded, or could not be.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"procedure","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "status":"SUCCESS","fileId":"f","extra_params":"{\"media\":{\"transcode\":[{\"code\":\"0\",\"size\":9}]}}"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::Procedure(event) = callback.event() else { panic!() };
/// assert_eq!((event.file_id.as_deref(), event.files()[0].size), (Some("f"), Some(9)));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Procedure {
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// `SUCCESS` or `FAILED`.
    #[serde(deserialize_with = "text")]
    pub status: Option<String>,
    /// The file; sent as `file_id` or `fileId`.
    #[serde(alias = "fileId", deserialize_with = "text")]
    pub file_id: Option<String>,
    /// JSON inside a text, decoded; absent when it failed.
    #[serde(deserialize_with = "object")]
    pub extra_params: Option<ProcedureOutput>,
}

impl Procedure {
    /// The files that came of it.
    pub fn files(&self) -> &[TranscodedFile] {
        let media = self.extra_params.as_ref().and_then(|extra| extra.media.as_ref());
        media.map(|media| &*media.transcode).unwrap_or_default()
    }
}

/// What `extra_params` of a [`Procedure`] holds; see there for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct ProcedureOutput {
    /// What was made.
    #[serde(deserialize_with = "object")]
    pub media: Option<TranscodedMedia>,
}

/// What was made of a file; see [`Procedure`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TranscodedMedia {
    /// Each file.
    #[serde(deserialize_with = "list")]
    pub transcode: Vec<TranscodedFile>,
}

/// A transcoded file; see [`Procedure`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TranscodedFile {
    /// 0 good.
    #[serde(deserialize_with = "integer")]
    pub code: Option<i64>,
    /// What the code means.
    #[serde(deserialize_with = "text")]
    pub message: Option<String>,
    /// Where the file is.
    #[serde(deserialize_with = "text")]
    pub replay_url: Option<String>,
    /// Bytes.
    #[serde(deserialize_with = "integer")]
    pub size: Option<i64>,
    /// Seconds.
    #[serde(deserialize_with = "float")]
    pub duration: Option<f64>,
    /// Its pictures.
    #[serde(deserialize_with = "object")]
    pub video: Option<TranscodedVideo>,
    /// Its sound.
    #[serde(deserialize_with = "object")]
    pub audio: Option<TranscodedAudio>,
}

/// The pictures of a transcoded file; see [`Procedure`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TranscodedVideo {
    /// In pixels.
    #[serde(deserialize_with = "integer")]
    pub height: Option<i64>,
    /// In pixels.
    #[serde(deserialize_with = "integer")]
    pub width: Option<i64>,
    /// As the CDN counts it.
    #[serde(deserialize_with = "integer")]
    pub bitrate: Option<i64>,
    /// The codec's name.
    #[serde(deserialize_with = "text")]
    pub codec: Option<String>,
    /// Frames a second.
    #[serde(deserialize_with = "integer")]
    pub fps: Option<i64>,
}

/// The sound of a transcoded file; see [`Procedure`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct TranscodedAudio {
    /// As the CDN counts it.
    #[serde(deserialize_with = "integer")]
    pub bitrate: Option<i64>,
    /// The codec's name.
    #[serde(deserialize_with = "text")]
    pub codec: Option<String>,
    /// Samples a second.
    #[serde(deserialize_with = "integer")]
    pub sampling_rate: Option<i64>,
}

/// `snapshot`: pictures of a file are ready.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"snapshot","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "vendor":"tencent","snapshot_pic_list":"[{\"url\":\"https://a/1.jpg\",\"offset\":1500}]"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::Snapshot(event) = callback.event() else { panic!() };
/// assert_eq!(event.snapshot_pic_list[0].offset, Some(1500.0));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Snapshot {
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// `tencent` or `hw`.
    #[serde(deserialize_with = "text")]
    pub vendor: Option<String>,
    /// The file, at Tencent only; spelled so.
    #[serde(alias = "file_id", deserialize_with = "text")]
    pub field_id: Option<String>,
    /// A JSON list inside a text, decoded.
    #[serde(deserialize_with = "list")]
    pub snapshot_pic_list: Vec<SnapshotPicture>,
}

/// A picture of a file; see [`Snapshot`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct SnapshotPicture {
    /// Where it is.
    #[serde(deserialize_with = "text")]
    pub url: Option<String>,
    /// Milliseconds from the beginning; at Tencent, with points of time only.
    #[serde(deserialize_with = "float")]
    pub offset: Option<f64>,
}
