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
    assert_eq!(
        info().json()["Data"]["TaskInfo"],
        json!({"TaskId": "t1", "MixDuration": 0})
    );
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
fn networks_answer_each_in_its_own_shape() {
    let sim = started();
    let record = |action, vendor| data(&sim, action, &[("StreamId[]", "s"), ("Vendor", vendor)]);
    for action in ["StartCDNRecord", "StopCDNRecord"] {
        assert_eq!(record(action, "Tencent")["Tencent"][0]["Code"], "");
        assert_eq!(record(action, "Huawei")["Huawei"][0]["Code"], 0);
        assert_eq!(record(action, "Aliyun")["Aliyun"][0]["Code"], 200);
        assert_eq!(record(action, "Ws")["Ws"]["list"][0]["task"], "s");
        assert_eq!(record(action, "Ws")["Ws"]["msg"], Value::Null);
        assert_eq!(
            code(&sim, action, &[("StreamId", "s"), ("Vendor", "Ws")]),
            2,
            "no brackets"
        );
        assert_eq!(code(&sim, action, &[("StreamId[]", "s"), ("Vendor", "Other")]), 2);
    }
    let ws = [("StreamId[]", "s"), ("Vendor", "Ws"), ("EndTime", "1795468007")];
    assert_eq!(code(&sim, "StartCDNRecord", &ws), 2, "Tencent's only");
    let found = data(&sim, "SearchMedia", &[("Vendor", "Tencent"), ("FileId[]", "f")]);
    assert!(found["Tencent"]["MediaInfoSet"].is_array());
    assert!(data(&sim, "SearchMedia", &[("Vendor", "Ws"), ("MaxKeys", "5")])["Ws"]["Keys"].is_array());
    assert_eq!(
        code(&sim, "SearchMedia", &[("Vendor", "Ws"), ("PageSize", "5")]),
        2
    );
    let pages = [("Vendor", "Tencent"), ("PageSize", "1000"), ("PageNumber", "5")];
    assert_eq!(code(&sim, "SearchMedia", &pages), 2, "over 5000");
    let task = [("Vendor", "Huawei"), ("TaskId", "t")];
    assert_eq!(data(&sim, "DescribeMediaTask", &task)["Huawei"]["TaskId"], "t");
    let transcode = [("Vendor", "Tencent"), ("FileId", "f"), ("Resolution", "720p")];
    assert!(data(&sim, "TranscodeMedia", &transcode)["Tencent"]["TaskId"].is_string());
    assert_eq!(
        code(&sim, "TranscodeMedia", &[("Vendor", "Tencent"), ("FileId", "f")]),
        2
    );
}

#[test]
fn files_are_named_by_one_kind_of_list() {
    let sim = started();
    let delete =
        |more: &[(&str, &str)]| code(&sim, "DeleteMedia", &[&[("Vendor", "Tencent")], more].concat());
    assert_eq!(delete(&[("FileId[]", "a"), ("FileId[]", "b")]), 0);
    assert_eq!(delete(&[]), 2);
    let rows = [
        ("Media.0.FileId", "a"),
        ("Media.1.FileId", "b"),
        ("Media.1.Resolution.0", "720p"),
    ];
    assert_eq!(delete(&rows), 0);
    let params = [&[("Vendor", "Tencent")], &rows[..]].concat();
    assert_eq!(data(&sim, "DeleteMedia", &params)["Deleted"], json!(["a", "b"]));
    assert_eq!(delete(&[&[("FileId[]", "a")], &rows[..]].concat()), 2, "both");
    assert_eq!(delete(&[("Media.1.FileId", "a")]), 2, "does not start at 0");
    assert_eq!(
        delete(&[("Media.0.FileId", "a"), ("Media.0.Resolution.1", "720p")]),
        2,
        "a gap"
    );
    assert_eq!(
        delete(&[("Media.0.FileId", "a"), ("Media.0.Resolution.0", "9p")]),
        2
    );
    let ws = [("Vendor", "Ws"), ("FileId[]", "a"), ("ClearCache", "true")];
    assert_eq!(data(&sim, "DeleteMedia", &ws)["WsItemIdReceiverResp"]["Code"], 1);
    assert_eq!(
        delete(&[("FileId[]", "a"), ("ClearCache", "true")]),
        2,
        "of Ws only"
    );
    let merge = |more: &[(&str, &str)]| {
        let base = [("Vendor", "Tencent"), ("OutputFileName", "o")];
        code(&sim, "MergeMedia", &[&base, more].concat())
    };
    assert_eq!(merge(&[("InputFileId[]", "a")]), 0);
    assert_eq!(merge(&[]), 2);
    assert_eq!(merge(&[("InputFileId[]", "a"); 11]), 2, "ten for Tencent");
    let part = [
        ("Type", "1"),
        ("HandleMediaArgs.0.FileId", "a"),
        ("HandleMediaArgs.0.StartTime", "0.5"),
    ];
    assert_eq!(merge(&part), 0);
    assert_eq!(merge(&[("Type", "1")]), 2);
    let shots = |more: &[(&str, &str)]| {
        let base = [
            ("Vendor", "Huawei"),
            ("FileId", "f"),
            ("Type", "SnapshotByTimeOffset"),
        ];
        call(&sim, "MediaThumbnails", &[&base, more].concat())
    };
    let answer = shots(&[("Interval", "1.5"), ("ExtTimeOffsetSet[]", "0")]);
    assert!(answer.json()["Data"]["Huawei"]["task_id"].is_string());
    assert_eq!(shots(&[("Interval", "1.5")]).code(), 2);
    assert_eq!(shots(&[("ExtTimeOffsetSet[]", "0")]).code(), 2);
}

#[test]
fn networks_are_told_of_streams() {
    let sim = started();
    let rule = |action, sequence| {
        data(
            &sim,
            action,
            &[
                ("StreamId", "s"),
                ("CDNUrl", "rtmp://x/y"),
                ("Sequence", sequence),
            ],
        )
    };
    assert_eq!(rule("CreatCDNTransferRule", "1"), Value::Null);
    assert_eq!(rule("DeleteCDNTransferRule", "2"), Value::Null);
    assert_eq!(rule("ClearCDNTransferRule", "3"), Value::Null);
    let no_url = [("StreamId", "s"), ("Sequence", "4")];
    assert_eq!(code(&sim, "CreatCDNTransferRule", &no_url), 5004);
    assert_eq!(
        code(&sim, "CreateCDNTransferRule", &no_url),
        100_000_007,
        "spelt right, so unknown"
    );
    let dispatch = [("StreamId", "s-1"), ("Sequence", "1"), ("Type", "push")];
    let urls = data(&sim, "RTMPDispatchV2", &dispatch);
    assert!(
        urls[0]
            .as_str()
            .is_some_and(|url| url.starts_with("rtmp://") && url.ends_with("/s-1"))
    );
    let also = |more| code(&sim, "RTMPDispatchV2", &[&dispatch, &[more][..]].concat());
    assert_eq!(also(("ClientIP", "1.2.3.4")), 0);
    assert_eq!(also(("ClientIP", "here")), 30011);
    let of = |id, kind| {
        code(
            &sim,
            "RTMPDispatchV2",
            &[("StreamId", id), ("Sequence", "1"), ("Type", kind)],
        )
    };
    assert_eq!((of("a b", "pull"), of("a", "both")), (30009, 30010));
    let live = data(&sim, "ForbidCDNLiveStream", &[("StreamId", "s")]);
    assert_eq!(live[0]["CdnType"], "ws");
    let until = |time| {
        code(
            &sim,
            "ForbidCDNLiveStream",
            &[("StreamId", "s"), ("ResumeTime", time)],
        )
    };
    assert_eq!(
        (until("2026-01-02T03:04:05Z"), until("2026-01-02 03:04:05")),
        (0, 2)
    );
    assert!(data(&sim, "ResumeCDNLiveStream", &[("StreamId", "s")]).is_array());
    let query = |vendor| code(&sim, "QueryForbidCDNLiveStream", &[("Vendor", vendor)]);
    assert_eq!((query("ws"), query("Ws")), (0, 2), "lower case here");
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
