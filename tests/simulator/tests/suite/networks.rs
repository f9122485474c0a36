//! Recordings, files and streams at content delivery networks: forms, and the shapes of the answers.

use serde_json::{Value, json};
use zegoapi_simulator::Simulator;

use crate::support::{call, started};

fn code(sim: &Simulator, action: &str, params: &[(&str, &str)]) -> i64 {
    sim.reset_counters();
    call(sim, action, params).code()
}

fn data(sim: &Simulator, action: &str, params: &[(&str, &str)]) -> Value {
    let answer = call(sim, action, params);
    assert_eq!(answer.code(), 0, "{action} {params:?}");
    answer.json()["Data"].clone()
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
