//! The actions that are checked by form: what is refused, and the shape of the answer.

use serde_json::{Value, json};
use zegoapi_simulator::{AppConfig, Simulator};

use crate::support::{Params, call, call_post, exchange, started};

fn code(sim: &Simulator, action: &str, params: &[(&str, &str)]) -> i64 {
    sim.reset_counters();
    call(sim, action, params).code()
}

fn data(sim: &Simulator, action: &str, params: &[(&str, &str)]) -> Value {
    let answer = call(sim, action, params);
    assert_eq!(answer.code(), 0, "{action} {params:?}");
    answer.json()["Data"].clone()
}

fn posted(sim: &Simulator, action: &str, body: &Value) -> i64 {
    call_post(sim, action, body).code()
}

fn mix() -> Value {
    json!({
        "TaskId": "t1", "UserId": "u1", "Sequence": 7, "RoomId": "room1",
        "MixInput": [{"StreamId": "in1", "RectInfo": {"Top": 0, "Left": 0, "Bottom": 9, "Right": 9}}],
        "MixOutput": [{"StreamId": "out1", "VideoBitrate": 1, "Fps": 15, "Width": 640, "Height": 360}],
    })
}

#[test]
fn a_mix_starts_is_known_and_stops() {
    let sim = started();
    let info = || call(&sim, "GetMixTaskInfo", &[("TaskId", "t1")]);
    assert_eq!(info().code(), 110_209_001);
    let answer = call_post(&sim, "StartMix", &mix());
    assert_eq!(answer.code(), 0);
    let data = &answer.json()["Data"];
    assert_eq!((&data["Sequence"], &data["RoomId"]), (&json!(7), &json!("room1")));
    assert_eq!(data["PlayInfo"][0]["StreamId"], "out1");
    let task = info().json()["Data"]["TaskInfo"].clone();
    assert_eq!(task["TaskId"], "t1");
    assert!(task["MixDuration"].as_u64().is_some_and(|seconds| seconds < 60));
    assert_eq!(posted(&sim, "StopMix", &json!({"TaskId": "t1"})), 0);
    assert_eq!(info().code(), 110_209_001);
}

#[test]
fn a_mix_is_refused_for_what_is_missing_or_twice() {
    let sim = started();
    for member in ["TaskId", "UserId", "MixInput", "MixOutput"] {
        let mut body = mix();
        body.as_object_mut().expect("an object").remove(member);
        assert_eq!(posted(&sim, "StartMix", &body), 110_200_002, "no {member}");
    }
    let with = |pointer: &str, value: Value| {
        let mut body = mix();
        *body.pointer_mut(pointer).expect("a member") = value;
        posted(&sim, "StartMix", &body)
    };
    assert_eq!(with("/MixInput", json!([])), 110_200_002);
    assert_eq!(with("/MixInput", json!({})), 110_200_002, "no list");
    assert_eq!(with("/MixInput/0/RectInfo", Value::Null), 110_200_002);
    assert_eq!(
        with("/MixInput/0/StreamId", Value::Null),
        110_200_002,
        "names no stream"
    );
    assert_eq!(with("/MixInput/0/StreamId", json!("out1")), 110_200_140);
    assert_eq!(with("/MixOutput/0/Width", json!(3001)), 110_200_002);
    assert_eq!(
        with("/MixOutput/0/VideoBitrate", json!("1")),
        110_200_002,
        "a text"
    );
    let inner = |name: &str, value: Value| {
        let mut body = mix();
        body[name] = value;
        posted(&sim, "StartMix", &body)
    };
    assert_eq!(
        inner("WaterMark", json!({"Image": "x", "RectInfo": {"Top": -1}})),
        0
    );
    assert_eq!(
        inner("WaterMark", json!({"RectInfo": {"Top": "1"}})),
        110_200_002,
        "four levels deep"
    );
    assert_eq!(inner("ExPara", json!([{"Key": "k", "Value": 1}])), 110_200_002);
    assert_eq!(inner("UserData", json!("x".repeat(4001))), 110_200_002);
    let twice = |pointer: &str, count| {
        let one = mix().pointer(pointer).expect("a list")[0].clone();
        with(pointer, Value::Array(vec![one; count]))
    };
    assert_eq!(
        (twice("/MixInput", 2), twice("/MixOutput", 2)),
        (110_200_175, 110_200_176)
    );
    assert_eq!(
        (twice("/MixInput", 10), twice("/MixOutput", 5)),
        (110_200_158, 110_200_178)
    );
}

#[test]
fn a_post_needs_a_json_object_sent_as_json() {
    let sim = started();
    let raw = |content_type: &str, body: &str| {
        let target = Params::signed(&sim, "StopMix").target();
        exchange(&sim.http_url(), "POST", &target, content_type, body)
            .expect("an answer")
            .code()
    };
    let json = "Content-Type: application/json\r\n";
    let good = "{\"TaskId\":\"t\"}";
    assert_eq!(raw(json, good), 0);
    assert_eq!(raw("Content-Type: application/json; charset=utf-8\r\n", good), 0);
    assert_eq!(raw("Content-Type: text/plain\r\n", good), 110_200_002);
    assert_eq!(raw("", good), 110_200_002);
    assert_eq!(raw(json, "{"), 110_200_004);
    assert_eq!(raw(json, "[1]"), 110_200_002);
}

#[test]
fn other_tasks_are_checked_and_answered() {
    let sim = started();
    let output = json!([{"StreamId": "out"}]);
    let auto = json!({"TaskId": "t", "UserId": "u", "RoomId": "r", "MixOutput": output});
    let answer = call_post(&sim, "StartAutoMix", &auto);
    assert_eq!(answer.json()["Data"]["PlayInfo"][0]["StreamId"], "out");
    assert_eq!(
        posted(&sim, "StartAutoMix", &json!({"TaskId": "t", "UserId": "u"})),
        110_200_002
    );
    assert_eq!(
        posted(&sim, "StopAutoMix", &json!({"TaskId": "t", "RoomId": "r"})),
        0
    );
    assert_eq!(posted(&sim, "StopAutoMix", &json!({"TaskId": "t"})), 110_200_002);
    let transcode = |template| {
        json!({"TaskId": "t", "UserId": "u", "TranscodeInput": {"StreamId": "in"},
            "TranscodeOutput": [{"StreamUrl": "rtmp://x/y", "TemplateId": template}]})
    };
    assert_eq!(posted(&sim, "StartCloudTranscode", &transcode(1)), 0);
    assert_eq!(
        posted(&sim, "StartCloudTranscode", &transcode(4)),
        110_200_002,
        "no configuration"
    );
    assert_eq!(
        posted(&sim, "StopCloudTranscode", &json!({"TaskId": "t", "UserId": "u"})),
        0
    );
    let sound = |list: &str| json!({"RoomId": "r", "EventId": "e", "AudioLanguage": "zh", list: ["BAN"]});
    let started = call_post(&sim, "StartCensorAudioV2", &sound("RiskTypeList"));
    assert!(started.json()["Data"]["TaskId"].is_string());
    assert_eq!(posted(&sim, "StartCensorAudioV2", &sound("BusinessTypeList")), 0);
    assert_eq!(
        posted(&sim, "StartCensorAudioV2", &sound("Other")),
        2,
        "looks for nothing"
    );
    let pictures = json!({"RoomId": "r", "EventId": "e", "VideoParam": {"RiskTypeList": ["BAN"]}});
    assert_eq!(posted(&sim, "StartCensorVideoV2", &pictures), 0);
    for action in ["StopCensorAudioV2", "StopCensorVideoV2"] {
        assert_eq!(posted(&sim, action, &json!({"TaskId": "t"})), 0);
        assert_eq!(posted(&sim, action, &json!({"TaskId": 5})), 2, "a number");
    }
    let token = data(&sim, "GenerateIdentifyToken", &[("EffectiveTime", "60")]);
    assert_eq!(token["RemainTime"], 60);
    assert_eq!(
        code(&sim, "GenerateIdentifyToken", &[("EffectiveTime", "2592001")]),
        2
    );
}

#[test]
fn a_scene_s_template_is_checked() {
    let sim = started();
    let params = [
        ("TemplateId", "1"),
        ("LeftBottomX", "-0.5"),
        ("MaxUserNum", "9"),
        ("ViewRadius", "9"),
        ("MaxVisibleNum", "100"),
    ];
    assert_eq!(data(&sim, "SetSceneTemplate", &params), json!({}));
    assert_eq!(code(&sim, "SetSceneTemplate", &params[..4]), 340_006_003);
}

#[test]
fn an_app_without_permission_gets_the_code_of_the_group() {
    let sim = started();
    let app = AppConfig::new(sim.app_id(), sim.server_secret());
    sim.add_app(AppConfig {
        permitted: false,
        ..app
    });
    let stream = [("StreamId", "s"), ("Sequence", "1"), ("Type", "pull")];
    assert_eq!(code(&sim, "CloseRoom", &[("RoomId", "room1")]), 9);
    assert_eq!(code(&sim, "ForbidRTCStream", &stream), 40005);
    assert_eq!(code(&sim, "ClearCDNTransferRule", &stream), 5003);
    assert_eq!(code(&sim, "ResumeCDNLiveStream", &stream), 3);
    assert_eq!(code(&sim, "RTMPDispatchV2", &stream), 1005);
    assert_eq!(code(&sim, "SearchMedia", &[("Vendor", "Ws")]), 3);
    assert_eq!(code(&sim, "GetMixTaskInfo", &[("TaskId", "t")]), 110_200_157);
    assert_eq!(code(&sim, "GenerateIdentifyToken", &[]), 50117);
    assert_eq!(code(&sim, "QueryUserOnlineState", &[("UserId[]", "u")]), 3);
}
