//! Streams as the media service knows them: forbidden or not, live or not. These actions, and the
//! CDN transfer rules, carry a `Sequence` that must grow for each stream.

use serde_json::{Value, json};

use crate::actions::param::{Param, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Codes, Done, Turn};
use crate::codes;

const RTC_STREAM: Codes = Codes {
    wrong: codes::PARAMETER_WRONG,
    too_long: codes::STREAM_ID_MALFORMED,
    undecodable: codes::PARAMETER_WRONG,
    no_permission: codes::MEDIA_NOT_AUTHENTICATED,
    rate: codes::MEDIA_RATE,
    room_rate: codes::MEDIA_RATE,
};

pub(crate) const SEQUENCE: Param = need("Sequence").count();
const ONE: &[Param] = &[need("StreamId").or(codes::STREAM_ID_MALFORMED), SEQUENCE];
const SEVERAL: &[Param] = &[
    need("StreamId[]").at_most(20).or(codes::STREAM_LIST_WRONG),
    SEQUENCE,
];

pub(crate) const ACTIONS: &[Action] = &[
    Action::get("ForbidRTCStream", rate(20).test(5), &RTC_STREAM, ONE, forbid),
    Action::get("ResumeRTCStream", rate(20).test(5), &RTC_STREAM, ONE, resume),
    Action::get(
        "ForbidRTCStreams",
        rate(20).test(5),
        &RTC_STREAM,
        SEVERAL,
        forbid_several,
    ),
    Action::get(
        "ResumeRTCStreams",
        rate(20).test(5),
        &RTC_STREAM,
        SEVERAL,
        resume_several,
    ),
    Action::get(
        "DescribeRTCStreamState",
        rate(40).test(10),
        &RTC_STREAM,
        ONE,
        state,
    ),
];

/// The ids without the prefix of the test environment, after their `Sequence` was judged.
pub(crate) fn in_sequence<'a>(turn: &mut Turn<'a>, ids: &[&'a str], stale: i32) -> Result<Vec<&'a str>, i32> {
    let app_id = turn.admitted.app_id;
    let bare = ids.iter().map(|id| bare(turn, id)).collect::<Option<Vec<_>>>();
    let bare = bare.ok_or(codes::STREAM_ID_MALFORMED)?;
    let sequence = turn.whole("Sequence").unwrap_or_default();
    Turn::demand(turn.state.sequences.accept(app_id, &bare, sequence), stale)?;
    Ok(bare)
}

/// In the test environment an id must begin with `zegotest-<AppId>-`.
pub(crate) fn bare<'a>(turn: &Turn<'_>, id: &'a str) -> Option<&'a str> {
    if turn.admitted.is_test {
        id.strip_prefix(&format!("zegotest-{}-", turn.admitted.app_id))
            .filter(|rest| !rest.is_empty())
    } else {
        Some(id)
    }
}

/// Also a stream that nobody publishes yet; one that is live ends.
fn forbid(turn: &mut Turn<'_>) -> Acted {
    let ids = in_sequence(turn, &[turn.text("StreamId")], codes::FORBIDDING_FAILED)?;
    for id in ids {
        turn.state.forbid_stream(id);
    }
    Ok(Done::nothing())
}

fn resume(turn: &mut Turn<'_>) -> Acted {
    let ids = in_sequence(turn, &[turn.text("StreamId")], codes::RESUMING_FAILED)?;
    for id in ids {
        turn.state.streams.resume(id);
    }
    Ok(Done::data(Value::Null))
}

fn forbid_several(turn: &mut Turn<'_>) -> Acted {
    let ids = in_sequence(turn, &turn.list("StreamId[]"), codes::FORBIDDING_SEVERAL_FAILED)?;
    for id in ids {
        turn.state.forbid_stream(id);
    }
    Ok(Done::data(Value::Null))
}

fn resume_several(turn: &mut Turn<'_>) -> Acted {
    let ids = in_sequence(turn, &turn.list("StreamId[]"), codes::RESUMING_SEVERAL_FAILED)?;
    for id in ids {
        turn.state.streams.resume(id);
    }
    Ok(Done::data(json!({})))
}

/// The code is the answer: 0 live, 41006 closed, 41004 unknown.
fn state(turn: &mut Turn<'_>) -> Acted {
    let ids = in_sequence(turn, &[turn.text("StreamId")], codes::MEDIA_REQUEST_INVALID)?;
    let seconds = |ms: u64| (ms / 1000).to_string();
    let known = ids.first().and_then(|id| turn.state.streams.known(id));
    let Some(stream) = known else {
        return Ok(Done {
            code: codes::STREAM_UNKNOWN,
            ..Done::default()
        });
    };
    Ok(Done {
        code: stream.closed_ms.map_or(codes::OK, |_| codes::STREAM_CLOSED),
        data: Some(json!({
            "create_time": seconds(stream.created_ms),
            "close_time": stream.closed_ms.map(seconds).unwrap_or_default(),
        })),
        ..Done::default()
    })
}
