//! Streams on their way to content delivery networks: transfer rules, live streams, addresses.
//! Checked by form and answered in shape; nothing is transferred.

use serde_json::{Value, json};

use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::rtc_streams::{SEQUENCE, bare, in_sequence};
use crate::actions::{Acted, Action, Codes, Done, Turn};
use crate::codes;

const TRANSFER: Codes = Codes {
    wrong: codes::MEDIA_REQUEST_INVALID,
    too_long: codes::MEDIA_REQUEST_INVALID,
    undecodable: codes::MEDIA_REQUEST_INVALID,
    no_permission: codes::TRANSFER_NOT_AUTHENTICATED,
    rate: codes::TRANSFER_RATE,
    room_rate: codes::TRANSFER_RATE,
};

/// Documented with 0 to 3 only; of the media service's codes for too many calls, the general one.
const LIVE: Codes = Codes {
    wrong: codes::PARAMETER_WRONG,
    too_long: codes::PARAMETER_WRONG,
    undecodable: codes::PARAMETER_WRONG,
    no_permission: codes::NOT_AUTHENTICATED,
    rate: codes::MEDIA_RATE,
    room_rate: codes::MEDIA_RATE,
};

const DISPATCH: Codes = Codes {
    wrong: codes::DISPATCH_PARAMETER_INVALID,
    too_long: codes::STREAM_ID_MALFORMED,
    undecodable: codes::DISPATCH_PARAMETER_INVALID,
    no_permission: codes::APP_NOT_ONLINE,
    rate: codes::DISPATCH_RATE,
    room_rate: codes::DISPATCH_RATE,
};

const STREAM_ID: Param = need("StreamId").or(codes::STREAM_ID_MALFORMED);
const CDN_URL: Param = need("CDNUrl").or(codes::CDN_ADDRESS_INVALID);

pub(crate) const ACTIONS: &[Action] = &[
    // Spelt so on the wire.
    Action::get(
        "CreatCDNTransferRule",
        rate(10).test(5),
        &TRANSFER,
        &[STREAM_ID, CDN_URL, SEQUENCE],
        transfer,
    ),
    Action::get(
        "DeleteCDNTransferRule",
        rate(10).test(5),
        &TRANSFER,
        &[STREAM_ID, CDN_URL, SEQUENCE],
        transfer,
    ),
    Action::get(
        "ClearCDNTransferRule",
        rate(10).test(5),
        &TRANSFER,
        &[STREAM_ID, SEQUENCE],
        transfer,
    ),
    Action::get(
        "ForbidCDNLiveStream",
        rate(20),
        &LIVE,
        &[need("StreamId"), may("ResumeTime")],
        live,
    ),
    Action::get("ResumeCDNLiveStream", rate(20), &LIVE, &[need("StreamId")], live),
    Action::get(
        "QueryForbidCDNLiveStream",
        rate(20),
        &LIVE,
        &[need("Vendor").one_of(&["ws"])],
        forbidden,
    ),
    Action::get(
        "RTMPDispatchV2",
        rate(40),
        &DISPATCH,
        &[
            STREAM_ID.bytes(256),
            need("Sequence").count(),
            need("Type")
                .one_of(&["pull", "push"])
                .or(codes::DISPATCH_TYPE_INVALID),
            may("ClientIP").address().or(codes::CLIENT_IP_INVALID),
        ],
        dispatch,
    ),
];

fn transfer(turn: &mut Turn<'_>) -> Acted {
    in_sequence(turn, &[turn.text("StreamId")], codes::MEDIA_REQUEST_INVALID)?;
    Ok(Done::data(Value::Null))
}

fn live(turn: &mut Turn<'_>) -> Acted {
    let time = turn.text("ResumeTime");
    Turn::demand(time.is_empty() || is_utc(time), codes::PARAMETER_WRONG)?;
    Ok(Done::data(json!([{"CdnType": "ws", "CdnResult": "success"}])))
}

/// `YYYY-MM-DDTHH:MM:SSZ`.
fn is_utc(text: &str) -> bool {
    let pattern = b"0000-00-00T00:00:00Z";
    text.len() == pattern.len()
        && text.bytes().zip(pattern).all(|(byte, &wanted)| {
            if wanted == b'0' {
                byte.is_ascii_digit()
            } else {
                byte == wanted
            }
        })
}

fn forbidden(_: &mut Turn<'_>) -> Acted {
    Ok(Done::data(json!({"Ws": {"ResultDetail": [{
        "Channel": "made-up.example.com",
        "Url": "rtmp://made-up.example.com/live/stream1",
        "StartTime": "2026-01-02T03:04:05Z",
        "EndTime": "2026-01-03T03:04:05Z",
        "Ip": "",
    }]}})))
}

/// `Data` is a list of texts here. The `Sequence` is for the caller's books only.
fn dispatch(turn: &mut Turn<'_>) -> Acted {
    let id = turn.text("StreamId");
    let plain = id
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    Turn::demand(plain && bare(turn, id).is_some(), codes::STREAM_ID_MALFORMED)?;
    let urls = ["127.0.0.1", "127.0.0.2"].map(|node| format!("rtmp://{node}:1935/live/{id}"));
    Ok(Done::data(json!(urls)))
}
