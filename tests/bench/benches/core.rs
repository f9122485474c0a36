//! What the core's steps cost, beside a bare MD5 and beside the usual way to write them.
#![allow(missing_docs, reason = "criterion's macros make public items without any")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use md5::{Digest, Md5};
use std::hint::black_box;
use zegoapi_client::{
    ActionExt, Answer, App, Call, CallOptions, Endpoint, GenericAction, Limiter, Limiters, Permit, Quota,
    SendCustomCommand, Stamp, Step, Time, Turn,
};

const SECRET: &str = "9193cc662a4c0ec135ec71fb57194b38";
const NONCE: &str = "4fd24687296dd9f3";
const TIME: i64 = 1_615_186_943;

/// Small, middling, and the largest that the limits allow.
fn commands() -> Vec<(&'static str, SendCustomCommand<'static>)> {
    let json = format!(
        r#"{{"gift":"rose","count":99,"from":"user 17","note":"{}"}}"#,
        "x".repeat(140)
    );
    let ten: Vec<String> = (0..10).map(|n| format!("user{n}")).collect();
    vec![
        (
            "32 bytes",
            SendCustomCommand::to_everyone("room1", "server", "0123456789abcdef0123456789abcdef"),
        ),
        (
            "200 bytes of JSON, 3 users",
            SendCustomCommand::to_users("room1", "server", ["u1", "u2", "u3"], json),
        ),
        (
            "1023 bytes of Chinese, 10 users",
            SendCustomCommand::to_users("room1", "server", ten, "推".repeat(341)),
        ),
    ]
    .into_iter()
    .map(|(name, command)| (name, command.unwrap()))
    .collect()
}

fn naive_url(command: &SendCustomCommand<'_>) -> String {
    let digest = Md5::digest(format!("{}{}{}{}", 12345, NONCE, SECRET, TIME));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query
        .append_pair("Action", "SendCustomCommand")
        .append_pair("AppId", &12345.to_string())
        .append_pair("SignatureNonce", NONCE)
        .append_pair("Timestamp", &TIME.to_string())
        .append_pair("Signature", &hex::encode(digest))
        .append_pair("SignatureVersion", "2.0")
        .append_pair("RoomId", command.room_id())
        .append_pair("FromUserId", command.from_user_id());
    for user in command.recipients().user_ids().unwrap_or_default() {
        query.append_pair("ToUserId[]", user);
    }
    query.append_pair("MessageContent", command.content());
    format!("https://rtc-api.zego.im/?{}", query.finish())
}

fn requests(c: &mut Criterion) {
    let mut group = c.benchmark_group("request");
    let payload = format!("12345{NONCE}{SECRET}{TIME}");
    group.bench_function("bare MD5 of the 68 bytes", |b| {
        b.iter(|| Md5::digest(black_box(&payload)));
    });
    let app = App::new(12345, SECRET).unwrap();
    let (endpoint, stamp) = (Endpoint::default(), Stamp::new(NONCE, TIME).unwrap());
    for (name, command) in commands() {
        group.bench_function(BenchmarkId::new("prepare", name), |b| {
            b.iter(|| black_box(&command).prepare(&app, &endpoint, &stamp).unwrap());
        });
        let mut buffer = vec![0; 8192];
        group.bench_function(BenchmarkId::new("prepare into a buffer", name), |b| {
            b.iter(|| {
                black_box(&command)
                    .prepare_into(&app, &endpoint, &stamp, &mut buffer)
                    .unwrap()
            });
        });
        group.bench_function(BenchmarkId::new("the usual way", name), |b| {
            b.iter(|| naive_url(black_box(&command)));
        });
    }
}

fn replies(c: &mut Criterion) {
    let mut group = c.benchmark_group("reply");
    let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap();
    let users: Vec<String> = (0..10)
        .map(|n| format!(r#"{{"Uid":"user{n}","Code":50003}}"#))
        .collect();
    for (name, users) in [
        ("one failed user", users[0].clone()),
        ("ten failed users", users.join(",")),
    ] {
        let body = format!(
            r#"{{"Code":0,"Message":"success","RequestId":"3005402395393320157","Data":{{"FailUsers":[{users}]}}}}"#
        );
        group.bench_function(BenchmarkId::new("parse", name), |b| {
            b.iter(|| {
                command
                    .parse(&Answer::new(200, black_box(body.as_bytes())))
                    .unwrap()
            });
        });
        group.bench_function(BenchmarkId::new("serde_json::Value", name), |b| {
            b.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(body.as_bytes())).unwrap());
        });
    }
}

fn steps(c: &mut Criterion) {
    let mut group = c.benchmark_group("step");
    let mut limiter = Limiter::new(Quota::per_second(100));
    let mut now = 0;
    group.bench_function("limiter: go, written and finish", |b| {
        b.iter(|| {
            now += 11;
            match limiter.ask(None, black_box(now), now + 10_000) {
                Permit::Go(ticket) => {
                    limiter.written(ticket, now + 1, Some(2));
                    limiter.finished(ticket, now + 5);
                }
                Permit::Wait { turn, until_ms } => {
                    limiter.leave(turn);
                    now = until_ms;
                }
            }
        });
    });
    for waiting in [0, 1000, 10_000] {
        let (mut full, turn) = full_limiter(waiting);
        group.bench_function(BenchmarkId::new("limiter: wait behind so many", waiting), |b| {
            b.iter(|| full.ask(Some(turn), black_box(1), u64::MAX));
        });
    }

    let (app, endpoint) = (App::new(12345, SECRET).unwrap(), Endpoint::default());
    let command = SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi").unwrap();
    let app = app.with_calls_per_second("SendCustomCommand", 1_000_000).unwrap();
    let mut free = Limiters::new();
    let reply = br#"{"Code":0,"Message":"success","RequestId":"3005402395393320157"}"#;
    let mut at = 0;
    group.bench_function("a whole call: request, reply, outcome", |b| {
        b.iter(|| {
            at += 1;
            let time = Time {
                monotonic_ms: at,
                unix_ms: TIME * 1000,
            };
            let mut call = Call::new(
                &command,
                app.clone(),
                endpoint.clone(),
                CallOptions::default(),
                time,
            );
            let Ok(Step::Send { request, .. }) = call.next(&mut free, time, &[7; 16]) else {
                panic!()
            };
            black_box(&request);
            call.reply(&mut free, time, &Answer::new(200, black_box(reply)))
                .unwrap();
            let Ok(Step::Done(outcome)) = call.next(&mut free, time, &[7; 16]) else {
                panic!()
            };
            outcome.unwrap()
        });
    });
}

/// A limiter without a free place, with so many that wait, and the turn of the last of them.
fn full_limiter(waiting: usize) -> (Limiter, Turn) {
    let mut limiter = Limiter::new(Quota::per_second(100));
    loop {
        if let Permit::Wait { turn, .. } = limiter.ask(None, 0, u64::MAX)
            && limiter.waiting() > waiting
        {
            return (limiter, turn);
        }
    }
}

fn other_actions(c: &mut Criterion) {
    let mut group = c.benchmark_group("another action");
    let (app, endpoint, stamp) = (
        App::new(12345, SECRET).unwrap(),
        Endpoint::default(),
        Stamp::new(NONCE, TIME).unwrap(),
    );
    let json = r#"{"RoomId":["room1","room2"]}"#;
    group.bench_function("made of JSON", |b| {
        b.iter(|| GenericAction::new_get_from_json("DescribeUserNum", black_box(json)).unwrap());
    });
    let action = GenericAction::new_get_from_json("DescribeUserNum", json).unwrap();
    group.bench_function("prepare", |b| {
        b.iter(|| black_box(&action).prepare(&app, &endpoint, &stamp).unwrap());
    });
    let body = br#"{"Code":0,"Message":"success","RequestId":"3","Data":{"UserCountList":[{"RoomId":"room1","UserCount":1}]}}"#;
    group.bench_function("parse", |b| {
        b.iter(|| action.parse(&Answer::new(200, black_box(&body[..]))).unwrap());
    });
}

criterion_group!(benches, requests, other_actions, replies, steps);
criterion_main!(benches);
