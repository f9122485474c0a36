//! Protects what encoding and parsing promise, with random input: text comes back as it went in, and
//! nothing that a server may answer leads to anything but a reply or one of the two errors.

use proptest::collection::vec;
use proptest::prelude::*;
use zegoapi_core::{
    ActionExt, Answer, App, CodeScope, Endpoint, Error, GenericAction, SendCustomCommand, Stamp,
};

const APP_ID: u32 = 12345;

fn app() -> App {
    App::new(APP_ID, "9193cc662a4c0ec135ec71fb57194b38").unwrap()
}

fn stamp() -> Stamp {
    Stamp::new("4fd24687296dd9f3", 1_615_186_943).unwrap()
}

/// The parameters as another library reads them.
fn read_back(url: &str) -> Vec<(String, String)> {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

proptest! {
    #[test]
    fn a_prepared_url_gives_every_parameter_back(
        room in "\\PC{1,40}|[\\x00-\\x7f]{1,40}",
        from in any::<String>().prop_filter("not empty", |s| !s.is_empty()),
        users in vec(any::<String>().prop_filter("not empty", |s| !s.is_empty()), 1..=10),
        content in "\\PC{1,250}|[\\x00-\\x7f]{1,250}",
    ) {
        let command = SendCustomCommand::to_users(&room, &from, &users, &content).unwrap();
        let request = command.prepare(&app(), &Endpoint::default(), &stamp()).unwrap();
        prop_assert!(request.url().is_ascii());
        prop_assert!(!request.url().contains('+'), "a plus sign reads as a space in some decoders");
        let mut expected = vec![
            ("Action", "SendCustomCommand"),
            ("AppId", "12345"),
            ("SignatureNonce", "4fd24687296dd9f3"),
            ("Timestamp", "1615186943"),
            ("Signature", "43e5cfcca828314675f91b001390566a"),
            ("SignatureVersion", "2.0"),
            ("RoomId", &room),
            ("FromUserId", &from),
        ];
        expected.extend(users.iter().map(|user| ("ToUserId[]", user.as_str())));
        expected.push(("MessageContent", &content));
        let got = read_back(request.url());
        let got: Vec<(&str, &str)> = got.iter().map(|(name, value)| (&**name, &**value)).collect();
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn a_buffer_holds_the_same_url_as_a_request(content in "\\PC{1,300}", spare in 0_usize..20) {
        let command = SendCustomCommand::to_everyone("room1", "server", &content).unwrap();
        prop_assume!(content.len() <= 1024);
        let request = command.prepare(&app(), &Endpoint::default(), &stamp()).unwrap();
        let mut buffer = vec![0; request.url().len() + spare];
        let len = command.prepare_into(&app(), &Endpoint::default(), &stamp(), &mut buffer).unwrap();
        prop_assert_eq!(&buffer[..len], request.url().as_bytes());
    }

    #[test]
    fn content_is_held_to_bytes_and_never_cut(content in "\\PC{300,1100}") {
        let command = SendCustomCommand::to_everyone("room1", "server", &content).unwrap();
        match command.prepare(&app(), &Endpoint::default(), &stamp()) {
            Ok(_) => prop_assert!(content.len() <= 1024),
            Err(Error::InvalidInput(e)) => {
                prop_assert!(content.len() > 1024);
                prop_assert_eq!((e.field(), e.limit(), e.size()), ("content", Some(1024), Some(content.len())));
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn parse_takes_any_bytes(status in any::<u16>(), body in vec(any::<u8>(), 0..400)) {
        check_outcome(status, &body)?;
    }

    #[test]
    fn parse_takes_any_mutation_of_a_reply(
        status in prop_oneof![Just(200), any::<u16>()],
        at in any::<prop::sample::Index>(),
        with in vec(any::<u8>(), 0..6),
        cut in 0_usize..6,
    ) {
        let mut body =
            br#"{"Code":0,"Message":"success","RequestId":"3005402395393320157","Data":{"FailUsers":[{"Uid":"1111","Code":50003}]}}"#
                .to_vec();
        let at = at.index(body.len());
        let end = (at + cut).min(body.len());
        body.splice(at..end, with);
        check_outcome(status, &body)?;
    }

    #[test]
    fn parse_takes_any_json(status in prop_oneof![Just(200), any::<u16>()], body in json(4)) {
        check_outcome(status, body.as_bytes())?;
    }

    #[test]
    fn generic_parameters_come_back(
        params in vec(("[A-Za-z][A-Za-z0-9]{0,8}", prop_oneof![any::<String>().prop_map(Ok), vec(any::<String>(), 1..4).prop_map(Err)]), 0..5),
    ) {
        let mut action = GenericAction::new_get("SomeAction").unwrap().with_code_scope(CodeScope::Room);
        let mut expected = Vec::new();
        for (name, value) in &params {
            let given = match value {
                Ok(value) => action.clone().with_param(name, value),
                Err(values) => action.clone().with_list(name, values),
            };
            // A name that was given before, or that every request carries, is refused.
            let Ok(given) = given else { continue };
            action = given;
            match value {
                Ok(value) => expected.push((name.clone(), value.clone())),
                Err(values) => expected.extend(values.iter().map(|value| (format!("{name}[]"), value.clone()))),
            }
        }
        let request = action.prepare(&app(), &Endpoint::default(), &stamp()).unwrap();
        prop_assert_eq!(&read_back(request.url())[6..], &expected[..]);
    }

    #[test]
    fn generic_json_takes_any_text(text in prop_oneof![json(3), any::<String>()]) {
        let outcomes = (GenericAction::new_get_from_json("X", &text).err(), GenericAction::new_post("X", &text).err());
        for error in [outcomes.0, outcomes.1].into_iter().flatten() {
            prop_assert_eq!(error.kind().name(), "InvalidInput");
        }
    }

    #[test]
    fn base_urls_take_any_text(text in "\\PC*|https?://[a-z0-9.:@/\\[\\]?#%-]{0,40}") {
        if let Ok(endpoint) = Endpoint::from_base_url(&text) {
            // Another library must agree about the host, or a signed URL could go elsewhere.
            let url = url::Url::parse(endpoint.url()).unwrap();
            prop_assert!(url.username().is_empty() && url.password().is_none());
            if url.scheme() == "http" {
                let host = url.host_str().unwrap_or_default();
                prop_assert!(host == "localhost" || host.starts_with("127.") || host == "[::1]", "{host}");
            }
        }
    }
}

fn check_outcome(status: u16, body: &[u8]) -> Result<(), TestCaseError> {
    let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap();
    let generic = GenericAction::new_get("DescribeUserNum").unwrap();
    let outcomes = [
        command.parse(&Answer::new(status, body)).map(drop),
        generic.parse(&Answer::new(status, body)).map(drop),
    ];
    for outcome in outcomes {
        match outcome {
            Ok(()) => prop_assert!((200..=299).contains(&status)),
            Err(Error::Api(e)) => prop_assert_ne!(e.code(), 0),
            Err(Error::BadReply(e)) => {
                prop_assert_eq!(e.http_status(), status);
                prop_assert!(e.excerpt().len() <= 200 && !e.excerpt().chars().any(char::is_control));
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
    Ok(())
}

/// JSON texts, often with the names that a reply has.
fn json(depth: u32) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|b| b.to_string()),
        any::<i64>().prop_map(|n| n.to_string()),
        any::<f64>().prop_map(|n| n.to_string()),
        "[a-z\"\\\\u0-9]{0,6}".prop_map(|s| format!("\"{s}\"")),
    ];
    leaf.prop_recursive(depth, 24, 5, |inner| {
        let name = prop_oneof![
            "Code",
            "Message",
            "RequestId",
            "Data",
            "FailUsers",
            "Uid",
            "[a-z]{0,3}"
        ];
        let object = vec((name, inner.clone()), 0..5).prop_map(|members| {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}"))
                .collect();
            format!("{{{}}}", members.join(","))
        });
        prop_oneof![
            object,
            vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(",")))
        ]
    })
}
