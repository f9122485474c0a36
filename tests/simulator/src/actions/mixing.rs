//! Mixing and transcoding tasks. Checked by form; a task that was started is remembered until it is
//! stopped, and nothing is mixed.

use serde_json::{Map, Value, json};

use crate::actions::mixing_params::{
    AUTO_OUTPUT, EXTRA, EXTRA_INPUT, INPUT, OUTPUT, SEQUENCE, STREAM_ID, STREAM_URL, TASK_ID,
    TRANSCODE_OUTPUT, USER_ID, WATERMARK,
};
use crate::actions::param::{may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Codes, Done, Turn};
use crate::codes;

const MIXING: Codes = Codes {
    wrong: codes::MIX_PARAMETER_WRONG,
    too_long: codes::MIX_PARAMETER_WRONG,
    undecodable: codes::MIX_PARAMETERS_UNREADABLE,
    no_permission: codes::MIX_NOT_ENABLED,
    rate: codes::MIX_OVERLOADED,
    room_rate: codes::MIX_OVERLOADED,
};

pub(crate) const ACTIONS: &[Action] = &[
    Action::post(
        "StartMix",
        rate(100),
        &MIXING,
        &[
            TASK_ID,
            USER_ID,
            need("MixInput").object(INPUT).list(),
            need("MixOutput")
                .object(OUTPUT)
                .list()
                .at_most(4)
                .too_many(codes::MIX_TOO_MANY_OUTPUTS),
            SEQUENCE,
            may("RoomId").room_id(),
            may("UserData").bytes(4000),
            may("SoundLevel").flag(),
            may("BackgroundImage"),
            may("BackGroundColorHex"),
            may("WaterMark").object(WATERMARK),
            may("ByPass").flag(),
            may("SoundChannel").whole(1, 2),
            may("CheckImageMode").whole(0, 2),
            EXTRA,
            may("AlignmentType").whole(0, 2),
            may("RecvBufferLevel").whole(0, 4000),
            may("WaitVideoInput").flag(),
            may("MaxIdleTime").whole(90, 14_400),
        ],
        start_mix,
    ),
    Action::post(
        "StopMix",
        rate(100),
        &MIXING,
        &[TASK_ID, SEQUENCE, may("UserId")],
        stop,
    ),
    Action::post(
        "StartAutoMix",
        rate(100),
        &MIXING,
        &[
            TASK_ID,
            USER_ID,
            need("RoomId").room_id(),
            may("ExtraMixInput").object(EXTRA_INPUT).list(),
            need("MixOutput").object(AUTO_OUTPUT).list().at_most(3),
            SEQUENCE,
            may("UserData").bytes(4000),
            may("SoundLevel").flag(),
            may("ByPass").flag(),
            may("SoundChannel").whole(1, 2),
            EXTRA,
            may("AlignmentType").whole(0, 2),
            may("RecvBufferLevel").whole(0, 4000),
        ],
        start_auto_mix,
    ),
    Action::post(
        "StopAutoMix",
        rate(100),
        &MIXING,
        &[TASK_ID, need("RoomId").room_id(), SEQUENCE, may("UserId")],
        stop,
    ),
    Action::get("GetMixTaskInfo", rate(100), &MIXING, &[TASK_ID], info),
    Action::post(
        "StartCloudTranscode",
        rate(100),
        &MIXING,
        &[
            TASK_ID,
            USER_ID,
            SEQUENCE,
            need("TranscodeInput").object(&[STREAM_ID, STREAM_URL]),
            need("TranscodeOutput").object(TRANSCODE_OUTPUT).list(),
        ],
        start_transcode,
    ),
    Action::post(
        "StopCloudTranscode",
        rate(100),
        &MIXING,
        &[TASK_ID, USER_ID, SEQUENCE],
        stop,
    ),
];

fn wrong_unless(holds: bool) -> Result<(), i32> {
    Turn::demand(holds, codes::MIX_PARAMETER_WRONG)
}

fn given(object: &Map<String, Value>, name: &str) -> bool {
    object
        .get(name)
        .and_then(Value::as_str)
        .is_some_and(|text| !text.is_empty())
}

fn names_one_stream(object: &Map<String, Value>) -> bool {
    given(object, "StreamId") != given(object, "StreamUrl")
}

/// Every input and output names its stream in one way, and no id is there twice.
fn check_streams(inputs: &[&Map<String, Value>], outputs: &[&Map<String, Value>]) -> Result<(), i32> {
    wrong_unless(inputs.iter().chain(outputs).all(|one| names_one_stream(one)))?;
    let ids = |of: &[&Map<String, Value>]| {
        of.iter()
            .filter_map(|one| one.get("StreamId").and_then(Value::as_str).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let (inputs, outputs) = (ids(inputs), ids(outputs));
    let twice = |ids: &[String]| ids.iter().enumerate().any(|(at, id)| ids[..at].contains(id));
    Turn::demand(!twice(&inputs), codes::MIX_INPUT_TWICE)?;
    Turn::demand(!twice(&outputs), codes::MIX_OUTPUT_TWICE)?;
    Turn::demand(
        !outputs.iter().any(|id| inputs.contains(id)),
        codes::MIX_INPUT_IS_OUTPUT,
    )
}

fn start_mix(turn: &mut Turn<'_>) -> Acted {
    let (inputs, outputs) = (turn.objects("MixInput"), turn.objects("MixOutput"));
    Turn::demand(inputs.len() <= 9, codes::MIX_TOO_MANY_INPUTS)?;
    check_streams(&inputs, &outputs)?;
    wrong_unless(levels_are_named(turn, &inputs))?;
    let is =
        |one: &Map<String, Value>, name, value: i64| one.get(name).and_then(Value::as_i64) == Some(value);
    let layers = |one: &Map<String, Value>| one.get("ExtraLayers").and_then(Value::as_array).map(Vec::len);
    wrong_unless(
        outputs
            .iter()
            .all(|one| !is(one, "VideoEncId", 1) && (!is(one, "VideoEncId", 4) || layers(one) == Some(1))),
    )?;
    start(turn, &outputs)
}

/// With `SoundLevel` 1 each input has a number to report its level under.
fn levels_are_named(turn: &Turn<'_>, inputs: &[&Map<String, Value>]) -> bool {
    turn.whole("SoundLevel") != Some(1) || inputs.iter().all(|one| one.contains_key("SoundLevelId"))
}

fn start_auto_mix(turn: &mut Turn<'_>) -> Acted {
    let (inputs, outputs) = (turn.objects("ExtraMixInput"), turn.objects("MixOutput"));
    check_streams(&inputs, &outputs)?;
    wrong_unless(levels_are_named(turn, &inputs))?;
    start(turn, &outputs)
}

fn start(turn: &mut Turn<'_>, outputs: &[&Map<String, Value>]) -> Acted {
    turn.state.start_task(turn.text("TaskId"));
    let user_id = turn.text("UserId");
    let played = outputs.iter().filter_map(|one| one.get("StreamId")?.as_str());
    let row = |id: &str| {
        let url = |scheme: &str, end: &str| format!("{scheme}://made-up.example.com/live/{id}{end}");
        json!({
            "StreamId": id, "RTMP": url("rtmp", ""), "HLS": url("http", ".m3u8"), "FLV": url("http", ".flv"),
            "Status": 0, "UserName": user_id,
        })
    };
    Ok(Done::data(json!({
        "UserId": user_id,
        "Sequence": turn.whole("Sequence").unwrap_or_default(),
        "RoomId": turn.text("RoomId"),
        "PlayInfo": played.map(row).collect::<Vec<_>>(),
    })))
}

fn start_transcode(turn: &mut Turn<'_>) -> Acted {
    let input = turn.body.get("TranscodeInput").and_then(Value::as_object);
    let inputs = input.into_iter().collect::<Vec<_>>();
    let outputs = turn.objects("TranscodeOutput");
    check_streams(&inputs, &outputs)?;
    let custom = |one: &Map<String, Value>| one.get("TemplateId").and_then(Value::as_i64) == Some(4);
    wrong_unless(
        outputs
            .iter()
            .all(|one| !custom(one) || one.contains_key("TemplateConfig")),
    )?;
    turn.state.start_task(turn.text("TaskId"));
    Ok(Done::nothing())
}

/// A task that is not there is as good as stopped.
fn stop(turn: &mut Turn<'_>) -> Acted {
    turn.state.tasks.remove(turn.text("TaskId"));
    Ok(Done::nothing())
}

fn info(turn: &mut Turn<'_>) -> Acted {
    let task_id = turn.text("TaskId");
    let started = turn.state.tasks.get(task_id).ok_or(codes::MIX_NO_SUCH_TASK)?;
    let seconds = started.elapsed().as_secs();
    Ok(Done::data(
        json!({"TaskInfo": {"TaskId": task_id, "MixDuration": seconds}}),
    ))
}
