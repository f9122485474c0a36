//! `simulate`: a server that the other commands can use, for as long as it is wanted.

use crate::support::{Zegoapi, file, send};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;

#[test]
fn the_other_commands_work_with_it() {
    let ca_file = file("simulated-ca.pem", b"");
    let ca_path = ca_file.to_str().unwrap();
    let args = [
        "simulate",
        "--room",
        "room1=u1",
        "--ca-out",
        ca_path,
        "--until-stdin-closes",
        "--app-id",
        "77",
    ];
    let mut server = Zegoapi::bare()
        .command(&args)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(ready["app_id"], 77);

    let zegoapi = Zegoapi::bare()
        .env("ZEGO_APP_ID", "77")
        .env("ZEGO_SERVER_SECRET", ready["server_secret"].as_str().unwrap())
        .env("ZEGO_BASE_URL", ready["https_url"].as_str().unwrap())
        .env("ZEGO_CA_FILE", ca_path);
    assert_eq!(zegoapi.run(&send(&["--to", "u1", "--content", "hi"])).code, 0);
    assert_eq!(zegoapi.run(&["doctor"]).code, 0);

    drop(server.stdin.take());
    assert_eq!(server.wait().unwrap().code(), Some(0));
}

#[test]
fn a_port_that_is_taken_is_internal_trouble() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let args = ["simulate", "--http-port", &port, "--until-stdin-closes"];
    let ran = Zegoapi::bare().run(&args);
    assert_eq!((ran.code, &*ran.stdout), (1, ""));
    assert!(ran.stderr.contains("the simulator cannot run"), "{}", ran.stderr);
    let ran = Zegoapi::bare().run(&[&args[..], &["--json"]].concat());
    assert_eq!((ran.code, &ran.json()["kind"]), (1, &"Internal".into()));
}
