//! `url`: a URL that the server takes, the same for the same stamp, and a curl command that a shell reads back.

use crate::support::{Ran, Zegoapi, simulator};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use zegoapi_simulator::Simulator;

const HOSTILE: &str = "it's \"quoted\" $(id) `id` \\ a+b%20&c=d#e 推送\n";

fn url(zegoapi: &Zegoapi, more: &[&str]) -> Ran {
    let args = [
        "url",
        "--room",
        "room1",
        "--from",
        "server",
        "--to",
        "u1",
        "--content",
        HOSTILE,
    ];
    zegoapi.run_unchecked(&[&args[..], more].concat(), [])
}

fn get(sim: &Simulator, url: &str) -> String {
    let (origin, path) = url.split_at(sim.http_url().len());
    assert_eq!(origin, sim.http_url());
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_server_takes_the_url() {
    let sim = simulator();
    let ran = url(&Zegoapi::over_http(&sim), &[]);
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("credential for 10 minutes"), "{}", ran.stderr);
    assert_eq!((ran.stdout.lines().count(), ran.stderr.lines().count()), (1, 1));
    assert_eq!(sim.counters().calls, 0, "only shown, not sent");
    let answer = get(&sim, ran.stdout.trim_end());
    assert!(answer.contains("\"Code\":0"), "{answer}");
    assert_eq!(sim.counters().received("u1", HOSTILE), 1);
}

#[test]
fn the_same_stamp_gives_the_same_url() {
    let zegoapi = Zegoapi::bare()
        .env("ZEGO_APP_ID", "12345")
        .env("ZEGO_SERVER_SECRET", "9193cc662a4c0ec135ec71fb57194b38");
    let args = [
        "url",
        "--room",
        "r 1",
        "--from",
        "server",
        "--to",
        "u1",
        "--to",
        "u2",
        "--content",
        "推+",
        "--region",
        "sgp",
        "--timestamp",
        "1615186943",
        "--nonce",
        "4fd24687296dd9f3",
    ];
    let ran = zegoapi.run_unchecked(&args, []);
    let expected = "https://rtc-api-sgp.zego.im/?Action=SendCustomCommand&AppId=12345\
                    &SignatureNonce=4fd24687296dd9f3&Timestamp=1615186943\
                    &Signature=43e5cfcca828314675f91b001390566a&SignatureVersion=2.0\
                    &RoomId=r%201&FromUserId=server&ToUserId%5B%5D=u1&ToUserId%5B%5D=u2&MessageContent=%E6%8E%A8%2B\n";
    assert_eq!(ran.stdout, expected);

    let json = zegoapi
        .run_unchecked(&[&args[..], &["--json"]].concat(), [])
        .json();
    assert_eq!(json["url"], expected.trim_end());
    assert_eq!(
        (&json["ok"], &json["timestamp"]),
        (&true.into(), &1_615_186_943.into())
    );
    assert!(
        json["note"].as_str().unwrap().contains("credential"),
        "the note, within the object"
    );
    assert!(json.get("curl").is_none());
}

#[test]
fn without_a_stamp_no_two_urls_are_alike() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    assert_ne!(url(&zegoapi, &[]).stdout, url(&zegoapi, &[]).stdout);
}

#[test]
fn the_environment_names_the_region_and_options_go_first() {
    let zegoapi = || {
        Zegoapi::bare()
            .env("ZEGO_APP_ID", "1")
            .env("ZEGO_SERVER_SECRET", "s")
    };
    for (zegoapi, options, host) in [
        (zegoapi(), &[][..], "https://rtc-api.zego.im/?"),
        (
            zegoapi().env("ZEGO_REGION", "fra"),
            &[],
            "https://rtc-api-fra.zego.im/?",
        ),
        (
            zegoapi().env("ZEGO_REGION", "fra"),
            &["--region", "bom"],
            "https://rtc-api-bom.zego.im/?",
        ),
        (
            zegoapi().env("ZEGO_REGION", "fra"),
            &["--base-url", "https://h:1/x"],
            "https://h:1/x?",
        ),
        (
            zegoapi().env("ZEGO_BASE_URL", "https://h/"),
            &["--region", "sgp"],
            "https://rtc-api-sgp.zego.im/?",
        ),
        (zegoapi().env("ZEGO_BASE_URL", "https://h/"), &[], "https://h/?"),
    ] {
        let ran = url(&zegoapi, options);
        assert!(ran.stdout.starts_with(host), "{host}: {}", ran.all());
    }
}

#[test]
fn half_a_stamp_and_a_wrong_one_are_refused() {
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim);
    for more in [
        &["--nonce", "4fd24687296dd9f3"][..],
        &["--timestamp", "1615186943"],
        &["--timestamp", "1615186943", "--nonce", "4FD24687296DD9F3"],
        &["--timestamp", "1615186943", "--nonce", "4fd2"],
        &["--timestamp", "now", "--nonce", "4fd24687296dd9f3"],
    ] {
        let ran = url(&zegoapi, more);
        assert_eq!((ran.code, &*ran.stdout), (2, ""), "{more:?}");
        assert!(!ran.stderr.to_lowercase().contains("4fd2"), "{}", ran.stderr);
    }
}

#[test]
#[cfg(unix)]
fn a_shell_runs_the_curl_command() {
    let sim = simulator();
    let ran = url(
        &Zegoapi::over_tls(&sim),
        &["--curl", "--timeout", "7.5", "--no-proxy"],
    );
    let command = ran.stdout.trim_end();
    assert!(
        command.starts_with("curl ") && command.contains("--max-time 7.5 "),
        "{command}"
    );
    assert!(
        !command.contains(" -L") && !command.contains("--location"),
        "{command}"
    );
    if Command::new("curl").arg("--version").output().is_err() {
        return; // The words were checked; without curl they cannot be run.
    }
    let output = Command::new("sh").args(["-c", command]).output().unwrap();
    let answer = String::from_utf8(output.stdout).unwrap();
    assert!(
        answer.contains("\"Code\":0"),
        "{answer} {}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(sim.counters().received("u1", HOSTILE), 1);
}

#[test]
#[cfg(unix)]
fn no_path_breaks_out_of_its_quotes() {
    let zegoapi = Zegoapi::bare()
        .env("ZEGO_APP_ID", "1")
        .env("ZEGO_SERVER_SECRET", "s");
    let ran = url(
        &zegoapi,
        &[
            "--curl",
            "--base-url",
            "https://h/it's/;$(id)",
            "--ca-file",
            "a 'b' $(id).pem",
            "--proxy",
            "http://p:1",
            "--connect-timeout",
            "0.5",
        ],
    );
    let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}; {}", ran.stdout);
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    for expected in [
        "--cacert\na 'b' $(id).pem",
        "--proxy\nhttp://p:1",
        "--connect-timeout\n0.5",
    ] {
        assert!(words.contains(&format!("\n{expected}\n")), "{words}");
    }
    let last = words.lines().last().unwrap();
    assert!(last.starts_with("https://h/it's/;$(id)?Action="), "{words}");
}
