//! Moderation of sound and pictures. Checked by form; nothing is looked at.

use serde_json::{Map, Value, json};

use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Codes, Done, ROOM, Turn};
use crate::codes;

/// Documents no codes for parameters and rates: those of room signalling stand in.
const MODERATION: Codes = Codes {
    no_permission: codes::MODERATION_NOT_ENABLED,
    ..ROOM
};

const LANGUAGES: &[&str] = &[
    "zh", "en", "ar", "hi", "es", "fr", "ru", "pt", "id", "de", "ja", "tr", "vi", "it", "th", "tl", "ko",
    "ms",
];

const SOUND: &[Param] = &[
    may("RiskTypeList").list(),
    may("BusinessTypeList").list(),
    may("AudioLanguage").one_of(LANGUAGES),
    may("ReturnAllText").flag(),
    may("ReturnPreText").flag(),
    may("ReturnPreAudio").flag(),
    may("ResultCallbackUrl"),
    may("StatusCallbackUrl"),
];
const PICTURES: &[Param] = &[
    may("RiskTypeList").list(),
    may("BusinessTypeList").list(),
    may("ReturnAllImg").flag(),
    may("DetectFrequency").whole(1, 60),
    may("ResultCallbackUrl"),
    may("StatusCallbackUrl"),
];

pub(crate) const ACTIONS: &[Action] = &[
    Action::post(
        "StartCensorAudioV2",
        rate(100),
        &MODERATION,
        &[
            need("RoomId").room_id(),
            need("EventId"),
            need("AudioLanguage").one_of(LANGUAGES),
            may("RiskTypeList").list(),
            may("BusinessTypeList").list(),
            may("ResultCallbackUrl"),
            may("StatusCallbackUrl"),
            may("IsMixingEnabled").flag(),
            may("LabelLanguage").one_of(&["zh", "en"]),
            may("ReturnAllText").flag(),
            may("ReturnPreText").flag(),
            may("ReturnPreAudio").flag(),
            may("ReturnFinishInfo").flag(),
        ],
        start_audio,
    ),
    Action::post(
        "StartCensorVideoV2",
        rate(100),
        &MODERATION,
        &[
            need("RoomId").room_id(),
            need("EventId"),
            may("Language").one_of(LANGUAGES),
            may("AudioParam").object(SOUND),
            need("VideoParam").object(PICTURES),
            may("ReturnFinishInfo").flag(),
        ],
        start_video,
    ),
    Action::post(
        "StopCensorAudioV2",
        rate(100),
        &MODERATION,
        &[need("TaskId")],
        stop,
    ),
    Action::post(
        "StopCensorVideoV2",
        rate(100),
        &MODERATION,
        &[need("TaskId")],
        stop,
    ),
    Action::get(
        "GenerateIdentifyToken",
        rate(100),
        &MODERATION,
        &[may("EffectiveTime").whole(0, 2_592_000)],
        token,
    ),
];

/// At least one of the two lists says what to look for.
fn looks_for_something(members: &Map<String, Value>) -> bool {
    ["RiskTypeList", "BusinessTypeList"].iter().any(|name| {
        let list = members.get(*name).and_then(Value::as_array);
        list.is_some_and(|list| !list.is_empty())
    })
}

fn start_audio(turn: &mut Turn<'_>) -> Acted {
    start(turn, looks_for_something(turn.body))
}

fn start_video(turn: &mut Turn<'_>) -> Acted {
    let pictures = turn.body.get("VideoParam").and_then(Value::as_object);
    start(turn, pictures.is_some_and(looks_for_something))
}

fn start(turn: &mut Turn<'_>, in_order: bool) -> Acted {
    Turn::demand(in_order, codes::PARAMETER_WRONG)?;
    let task_id = turn.new_id();
    Ok(Done::data(json!({"TaskId": task_id})))
}

fn stop(_: &mut Turn<'_>) -> Acted {
    Ok(Done::nothing())
}

fn token(turn: &mut Turn<'_>) -> Acted {
    let token = format!("made-up-{}", turn.new_id());
    let seconds = turn.whole("EffectiveTime").unwrap_or(3600);
    Ok(Done::data(json!({"IdentifyToken": token, "RemainTime": seconds})))
}
