//! What the core's steps cost, beside a bare MD5 and beside the usual way to write them.
#![allow(missing_docs, reason = "criterion's macros make public items without any")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use md5::{Digest, Md5};
use std::hint::black_box;
use zegoapi_client::{
    Action, App, Call, CallOptions, Endpoint, Limiter, Permit, SendCustomCommand, Stamp, Step, Time,
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
            b.iter(|| command.parse(200, black_box(body.as_bytes())).unwrap());
        });
        group.bench_function(BenchmarkId::new("serde_json::Value", name), |b| {
            b.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(body.as_bytes())).unwrap());
        });
    }
}

fn steps(c: &mut Criterion) {
    let mut group = c.benchmark_group("step");
    let mut limiter = Limiter::new(100);
    let mut now = 0;
    group.bench_function("limiter: go and finish", |b| {
        b.iter(|| {
            now += 11;
            match limiter.ask(black_box(now)) {
                Permit::Go(ticket) => limiter.finished(ticket, now + 5),
                Permit::WaitUntil(until) => now = until,
            }
        });
    });
    let mut full = Limiter::new(100);
    while matches!(full.ask(0), Permit::Go(_)) {}
    group.bench_function("limiter: wait", |b| b.iter(|| full.ask(black_box(1))));

    let (app, endpoint) = (App::new(12345, SECRET).unwrap(), Endpoint::default());
    let command = SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi").unwrap();
    let mut free = Limiter::new(1_000_000);
    let reply = br#"{"Code":0,"Message":"success","RequestId":"3005402395393320157"}"#;
    let mut at = 0;
    group.bench_function("a whole call: request, reply, outcome", |b| {
        b.iter(|| {
            at += 1;
            let time = Time {
                monotonic_ms: at,
                unix_s: TIME,
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
            call.reply(&mut free, time, 200, None, black_box(reply)).unwrap();
            let Ok(Step::Done(outcome)) = call.next(&mut free, time, &[7; 16]) else {
                panic!()
            };
            outcome.unwrap()
        });
    });
}

criterion_group!(benches, requests, replies, steps);
criterion_main!(benches);
