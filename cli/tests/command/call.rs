//! `call`: any action by its name, its whole reply, and the exit codes of `send`.

use crate::one_answer::OneAnswer;
use crate::support::{CONTENT, Ran, Zegoapi, file, simulator};
use serde_json::{Value, json};
use zegoapi_simulator::{Fault, FaultKind, Simulator};

fn call(sim: &Simulator, args: &[&str]) -> Ran {
    Zegoapi::over_http(sim).run(&[&["call"], args].concat())
}

/// The server's reply, as it stands on standard output.
fn reply(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.all()))
}

/// The numbers of users that a reply names.
fn counts(reply: &Value) -> Vec<(&str, u64)> {
    let rooms = reply["Data"]["UserCountList"]
        .as_array()
        .unwrap_or_else(|| panic!("{reply}"));
    let count = |room: &Value| room["UserCount"].as_u64().unwrap();
    rooms
        .iter()
        .map(|room| (room["RoomId"].as_str().unwrap(), count(room)))
        .collect()
}

#[test]
fn a_get_with_a_list_however_it_is_given() {
    let sim = simulator();
    sim.login("room2", "u3");
    let json = r#"{"RoomId":["room1","room2"]}"#;
    let file = file("params.json", json.as_bytes());
    for args in [
        &["--param", "RoomId[]=room1", "--param", "RoomId[]=room2"][..],
        &["--param", "RoomId=room1", "--param", "RoomId=room2"],
        &["--params-json", json],
        &["--params-file", file.to_str().unwrap()],
        &["--method", "get", "--params-json", json],
    ] {
        let ran = call(&sim, &[&["DescribeUserNum"], args].concat());
        assert_eq!((ran.code, &*ran.stderr), (0, ""), "{args:?}: {}", ran.stdout);
        let reply = reply(&ran);
        assert_eq!(reply["Code"], 0);
        assert_eq!(counts(&reply), [("room1", 2), ("room2", 1)], "{args:?}");
    }
    assert_eq!(sim.counters().misspelt_parameters, 0);
    // One value, with the brackets that make it a list; and from standard input.
    let one = call(&sim, &["DescribeUserNum", "--param", "RoomId[]=room1"]);
    assert_eq!(counts(&reply(&one)), [("room1", 2)]);
    let args = ["call", "DescribeUserNum", "--params-file", "-"];
    let ran = Zegoapi::over_http(&sim).run_with_stdin(&args, [json.as_bytes().to_vec()]);
    assert_eq!(counts(&reply(&ran)).len(), 2);
}

#[test]
fn a_post_is_known_by_its_name() {
    let sim = simulator();
    let mix = json!({
        "TaskId": "t1", "UserId": "server", "RoomId": "room1",
        "MixInput": [{"StreamId": "in1", "RectInfo": {"Top": 0, "Left": 0, "Bottom": 9, "Right": 9}}],
        "MixOutput": [{"StreamId": "out1", "VideoBitrate": 1, "Fps": 15, "Width": 640, "Height": 360}],
    });
    let file = file("mix.json", mix.to_string().as_bytes());
    let ran = call(&sim, &["StartMix", "--params-file", file.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(reply(&ran)["Data"]["PlayInfo"][0]["StreamId"], "out1");
    let task = reply(&call(&sim, &["GetMixTaskInfo", "--param", "TaskId=t1"]));
    assert_eq!(task["Data"]["TaskInfo"]["TaskId"], "t1");
    let ran = call(&sim, &["StopMix", "--params-json", r#"{"TaskId":"t1"}"#]);
    assert_eq!(ran.code, 0, "{}", ran.all());
    let calls = sim.counters().calls;
    // Without its object there is nothing to send, and by GET it is not called.
    for args in [&["StartMix"][..], &["StartMix", "--param", "TaskId=t1"]] {
        let ran = call(&sim, &[args, &["--json"]].concat());
        assert_eq!((ran.code, &ran.json()["field"]), (2, &"params".into()));
        assert!(ran.json()["advice"].as_str().unwrap().contains("--params-json"));
    }
    let ran = call(
        &sim,
        &["StartMix", "--method", "get", "--params-json", "{}", "--json"],
    );
    assert_eq!((ran.code, &ran.json()["field"]), (2, &"method".into()));
    assert_eq!(sim.counters().calls, calls);
}

#[test]
fn for_programs_the_whole_reply_is_a_text() {
    let sim = simulator();
    let json = call(&sim, &["DescribeUserNum", "--param", "RoomId[]=room1", "--json"]).json();
    assert_eq!(
        (&json["ok"], &json["code"], &json["message"]),
        (&true.into(), &0.into(), &"success".into())
    );
    let whole: Value = serde_json::from_str(json["whole"].as_str().unwrap()).unwrap();
    assert_eq!(counts(&whole), [("room1", 2)]);
    assert_eq!(whole["RequestId"], json["request_id"]);
}

#[test]
fn a_message_goes_out_as_by_send() {
    let sim = simulator();
    let content = format!("MessageContent={CONTENT}");
    let args = [
        "SendCustomCommand",
        "--param=RoomId=room1",
        "--param=FromUserId=server",
        "--param=ToUserId[]=u1",
        "--param",
        &content,
    ];
    assert_eq!(call(&sim, &args).code, 0);
    let counters = sim.counters();
    assert_eq!(
        (counters.received("u1", CONTENT), counters.received("u2", CONTENT)),
        (1, 0)
    );
    // A value may hold the sign that ends the name.
    let args = [&args[..4], &["--param=MessageContent=a=b=c"]].concat();
    assert_eq!(call(&sim, &args).code, 0);
    assert_eq!(sim.counters().received("u1", "a=b=c"), 1);
}

#[test]
fn each_exit_code_from_its_situation() {
    let sim = simulator();
    let describe = ["DescribeUserNum", "--param", "RoomId[]=room1"];
    let again = |more: &[&str]| call(&sim, &[&describe[..], more].concat());
    sim.fail_next(Fault::code(100_000_005), 2);
    let ran = again(&[]);
    assert_eq!(ran.code, 3);
    assert_eq!(reply(&ran)["Code"], 100_000_005, "the whole refusal, too");
    assert!(
        ran.stderr
            .starts_with("error: refused by the server: code 100000005"),
        "{}",
        ran.stderr
    );
    let json = again(&["--json"]).json();
    assert_eq!(
        (&json["kind"], &json["code"], &json["scope"]),
        (&"Api".into(), &100_000_005.into(), &"gateway".into())
    );
    let whole: Value = serde_json::from_str(json["whole"].as_str().unwrap()).unwrap();
    assert_eq!(whole["Code"], 100_000_005);
    assert_eq!(
        again(&["--base-url", "http://127.0.0.1:1", "--retries", "0"]).code,
        4
    );

    // A reading is tried again after a lost answer, and a message is not.
    sim.reset_counters();
    sim.fail_next(FaultKind::Drop, 1);
    assert_eq!((again(&[]).code, sim.counters().calls), (0, 2));
    sim.reset_counters();
    sim.fail_next(FaultKind::Drop, 1);
    let message = r#"{"RoomId":"room1","FromUserId":"server","MessageContent":"zq-lost"}"#;
    let ran = call(&sim, &["SendCustomCommand", "--params-json", message, "--json"]);
    assert_eq!(
        (ran.code, &ran.json()["applied"], sim.counters().calls),
        (5, &"unknown".into(), 1)
    );
    assert!(ran.json().get("whole").is_none(), "there is none");
}

#[test]
fn the_rate_is_that_of_the_action() {
    let sim = simulator();
    let args = [
        "DescribeUserNum",
        "--param",
        "RoomId[]=room1",
        "--calls-per-second",
        "1",
        "--json",
    ];
    let begin = std::time::Instant::now();
    sim.fail_next(Fault::code(206), 1);
    let ran = call(&sim, &args);
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(begin.elapsed().as_millis() > 900, "it waited for its turn");
}

#[test]
fn what_is_not_known_is_asked_for() {
    let sim = simulator();
    let ran = call(&sim, &["ActionOfTomorrow", "--params-json", "{}", "--json"]);
    let json = ran.json();
    assert_eq!((ran.code, &json["field"]), (2, &"method".into()), "{json}");
    assert!(
        json["advice"].as_str().unwrap().contains("--method post"),
        "{json}"
    );
    for args in [
        &["ActionOfTomorrow", "--method", "post", "--params-json", "[]"][..],
        &[
            "ActionOfTomorrow",
            "--method",
            "post",
            "--params-json",
            "{\"a\":1,\"a\":2}",
        ],
        &["Action Of Tomorrow"],
        &["DescribeUserNum", "--param", "RoomId"],
        &["DescribeUserNum", "--param", "RoomId=room1"],
        &["DescribeUserNum", "--param", "Action=CloseRoom"],
        &["DescribeUserNum", "--params-json", "{\"RoomId\":\"zq-room\"}"],
        &["DescribeUserNum", "--product", "zim"],
        &["DescribeUserNum", "--params-file", "/does/not/exist"],
        &["DescribeUserNum", "--param", "RoomId[]=r", "--params-json", "{}"],
        &["DescribeUserNum", "--scope", "rooms"],
        &["DescribeUserNum", "--method", "put"],
        &["DescribeUserNum", "zq-stray"],
        &[],
    ] {
        let ran = call(&sim, &[args, &["--json"]].concat());
        assert_eq!(
            (ran.code, &ran.json()["kind"]),
            (2, &"InvalidInput".into()),
            "{args:?}"
        );
    }
    assert_eq!(sim.counters().calls, 0);
}

#[test]
fn an_action_of_tomorrow_and_a_payload_beside_the_code() {
    let body = "{\"Code\":0,\n\"Message\":\"success\",\"RequestId\":12345678901234567890123,\
                \"ErrorList\":[{\"UserId\":\"a\u{202e}\",\"SubCode\":660700002}]}";
    let server = OneAnswer::new(body);
    let sim = simulator();
    let zegoapi = Zegoapi::over_http(&sim).env("ZEGO_BASE_URL", &server.url);
    let args = [
        "call",
        "ActionOfTomorrow",
        "--method",
        "post",
        "--params-json",
        "{\"zq-a\": 1}",
    ];
    let ran = zegoapi.run(&args);
    assert_eq!((ran.code, &*ran.stderr), (0, ""));
    assert_eq!(
        ran.stdout,
        body.replace('\u{202e}', "\\u202e") + "\n",
        "every digit, and nothing for a terminal"
    );
    let (line, sent) = server.request();
    assert!(line.starts_with("POST /?Action=ActionOfTomorrow&"), "{line}");
    assert_eq!(sent, "{\"zq-a\": 1}");

    // By GET when nothing is said.
    let server = OneAnswer::new("{\"Code\":3,\"Message\":\"no\",\"RequestId\":\"1\"}");
    let zegoapi = zegoapi.env("ZEGO_BASE_URL", &server.url);
    let args = [
        "call",
        "ActionOfTomorrow",
        "--param",
        "A=b",
        "--scope",
        "media-files",
        "--json",
    ];
    let ran = zegoapi.run(&args);
    assert_eq!(
        (ran.code, &ran.json()["code_kind"]),
        (3, &"auth".into()),
        "{}",
        ran.stdout
    );
    let (line, _) = server.request();
    assert!(
        line.starts_with("GET /?Action=ActionOfTomorrow&") && line.contains("&A=b"),
        "{line}"
    );
}
