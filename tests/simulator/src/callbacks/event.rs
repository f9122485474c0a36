//! What callbacks say: the documented fields of each event, in the documented spelling and types.
//! Nearly all numbers are text.

use serde_json::{Value, json};

use super::reason::{LogoutReason, StreamEnd};
use crate::clock::now_ms;
use crate::sessions::{Session, User};
use crate::streams::Stream;

/// Every user's role: the simulator knows no hosts.
const AUDIENCE: &str = "2";

/// Something that happened, as it is told.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) name: &'static str,
    pub(crate) room_id: String,
    /// Whether `appid` and `timestamp` are numbers.
    pub(crate) has_numbers: bool,
    /// All but the fields that every event has.
    pub(crate) fields: Vec<(&'static str, Value)>,
}

/// A user in a room.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) room_id: &'a str,
    pub(crate) user_id: &'a str,
    pub(crate) session: Session,
    pub(crate) user: User,
}

fn text(number: u64) -> Value {
    json!(number.to_string())
}

/// A room came to be, through its first user.
pub(crate) fn room_create(room_id: &str, user_id: &str, session: Session) -> Event {
    Event {
        name: "room_create",
        room_id: room_id.to_owned(),
        has_numbers: true,
        fields: vec![
            ("room_id", json!(room_id)),
            ("room_session_id", json!(session.id)),
            ("room_create_time", text(session.created_ms)),
            ("id_name", json!(user_id)),
        ],
    }
}

/// A room is gone; the reason is 0 when it was closed.
pub(crate) fn room_close(room_id: &str, session: Session, reason: u32) -> Event {
    Event {
        name: "room_close",
        room_id: room_id.to_owned(),
        has_numbers: true,
        fields: vec![
            ("room_id", json!(room_id)),
            ("room_session_id", json!(session.id)),
            ("close_reason", json!(reason)),
            ("room_close_time", text(now_ms())),
        ],
    }
}

/// A user logged in, for the first time or again. Rooms and users are called by their ids.
pub(crate) fn room_login(member: Member<'_>, again: bool) -> Event {
    Event {
        name: "room_login",
        room_id: member.room_id.to_owned(),
        has_numbers: false,
        fields: vec![
            ("room_id", json!(member.room_id)),
            ("room_name", json!(member.room_id)),
            ("room_seq", text(member.session.id)),
            ("user_account", json!(member.user_id)),
            ("user_nickname", json!(member.user_id)),
            ("session_id", text(member.user.session_id)),
            ("login_time", text(member.user.login_ms)),
            ("user_role", json!(AUDIENCE)),
            ("auth_level", json!("0")),
            ("relogin", text(again.into())),
            ("user_update_seq", text(member.session.user_updates)),
            ("callback_data", json!("")),
            ("term_type", json!("0")),
        ],
    }
}

/// A user left.
pub(crate) fn room_logout(member: Member<'_>, reason: LogoutReason) -> Event {
    Event {
        name: "room_logout",
        room_id: member.room_id.to_owned(),
        has_numbers: false,
        fields: vec![
            ("room_id", json!(member.room_id)),
            ("room_seq", text(member.session.id)),
            ("user_account", json!(member.user_id)),
            ("user_nickname", json!(member.user_id)),
            ("session_id", text(member.user.session_id)),
            ("login_time", text(member.user.login_ms)),
            ("logout_time", text(now_ms())),
            ("reason", json!(reason.number())),
            ("user_role", json!(AUDIENCE)),
            ("user_update_seq", text(member.session.user_updates)),
        ],
    }
}

/// A stream is being published; again, when it was taken up soon after its end.
pub(crate) fn stream_create(stream: &Stream, session: Session, again: bool) -> Event {
    let id = &stream.stream_id;
    let urls = |scheme: &str, end: &str| json!([format!("{scheme}://made-up.example.com/live/{id}{end}")]);
    let mut fields = whose(stream, session);
    fields.extend([
        ("title", json!("")),
        // The codec, as JSON in a text: H.264.
        ("stream_attr", json!(r#"{"cid":0}"#)),
        ("create_time", text(stream.created_ms / 1000)),
        ("create_time_ms", text(stream.created_ms)),
        ("extra_info", json!("")),
        ("recreate", text(again.into())),
        ("publish_id", json!(stream.user_id)),
        ("publish_name", json!(stream.user_name)),
        ("rtmp_url", urls("rtmp", "")),
        ("hls_url", urls("http", ".m3u8")),
        ("hdl_url", urls("http", ".flv")),
        ("pic_url", urls("http", ".jpg")),
    ]);
    Event {
        name: "stream_create",
        room_id: stream.room_id.clone(),
        has_numbers: false,
        fields,
    }
}

/// A stream has ended.
pub(crate) fn stream_close(stream: &Stream, session: Session, end: StreamEnd) -> Event {
    let mut fields = whose(stream, session);
    fields.extend([
        ("type", json!(end.number())),
        ("third_define_data", json!("")),
        ("create_time_ms", text(stream.created_ms)),
        (
            "destroy_timemillis",
            text(stream.closed_ms.unwrap_or_else(now_ms)),
        ),
    ]);
    Event {
        name: "stream_close",
        room_id: stream.room_id.clone(),
        has_numbers: false,
        fields,
    }
}

/// Which stream, whose and where. The room's session is text here.
fn whose(stream: &Stream, session: Session) -> Vec<(&'static str, Value)> {
    vec![
        ("room_id", json!(stream.room_id)),
        ("room_session_id", text(session.id)),
        ("user_id", json!(stream.user_id)),
        ("user_name", json!(stream.user_name)),
        ("channel_id", json!(stream.room_id)),
        ("stream_id", json!(stream.stream_id)),
        ("stream_sid", json!(format!("made-up-{}", stream.number))),
        ("stream_alias", json!(stream.stream_id)),
        ("stream_seq", text(session.stream_updates)),
    ]
}
