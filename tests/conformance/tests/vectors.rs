//! Protects the wire format and the reading of replies: every case of the shared vectors, and their number.

use zegoapi_client::{Action, CodeFamily, Error, SendCustomCommand, explain};
use zegoapi_conformance::{
    CodeCase, ExpectedError, ExpectedFailUser, ExpectedReply, MaskedCase, Refusal, RefusedCase, ReplyCase,
    RequestCase, vectors,
};

#[test]
fn requests_give_the_exact_url() {
    let cases: Vec<RequestCase> = vectors("requests.json");
    for case in &cases {
        let parts = case.command.parts().unwrap();
        let request = parts
            .command
            .prepare(&parts.app, &parts.endpoint, &parts.stamp)
            .unwrap();
        assert_eq!(request.url(), case.url);
        assert_eq!((request.method().name(), request.body()), ("GET", None));
    }
    assert_eq!(cases.len(), 151);
}

#[test]
fn requests_into_a_buffer_give_the_exact_url_or_the_size_needed() {
    let cases: Vec<RequestCase> = vectors("requests.json");
    for case in &cases {
        let parts = case.command.parts().unwrap();
        let prepare = |buffer: &mut [u8]| {
            parts
                .command
                .prepare_into(&parts.app, &parts.endpoint, &parts.stamp, buffer)
        };
        let mut exact = vec![0; case.url.len()];
        assert_eq!(prepare(&mut exact).unwrap(), case.url.len());
        assert_eq!(exact, case.url.as_bytes());

        let mut roomy = vec![b'!'; case.url.len() + 9];
        assert_eq!(prepare(&mut roomy).unwrap(), case.url.len());
        assert!(roomy.starts_with(case.url.as_bytes()) && roomy.ends_with(b"!!!!!!!!!"));

        let mut short = vec![b'!'; case.url.len() - 1];
        let Err(Error::InvalidInput(e)) = prepare(&mut short) else {
            panic!("{}", case.url)
        };
        assert_eq!((e.field(), e.problem().name()), ("buffer", "BufferTooSmall"));
        assert_eq!(
            (e.limit(), e.size()),
            (Some(case.url.len()), Some(case.url.len() - 1))
        );
        assert!(
            short.iter().all(|b| *b == b'!'),
            "nothing is written into a buffer that is too small"
        );
    }
    assert_eq!(cases.len(), 151);
}

#[test]
fn replies_have_the_stated_outcome() {
    let cases: Vec<ReplyCase> = vectors("replies.json");
    let command = SendCustomCommand::to_users("room1", "server", ["u1"], "hi").unwrap();
    for case in &cases {
        match command.parse(case.status, case.body.as_bytes()) {
            Ok(reply) => {
                let got = ExpectedReply {
                    request_id: reply.request_id,
                    message: reply.message,
                    fail_users: fail_users(&reply.fail_users),
                };
                assert_eq!(Some(&got), case.reply.as_ref(), "{}", case.name);
            }
            Err(error) => assert_eq!(Some(&outcome(&error)), case.error.as_ref(), "{}", case.name),
        }
    }
    assert_eq!(cases.len(), 56);
}

fn fail_users(users: &[zegoapi_client::FailUser]) -> Vec<ExpectedFailUser> {
    users
        .iter()
        .map(|user| ExpectedFailUser {
            uid: user.uid.clone(),
            code: user.code,
        })
        .collect()
}

fn outcome(error: &Error) -> ExpectedError {
    let (kind, delivery) = (error.kind().name().to_owned(), error.delivery().name().to_owned());
    let none = ExpectedError {
        kind,
        delivery,
        status: None,
        code: None,
        code_kind: None,
        request_id: None,
        message: None,
        fail_users: None,
    };
    match error {
        Error::Api(e) => ExpectedError {
            code: Some(e.code()),
            code_kind: Some(e.code_kind().name().to_owned()),
            request_id: Some(e.request_id().to_owned()),
            message: Some(e.message().to_owned()),
            fail_users: Some(fail_users(e.fail_users())),
            ..none
        },
        Error::BadReply(e) => ExpectedError {
            status: Some(e.http_status()),
            ..none
        },
        other => panic!("{other}"),
    }
}

#[test]
fn bad_input_is_refused_with_field_limit_and_size() {
    let cases: Vec<RefusedCase> = vectors("refused.json");
    for case in &cases {
        let prepared = case
            .command
            .parts()
            .and_then(|parts| parts.command.prepare(&parts.app, &parts.endpoint, &parts.stamp));
        let Err(Error::InvalidInput(e)) = prepared else {
            panic!("{}: {prepared:?}", case.name)
        };
        let got = Refusal {
            field: e.field().to_owned(),
            problem: e.problem().name().to_owned(),
            limit: e.limit(),
            size: e.size(),
            index: e.index(),
        };
        assert_eq!(got, case.error, "{}", case.name);
        let text = e.to_string();
        for part in [
            Some(e.field().to_owned()),
            e.limit().map(|n| n.to_string()),
            e.size().map(|n| n.to_string()),
        ] {
            assert!(text.contains(&part.unwrap_or_default()), "{}: {text}", case.name);
        }
    }
    assert_eq!(cases.len(), 41);
}

#[test]
fn requests_print_masked() {
    let cases: Vec<MaskedCase> = vectors("masked.json");
    for case in &cases {
        let parts = case.command.parts().unwrap();
        let request = parts
            .command
            .prepare(&parts.app, &parts.endpoint, &parts.stamp)
            .unwrap();
        assert_eq!(request.to_string(), case.display, "{}", case.name);
    }
    assert_eq!(cases.len(), 2);
}

#[test]
fn every_documented_code_is_explained() {
    let cases: Vec<CodeCase> = vectors("codes.json");
    for case in &cases {
        let entry = explain(case.code).unwrap_or_else(|| panic!("{}", case.code));
        let family = if entry.family == CodeFamily::Gateway {
            "gateway"
        } else {
            "room"
        };
        let got = (entry.code, family, entry.kind.name(), entry.kind.retryable());
        assert_eq!(
            got,
            (
                case.code,
                case.family.as_str(),
                case.kind.as_str(),
                case.retryable
            )
        );
        assert!(!entry.meaning.is_empty() && !entry.advice.is_empty());
    }
    assert_eq!(cases.len(), 45);
    assert_eq!(
        CodeFamily::Room.codes().count(),
        cases.len(),
        "the table has no code of its own"
    );
}
