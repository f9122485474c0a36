//! Rules that take a stream's sound or picture for a time.

use serde_json::json;

use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Done, ROOM, Turn};
use crate::codes;
use crate::stream_rules::StreamRule;

const ROOM_ID: Param = need("RoomId").room_id();
const STREAM_ID: Param = need("StreamId").bytes(256);
/// Seconds that a rule lasts when nothing else is said, and at most.
const USUAL: i64 = 21_600;
const LONGEST: i64 = 86_400;

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "SetForbidStreamRule",
        rate(10),
        &ROOM,
        &[
            ROOM_ID,
            STREAM_ID,
            may("DisableAudio").flag(),
            may("DisableVideo").flag(),
            may("EffectiveTime").whole(1, i64::MAX),
        ],
        set,
    ),
    Action::get(
        "DelForbidStreamRule",
        rate(10),
        &ROOM,
        &[ROOM_ID, STREAM_ID],
        delete,
    ),
    Action::get(
        "DescribeForbidStreamRules",
        rate(10),
        &ROOM,
        &[ROOM_ID, need("StreamId[]").at_most(10)],
        list,
    ),
];

/// A time that is too long is cut, not refused.
fn set(turn: &mut Turn<'_>) -> Acted {
    let flag = |name| turn.whole(name).unwrap_or_default();
    let (no_audio, no_video) = (flag("DisableAudio"), flag("DisableVideo"));
    Turn::demand(no_audio + no_video > 0, codes::PARAMETER_WRONG)?;
    let rule = StreamRule {
        disable_audio: no_audio,
        disable_video: no_video,
        created: turn.state.clock.judged(),
        seconds: turn.whole("EffectiveTime").unwrap_or(USUAL).min(LONGEST),
    };
    let (room_id, stream_id) = (turn.text("RoomId"), turn.text("StreamId"));
    turn.state.stream_rules.set(room_id, stream_id, rule);
    Ok(Done::nothing())
}

/// A rule that is not there is as good as deleted.
fn delete(turn: &mut Turn<'_>) -> Acted {
    let (room_id, stream_id) = (turn.text("RoomId"), turn.text("StreamId"));
    turn.state.stream_rules.delete(room_id, stream_id);
    Ok(Done::nothing())
}

/// A stream without a rule comes back with zeros.
fn list(turn: &mut Turn<'_>) -> Acted {
    let room_id = turn.text("RoomId");
    let now = turn.state.clock.judged();
    let rules = &turn.state.stream_rules;
    let row = |stream_id: &str| {
        let rule = rules.get(room_id, stream_id, now).unwrap_or_default();
        json!({
            "StreamId": stream_id,
            "DisableAudio": rule.disable_audio,
            "DisableVideo": rule.disable_video,
            "CreateTime": rule.created,
            "EffectiveTime": rule.seconds,
        })
    };
    let rows = turn.list("StreamId[]").into_iter().map(row).collect::<Vec<_>>();
    Ok(Done::data(
        json!({"RoomId": room_id, "ForbidStreamRuleList": rows}),
    ))
}
