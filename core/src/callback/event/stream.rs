//! Streams that begin and end; mixed streams have events of their own.
//! Order is not kept on the way: `stream_seq` gives it.

use super::{Content, content};
use crate::callback::lenient::{integer, object, text, texts};
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `stream_create`: a stream is being published.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"stream_create","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "stream_id":"s1","stream_attr":"{\"cid\":3}","hls_url":["https://a/1"]}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::StreamCreate(event) = callback.event() else { panic!() };
/// assert_eq!(event.stream_attr.as_ref().and_then(|attr| attr.cid), Some(3));
/// assert_eq!(event.hls_url, ["https://a/1"]);
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamCreate {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// The room's life under this id.
    #[serde(deserialize_with = "text")]
    pub room_session_id: Option<String>,
    /// Who publishes.
    #[serde(deserialize_with = "text")]
    pub user_id: Option<String>,
    /// Their name.
    #[serde(deserialize_with = "text")]
    pub user_name: Option<String>,
    /// The room again.
    #[serde(deserialize_with = "text")]
    pub channel_id: Option<String>,
    /// The stream.
    #[serde(deserialize_with = "text")]
    pub stream_id: Option<String>,
    /// The vendor's own id of it.
    #[serde(deserialize_with = "text")]
    pub stream_sid: Option<String>,
    /// Its title.
    #[serde(deserialize_with = "text")]
    pub title: Option<String>,
    /// The stream again.
    #[serde(deserialize_with = "text")]
    pub stream_alias: Option<String>,
    /// JSON inside a text, decoded.
    #[serde(deserialize_with = "object")]
    pub stream_attr: Option<StreamAttr>,
    /// Grows by 1 with every change of the room's list of streams.
    #[serde(deserialize_with = "integer")]
    pub stream_seq: Option<i64>,
    /// When, in Unix seconds.
    #[serde(deserialize_with = "integer")]
    pub create_time: Option<i64>,
    /// When, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub create_time_ms: Option<i64>,
    /// What the publisher gave with the stream.
    #[serde(deserialize_with = "content")]
    pub extra_info: Option<Content>,
    /// 0 new, 1 taken up again within 90 seconds.
    #[serde(deserialize_with = "integer")]
    pub recreate: Option<i64>,
    /// The publisher again.
    #[serde(deserialize_with = "text")]
    pub publish_id: Option<String>,
    /// Their name again.
    #[serde(deserialize_with = "text")]
    pub publish_name: Option<String>,
    /// Where to play it by RTMP.
    #[serde(deserialize_with = "texts")]
    pub rtmp_url: Vec<String>,
    /// Where to play it by HLS.
    #[serde(deserialize_with = "texts")]
    pub hls_url: Vec<String>,
    /// Where to play it by HTTP-FLV.
    #[serde(deserialize_with = "texts")]
    pub hdl_url: Vec<String>,
    /// A picture of it, new every 20 seconds while it is published.
    #[serde(deserialize_with = "texts")]
    pub pic_url: Vec<String>,
}

/// What `stream_attr` of a [`StreamCreate`] holds; see there for an example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamAttr {
    /// The video's codec: 0 H.264, 1 SVC, 2 VP8, 3 H.265.
    #[serde(deserialize_with = "integer")]
    pub cid: Option<i64>,
}

/// `stream_close`: a stream has ended.
///
/// ```
/// use zegoapi_core::{Callback, CallbackEvent};
///
/// let body = br#"{"event":"stream_close","appid":"1","timestamp":"1700000000","nonce":"1","signature":"00",
///     "stream_id":"s1","type":"100"}"#;
/// let callback = Callback::read(body)?;
/// let CallbackEvent::StreamClose(event) = callback.event() else { panic!() };
/// assert_eq!(event.r#type, Some(100));
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
#[non_exhaustive]
pub struct StreamClose {
    /// The room.
    #[serde(deserialize_with = "text")]
    pub room_id: Option<String>,
    /// The room's life under this id.
    #[serde(deserialize_with = "text")]
    pub room_session_id: Option<String>,
    /// Who published.
    #[serde(deserialize_with = "text")]
    pub user_id: Option<String>,
    /// Their name.
    #[serde(deserialize_with = "text")]
    pub user_name: Option<String>,
    /// The room again.
    #[serde(deserialize_with = "text")]
    pub channel_id: Option<String>,
    /// Why: 0 stopped, 1 heartbeat, 2 logged in again, 3 user put out, 4 TCP lost, 5 room cleared, 100 `DeleteStream`.
    #[serde(deserialize_with = "integer")]
    pub r#type: Option<i64>,
    /// The stream again.
    #[serde(deserialize_with = "text")]
    pub stream_alias: Option<String>,
    /// The stream.
    #[serde(deserialize_with = "text")]
    pub stream_id: Option<String>,
    /// The vendor's own id of it.
    #[serde(deserialize_with = "text")]
    pub stream_sid: Option<String>,
    /// As in [`StreamCreate`].
    #[serde(deserialize_with = "integer")]
    pub stream_seq: Option<i64>,
    /// Free text, often JSON.
    #[serde(deserialize_with = "content")]
    pub third_define_data: Option<Content>,
    /// When it began, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub create_time_ms: Option<i64>,
    /// When it ended, in Unix milliseconds.
    #[serde(deserialize_with = "integer")]
    pub destroy_timemillis: Option<i64>,
}
