//! Recordings and the files made of them, kept by content delivery networks. Checked by form and
//! answered in the shape that each network has; nothing is recorded.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Codes, Done, Turn};
use crate::codes;

const FILES: Codes = Codes {
    wrong: codes::PARAMETER_WRONG,
    too_long: codes::PARAMETER_WRONG,
    undecodable: codes::PARAMETER_WRONG,
    no_permission: codes::FILES_NOT_PERMITTED,
    rate: codes::FILES_RATE,
    room_rate: codes::FILES_RATE,
};

const THREE: Param = need("Vendor").one_of(&["Tencent", "Ws", "Huawei"]);
const TWO: Param = need("Vendor").one_of(&["Tencent", "Huawei"]);
const FOUR: Param = need("Vendor").one_of(&["Tencent", "Ws", "Huawei", "Aliyun"]);
const SIZES: &[&str] = &["360p", "540p", "720p"];

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "StartCDNRecord",
        rate(20),
        &FILES,
        &[
            need("StreamId[]"),
            FOUR,
            may("EndTime").count(),
            may("Domain"),
            may("Point"),
        ],
        record,
    ),
    Action::get(
        "StopCDNRecord",
        rate(20),
        &FILES,
        &[need("StreamId[]"), FOUR, may("Domain"), may("Point")],
        record,
    ),
    Action::get(
        "DeleteMedia",
        rate(20),
        &FILES,
        &[THREE, may("FileId[]").at_most(100), may("ClearCache").boolean()],
        delete,
    ),
    Action::get(
        "SearchMedia",
        rate(20),
        &FILES,
        &[
            THREE,
            may("NamePrefix").bytes(20),
            may("StartTime").count(),
            may("EndTime").count(),
            may("PageSize").count(),
            may("PageNumber").count(),
            may("FileId[]").bytes(40).at_most(10),
            may("StreamId[]").at_most(10),
            may("Marker"),
            may("MaxKeys").whole(1, 1000),
        ],
        search,
    ),
    Action::get(
        "MergeMedia",
        rate(20),
        &FILES,
        &[
            TWO,
            may("Format").one_of(&["MP3", "MP4", "M3U8", "mp3", "mp4", "m3u8"]),
            may("Type").whole(0, 1),
            may("InputFileId[]").at_most(20),
            may("OutputFileName"),
            may("ExpireTime").count(),
        ],
        merge,
    ),
    Action::get(
        "MediaThumbnails",
        rate(20),
        &FILES,
        &[
            TWO,
            need("FileId"),
            need("Type").one_of(&["SnapshotByTimeOffset", "SampleSnapshot"]),
            may("Definition").number(),
            may("ExtTimeOffsetSet[]").number(),
            may("Interval").number(),
        ],
        thumbnails,
    ),
    Action::get(
        "TranscodeMedia",
        rate(20),
        &FILES,
        &[
            need("Vendor").one_of(&["Tencent"]),
            need("FileId"),
            need("Resolution").one_of(SIZES),
        ],
        task,
    ),
    Action::get(
        "DescribeMediaTask",
        rate(20),
        &FILES,
        &[need("TaskId"), TWO],
        task_state,
    ),
];

/// `Data` with one key, the network's name.
fn of_vendor(turn: &Turn<'_>, value: &Value) -> Acted {
    Ok(Done::data(json!({turn.text("Vendor"): value})))
}

fn wrong_unless(holds: bool) -> Result<(), i32> {
    Turn::demand(holds, codes::PARAMETER_WRONG)
}

fn is_tencent(turn: &Turn<'_>) -> bool {
    turn.text("Vendor") == "Tencent"
}

/// Each network has its own shape and its own good code: a text for Tencent, 0 or 200 for others.
fn record(turn: &mut Turn<'_>) -> Acted {
    let vendor = turn.text("Vendor");
    let only = |name, owner| turn.text(name).is_empty() || vendor == owner;
    wrong_unless(only("EndTime", "Tencent") && only("Domain", "Aliyun") && only("Point", "Aliyun"))?;
    let streams = turn.list("StreamId[]");
    let id = turn.new_id();
    let rows = streams.iter().map(|stream| match vendor {
        "Tencent" => {
            json!({"StreamName": stream, "TaskId": id, "RequestId": id, "Code": "", "Message": ""})
        }
        "Ws" => {
            json!({"task": stream, "id": id, "http_code": 200, "msg": "", "persistentId": id})
        }
        "Huawei" => json!({"StreamName": stream, "RequestId": id, "Code": 0, "Message": ""}),
        _ => json!({"StreamName": stream, "RequestId": id, "Code": 200, "Message": ""}),
    });
    let rows = rows.collect::<Value>();
    let value = if vendor == "Ws" {
        json!({"msg": null, "http_code": 200, "trace_id": id, "call_time": "2026-01-02 03:04:05", "list": rows})
    } else {
        rows
    };
    of_vendor(turn, &value)
}

fn delete(turn: &mut Turn<'_>) -> Acted {
    let files = turn.list("FileId[]");
    let media = rows(turn, "Media")?;
    wrong_unless(files.is_empty() != media.is_empty())?;
    wrong_unless(media.is_empty() || is_tencent(turn))?;
    wrong_unless(turn.text("ClearCache").is_empty() || turn.text("Vendor") == "Ws")?;
    wrong_unless(media.len() <= 100 && media.iter().all(names_file_and_sizes))?;
    let of_media = media.iter().map(|row| row["FileId"]);
    let deleted = files.into_iter().chain(of_media).collect::<Vec<_>>();
    let mut data = json!({"Deleted": deleted, "Errors": []});
    if turn.text("ClearCache") == "true" {
        data["WsItemIdReceiverResp"] = json!({"Code": 1, "Message": "success"});
    }
    Ok(Done::data(data))
}

fn names_file_and_sizes(row: &BTreeMap<String, &str>) -> bool {
    let mut sizes = row.iter().filter(|(name, _)| *name != "FileId");
    let count = sizes.clone().count();
    row.get("FileId").is_some_and(|id| !id.is_empty())
        && count <= 3
        && (0..count).all(|at| row.contains_key(&format!("Resolution.{at}")))
        && sizes.all(|(_, size)| SIZES.contains(size))
}

/// The rows of an indexed list, `Name.0.Member=...`: numbered from 0, without gaps.
fn rows<'a>(turn: &Turn<'a>, name: &str) -> Result<Vec<BTreeMap<String, &'a str>>, i32> {
    let mut rows = BTreeMap::<usize, BTreeMap<String, &str>>::new();
    for (own, value) in turn.call.query.pairs() {
        let Some(rest) = own.strip_prefix(name).and_then(|rest| rest.strip_prefix('.')) else {
            continue;
        };
        let (index, member) = rest.split_once('.').ok_or(codes::PARAMETER_WRONG)?;
        let index = index.parse().map_err(|_| codes::PARAMETER_WRONG)?;
        let before = rows.entry(index).or_default().insert(member.to_owned(), value);
        wrong_unless(before.is_none())?;
    }
    wrong_unless(rows.keys().copied().eq(0..rows.len()))?;
    Ok(rows.into_values().collect())
}

fn search(turn: &mut Turn<'_>) -> Acted {
    let tencent = is_tencent(turn);
    let given = |names: &[&str]| names.iter().any(|name| turn.call.query.get(name).is_some());
    let of_others: &[&str] = if tencent {
        &["Marker", "MaxKeys"]
    } else {
        &[
            "StartTime",
            "EndTime",
            "PageSize",
            "PageNumber",
            "FileId[]",
            "StreamId[]",
        ]
    };
    wrong_unless(!given(of_others))?;
    let (size, page) = (turn.whole("PageSize").unwrap_or(10), turn.whole("PageNumber"));
    let last = page.unwrap_or_default().saturating_add(1).saturating_mul(size);
    wrong_unless(last <= 5000)?;
    let id = turn.new_id();
    let url = format!("https://made-up.example.com/{id}.mp4");
    let value = if tencent {
        json!({"RequestId": id, "TotalCount": 1, "MediaInfoSet": [{"FileId": id, "BasicInfo": {
            "Name": "stream1", "CreateTime": "2026-01-02T03:04:05Z", "MediaUrl": url, "Status": "Normal",
        }}]})
    } else {
        json!({"NextMarker": "", "Keys": [
            {"ETag": id, "Key": "stream1.mp4", "LastModified": "2026-01-02T03:04:05Z", "Size": 1024, "MediaUrl": url},
        ]})
    };
    of_vendor(turn, &value)
}

fn merge(turn: &mut Turn<'_>) -> Acted {
    let (tencent, files, parts) = (
        is_tencent(turn),
        turn.list("InputFileId[]").len(),
        rows(turn, "HandleMediaArgs")?,
    );
    let from_parts = tencent && turn.text("Type") == "1";
    if from_parts {
        wrong_unless((1..=10).contains(&parts.len()) && parts.iter().all(is_part))?;
    } else {
        wrong_unless((1..=if tencent { 10 } else { 20 }).contains(&files))?;
    }
    wrong_unless(!tencent || !turn.text("OutputFileName").is_empty())?;
    task(turn)
}

fn is_part(row: &BTreeMap<String, &str>) -> bool {
    let is_offset = |text: &&str| text.parse().is_ok_and(|seconds: f64| seconds >= 0.0);
    row.get("FileId").is_some_and(|id| !id.is_empty())
        && row.iter().all(|(name, value)| match name.as_str() {
            "FileId" => true,
            "StartTime" | "EndTime" => is_offset(value),
            _ => false,
        })
}

/// Huawei's task id is spelt differently here.
fn thumbnails(turn: &mut Turn<'_>) -> Acted {
    let tencent = is_tencent(turn);
    let given = |name: &'static str| !turn.list(name).is_empty();
    wrong_unless(given(if tencent { "Definition" } else { "Interval" }))?;
    wrong_unless(turn.text("Type") == "SampleSnapshot" || given("ExtTimeOffsetSet[]"))?;
    if tencent {
        return task(turn);
    }
    let id = turn.new_id();
    of_vendor(turn, &json!({"task_id": id}))
}

fn task(turn: &mut Turn<'_>) -> Acted {
    let (task_id, request_id) = (turn.new_id(), turn.new_id());
    of_vendor(turn, &json!({"TaskId": task_id, "RequestId": request_id}))
}

fn task_state(turn: &mut Turn<'_>) -> Acted {
    let (task_id, id) = (turn.text("TaskId"), turn.new_id());
    let value = if is_tencent(turn) {
        json!({
            "TaskId": task_id, "Event": "ComposeMediaComplete", "Status": "FINISH", "FileId": id,
            "ReplayUrl": format!("https://made-up.example.com/{id}.mp4"), "RequestId": id, "Message": "",
            "ThumbnailsUrl": [],
        })
    } else {
        json!({
            "TaskId": task_id, "Status": "SUCCEEDED", "CreateTime": "20260102030405", "EndTime": "20260102030406",
            "FileName": [format!("{id}.jpg")],
        })
    };
    of_vendor(turn, &value)
}
