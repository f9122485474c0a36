//! Results of audio and video moderation, which share their shapes.
//! Each result has the fields of its kind, and the others are absent.

use super::{Content, content};
use crate::callback::lenient::{float, floats, integer, list, object, text};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `censor_audio_v2_result`, `censor_video_v2_audio_result` and `censor_video_v2_img_result`: what was found in one
/// piece of audio (10 seconds) or in one picture.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"Event":"censor_audio_v2_result","AppId":1,"Timestamp":1700000000,"Nonce":"1","Signature":"00",
///     "Code":0,"TaskId":"t","Detail":{"RiskLevel":"REJECT","AudioText":"what was said","RiskInfoList":null}}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::CensorAudioResult(event) = callback.event() else { panic!() };
/// let detail = event.detail.as_ref().unwrap();
/// assert_eq!(detail.risk_level.as_deref(), Some("REJECT"));
/// assert!(!format!("{event:?}").contains("what was said"));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct CensorResult {
    /// 0 good.
    #[serde(deserialize_with = "integer")]
    pub code: Option<i64>,
    /// What the code means.
    #[serde(deserialize_with = "text")]
    pub message: Option<String>,
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// This result.
    #[serde(deserialize_with = "text")]
    pub result_task_id: Option<String>,
    /// What was found.
    #[serde(deserialize_with = "object")]
    pub detail: Option<CensorDetail>,
    /// Where and when.
    #[serde(deserialize_with = "object")]
    pub aux_info: Option<CensorAuxInfo>,
}

/// `censor_audio_v2_status`, `censor_video_v2_audio_status` and `censor_video_v2_img_status`: moderation ended. Sent
/// where the task asked for it.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"Event":"censor_video_v2_img_status","AppId":1,"Timestamp":1700000000,"Nonce":"1","Signature":"00",
///     "TaskId":"t","Status":0,"AuxInfo":{"RoomId":"demo","CensorStreamTime":60}}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::CensorVideoImgStatus(event) = callback.event() else { panic!() };
/// assert_eq!(event.aux_info.as_ref().unwrap().censor_stream_time, Some(60));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct CensorStatus {
    /// 0 good.
    #[serde(deserialize_with = "integer")]
    pub code: Option<i64>,
    /// What the code means.
    #[serde(deserialize_with = "text")]
    pub message: Option<String>,
    /// The task.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// 0 finished.
    #[serde(deserialize_with = "integer")]
    pub status: Option<i64>,
    /// Where, and for how long.
    #[serde(deserialize_with = "object")]
    pub aux_info: Option<CensorAuxInfo>,
}

/// What was found in a piece of audio or in a picture; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct CensorDetail {
    /// `PASS`, `REVIEW` or `REJECT`.
    #[serde(deserialize_with = "text")]
    pub risk_level: Option<String>,
    /// What was said; sent as `AudioText` or `Content`.
    #[serde(alias = "Content", deserialize_with = "content")]
    pub audio_text: Option<Content>,
    /// Where the piece is.
    #[serde(deserialize_with = "text")]
    pub audio_url: Option<String>,
    /// Where the piece before it is, if asked for.
    #[serde(deserialize_with = "text")]
    pub pre_audio_url: Option<String>,
    /// Where the picture is.
    #[serde(deserialize_with = "text")]
    pub img_url: Option<String>,
    /// For people only.
    #[serde(deserialize_with = "text")]
    pub risk_description: Option<String>,
    /// The first level of the risk's name.
    #[serde(deserialize_with = "text")]
    pub risk_label1: Option<String>,
    /// The second level.
    #[serde(deserialize_with = "text")]
    pub risk_label2: Option<String>,
    /// The third level.
    #[serde(deserialize_with = "text")]
    pub risk_label3: Option<String>,
    /// 0 silence, 1 sound.
    #[serde(deserialize_with = "integer")]
    pub vad_status: Option<i64>,
    /// Where it comes from.
    #[serde(deserialize_with = "object")]
    pub risk_detail: Option<RiskDetail>,
    /// Every risk that was found.
    #[serde(deserialize_with = "list")]
    pub risk_info_list: Vec<RiskInfo>,
    /// What else was recognised.
    #[serde(deserialize_with = "list")]
    pub business_info_list: Vec<BusinessInfo>,
}

/// One risk; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct RiskInfo {
    /// `PASS`, `REVIEW` or `REJECT`.
    #[serde(deserialize_with = "text")]
    pub risk_level: Option<String>,
    /// From 0 to 1.
    #[serde(deserialize_with = "float")]
    pub probability: Option<f64>,
    /// For people only.
    #[serde(deserialize_with = "text")]
    pub risk_description: Option<String>,
    /// The first level of the risk's name.
    #[serde(deserialize_with = "text")]
    pub risk_label1: Option<String>,
    /// The second level.
    #[serde(deserialize_with = "text")]
    pub risk_label2: Option<String>,
    /// The third level.
    #[serde(deserialize_with = "text")]
    pub risk_label3: Option<String>,
    /// Where it comes from.
    #[serde(deserialize_with = "object")]
    pub risk_detail: Option<RiskDetail>,
}

/// Where a risk comes from; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct RiskDetail {
    /// 1000 none, 1001 speech or text, 1002 picture, 1003 sound.
    #[serde(deserialize_with = "integer")]
    pub risk_source: Option<i64>,
    /// What was said.
    #[serde(deserialize_with = "content")]
    pub audio_text: Option<Content>,
    /// The lists of one's own that were hit.
    #[serde(deserialize_with = "list")]
    pub matched_lists: Vec<MatchedList>,
    /// The faces that were recognised.
    #[serde(deserialize_with = "list")]
    pub face_info_list: Vec<FaceInfo>,
    /// The text in the picture.
    #[serde(deserialize_with = "object")]
    pub ocr_info: Option<OcrInfo>,
}

/// A list of one's own that was hit; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct MatchedList {
    /// The list's name.
    #[serde(deserialize_with = "text")]
    pub name: Option<String>,
}

/// A face that was recognised; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct FaceInfo {
    /// Whose it is.
    #[serde(deserialize_with = "text")]
    pub name: Option<String>,
    /// Its id.
    #[serde(deserialize_with = "text")]
    pub id: Option<String>,
    /// Its part of the picture, from 0 to 1.
    #[serde(deserialize_with = "float")]
    pub face_ratio: Option<f64>,
    /// From 0 to 1.
    #[serde(deserialize_with = "float")]
    pub probability: Option<f64>,
    /// The corners in pixels: x1, y1, x2, y2.
    #[serde(deserialize_with = "floats")]
    pub location: Vec<f64>,
}

/// Text in a picture; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct OcrInfo {
    /// The text.
    #[serde(deserialize_with = "content")]
    pub text: Option<Content>,
    /// The lists of one's own that were hit.
    #[serde(deserialize_with = "list")]
    pub matched_lists: Vec<MatchedList>,
}

/// What else was recognised; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct BusinessInfo {
    /// For people only.
    #[serde(deserialize_with = "text")]
    pub business_description: Option<String>,
    /// The first level of its name.
    #[serde(deserialize_with = "text")]
    pub business_label1: Option<String>,
    /// The second level.
    #[serde(deserialize_with = "text")]
    pub business_label2: Option<String>,
    /// The third level.
    #[serde(alias = "BusinessLabe3", deserialize_with = "text")]
    pub business_label3: Option<String>,
    /// In samples only.
    #[serde(deserialize_with = "integer")]
    pub confidence_level: Option<i64>,
    /// From 0 to 1; in samples only.
    #[serde(deserialize_with = "float")]
    pub probability: Option<f64>,
    /// More of it.
    #[serde(deserialize_with = "object")]
    pub business_detail: Option<BusinessDetail>,
}

/// More of what was recognised; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct BusinessDetail {
    /// The faces that were recognised.
    #[serde(deserialize_with = "list")]
    pub face_info_list: Vec<FaceInfo>,
}

/// Where and when; see [`CensorResult`] for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, rename_all(deserialize = "PascalCase"))]
#[non_exhaustive]
pub struct CensorAuxInfo {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// The user, of audio.
    #[serde(deserialize_with = "text")]
    pub user_id: Option<String>,
    /// The stream, of video.
    #[serde(deserialize_with = "text")]
    pub stream_id: Option<String>,
    /// In Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub process_begin_time: Option<i64>,
    /// In Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub process_finish_time: Option<i64>,
    /// When the picture was taken: Beijing time, and no zone in the text.
    #[serde(deserialize_with = "text")]
    pub img_time: Option<String>,
    /// How many seconds were looked at.
    #[serde(deserialize_with = "integer")]
    pub censor_stream_time: Option<i64>,
}
