//! Mixes that begin and end. The address for these events is set up by the vendor's support.
//! A mix that breaks down may end without an event.

use crate::callback::lenient::{text, texts};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `mix_start`: a mix began.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"mix_start","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "task_id":"1234567890:task:1","hls_urls":["https://a/1"]}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::MixStart(event) = callback.event() else { panic!() };
/// assert_eq!(event.own_task_id(), Some("task:1"));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MixStart {
    /// The message's number, which may be over 2^53.
    #[serde(deserialize_with = "text")]
    pub seq: Option<String>,
    /// The task's id, with the AppId and a colon before it; see `own_task_id`.
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// The room.
    #[serde(deserialize_with = "text")]
    pub channel_id: Option<String>,
    /// Who asked for it.
    #[serde(deserialize_with = "text")]
    pub publish_id: Option<String>,
    /// Where it is pushed to.
    #[serde(deserialize_with = "text")]
    pub mix_url: Option<String>,
    /// The mixed stream.
    #[serde(deserialize_with = "text")]
    pub mix_stream_alias: Option<String>,
    /// Where to play it by RTMP.
    #[serde(deserialize_with = "texts")]
    pub rtmp_urls: Vec<String>,
    /// Where to play it by HLS.
    #[serde(deserialize_with = "texts")]
    pub hls_urls: Vec<String>,
    /// Where to play it by HTTP-FLV.
    #[serde(deserialize_with = "texts")]
    pub hdl_urls: Vec<String>,
    /// The mixed stream again.
    #[serde(deserialize_with = "text")]
    pub stream_alias: Option<String>,
    /// One address of RTMP.
    #[serde(deserialize_with = "text")]
    pub rtmp_url: Option<String>,
    /// One address of HLS.
    #[serde(deserialize_with = "text")]
    pub hls_url: Option<String>,
    /// One address of HTTP-FLV.
    #[serde(deserialize_with = "text")]
    pub hdl_url: Option<String>,
}

impl MixStart {
    /// The task's id as it was given to the server API, without the AppId that stands before it here.
    pub fn own_task_id(&self) -> Option<&str> {
        self.task_id.as_deref().map(without_app_id)
    }
}

/// `mix_stop`: a mix ended. Not sent when stopping failed or the mix broke down.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"mix_stop","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "task_id":"task1","seq":"9"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::MixStop(event) = callback.event() else { panic!() };
/// assert_eq!((event.own_task_id(), event.seq.as_deref()), (Some("task1"), Some("9")));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct MixStop {
    /// The message's number, which may be over 2^53.
    #[serde(deserialize_with = "text")]
    pub seq: Option<String>,
    /// As in [`MixStart`].
    #[serde(deserialize_with = "text")]
    pub task_id: Option<String>,
    /// The room.
    #[serde(deserialize_with = "text")]
    pub channel_id: Option<String>,
    /// Who asked for it.
    #[serde(deserialize_with = "text")]
    pub publish_id: Option<String>,
    /// Where it was pushed to.
    #[serde(deserialize_with = "text")]
    pub mix_url: Option<String>,
    /// The mixed stream.
    #[serde(deserialize_with = "text")]
    pub mix_stream_alias: Option<String>,
}

impl MixStop {
    /// The task's id as it was given to the server API, without the AppId that stands before it here.
    pub fn own_task_id(&self) -> Option<&str> {
        self.task_id.as_deref().map(without_app_id)
    }
}

fn without_app_id(task_id: &str) -> &str {
    match task_id.split_once(':') {
        Some((app_id, own)) if !app_id.is_empty() && app_id.bytes().all(|byte| byte.is_ascii_digit()) => own,
        _ => task_id,
    }
}
