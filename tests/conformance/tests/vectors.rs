//! Protects the wire format and the reading of replies: every case of the shared vectors, and their number.

use zegoapi_client::{
    ActionExt, Answer, CodeScope, Endpoint, Error, Job, MessageDigest, Outcome, Recipients, Region,
    SendCustomCommand, Stamp, explain, parse_report_line, report_line,
};
use zegoapi_conformance::cases::{
    CodeCase, Codes, ExpectedError, ExpectedReply, HostCase, LineCase, MaskedCase, Refusal, RefusedCase,
    RefusedInput, ReplyCase, Reports, RequestCase, RequestOfAction,
};
use zegoapi_conformance::secrets::{app, stamp};
use zegoapi_conformance::vectors;

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
        assert_eq!((e.field(), e.problem().name()), ("buffer", "buffer_too_small"));
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
fn other_actions_give_the_exact_request() {
    let cases: Vec<RequestOfAction> = vectors("actions.json");
    for case in &cases {
        let action = case.action.make().unwrap();
        let endpoint = Endpoint::in_region(case.region.parse::<Region>().unwrap());
        let request = action.prepare(&app(), &endpoint, &stamp()).unwrap();
        assert_eq!(request.url(), case.url, "{}", case.name);
        assert_eq!(request.body(), case.body.as_deref(), "{}", case.name);
        let method = if case.body.is_some() { "POST" } else { "GET" };
        assert_eq!(request.method().name(), method, "{}", case.name);
    }
    assert_eq!(cases.len(), 24);
}

#[test]
fn products_have_their_hosts() {
    let cases: Vec<HostCase> = vectors("hosts.json");
    for case in &cases {
        let made = Endpoint::new(&case.product, case.region.parse::<Region>().unwrap());
        match (&made, &case.url) {
            (Ok(endpoint), Some(url)) => assert_eq!(endpoint.url(), url),
            (Err(Error::InvalidInput(e)), None) => assert_eq!(e.field(), "region"),
            _ => panic!("{case:?}: {made:?}"),
        }
    }
    assert_eq!(cases.len(), 84);
}

fn job(case: &ReplyCase) -> Job {
    if let Some(action) = &case.action {
        return action.make().unwrap().into();
    }
    let recipients = case
        .to
        .clone()
        .map_or(Ok(Recipients::everyone()), Recipients::users);
    SendCustomCommand::new("room1", "server", recipients.unwrap(), case.content.as_str())
        .unwrap()
        .into()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2);
    digits
        .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn replies_have_the_stated_outcome() {
    let cases: Vec<ReplyCase> = vectors("replies.json");
    for case in &cases {
        let text = || case.body.clone().expect("a body").into_bytes();
        let body = case.body_hex.as_deref().map_or_else(text, bytes);
        let mut answer = Answer::new(case.status, body);
        if case.cut_off {
            answer = answer.cut_off();
        }
        let job = job(case);
        match job.parse(&answer) {
            Ok(reply) => {
                let generic = matches!(job, Job::Generic(_));
                let got = ExpectedReply {
                    code: generic.then(|| reply.code()),
                    request_id: reply.request_id().to_owned(),
                    message: reply.message().to_owned(),
                    fail_users: (!generic).then(|| reply.fail_users().iter().map(Into::into).collect()),
                    data: reply.data().map(str::to_owned),
                    whole: Some(reply.whole().to_owned()),
                };
                let mut expected = case.reply.clone();
                if let Some(expected) = &mut expected {
                    expected.whole = expected.whole.take().or_else(|| case.body.clone());
                }
                assert_eq!(Some(got), expected, "{}", case.name);
            }
            Err(error) => {
                let mut expected = case.error.clone();
                if let Some(expected) = &mut expected
                    && expected.kind == "Api"
                {
                    expected.whole = expected.whole.take().or_else(|| case.body.clone());
                }
                assert_eq!(Some(outcome(case, &error)), expected, "{}", case.name);
            }
        }
    }
    assert_eq!(cases.len(), 170);
}

fn outcome(case: &ReplyCase, error: &Error) -> ExpectedError {
    let details = error.details();
    let own = |text: Option<&str>| text.map(str::to_owned);
    let looked_at = case.error.as_ref().and_then(|expected| expected.excerpt.as_ref());
    ExpectedError {
        kind: details.kind.name().to_owned(),
        applied: details.applied.name().to_owned(),
        retryable: details.retryable,
        status: details.http_status,
        excerpt: looked_at.and(own(details.excerpt)),
        code: details.code,
        code_kind: own(details.code_kind),
        request_id: own(details.request_id),
        message: own(details.message),
        fail_users: details
            .code
            .map(|_| details.fail_users.iter().map(Into::into).collect()),
        data: own(details.data),
        whole: own(details.whole),
    }
}

#[test]
fn bad_input_is_refused_with_field_limit_and_size() {
    let cases: Vec<RefusedCase> = vectors("refused.json");
    for case in &cases {
        let refused = match &case.input {
            RefusedInput::Action { action } => action.make().map(drop),
            RefusedInput::Command(command) => command.parts().and_then(|parts| {
                parts
                    .command
                    .prepare(&parts.app, &parts.endpoint, &parts.stamp)
                    .map(drop)
            }),
        };
        let Err(Error::InvalidInput(e)) = refused else {
            panic!("{}: {refused:?}", case.name)
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
    assert_eq!(cases.len(), 76);
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

fn scope(name: &str) -> CodeScope {
    CodeScope::from_name(name).unwrap_or_else(|| panic!("{name}"))
}

#[test]
fn every_documented_code_is_explained() {
    let codes: Codes = vectors("codes.json");
    let listed: Vec<CodeCase> = CodeScope::ALL
        .into_iter()
        .flat_map(|scope| scope.codes().filter(move |entry| entry.scope == scope))
        .map(|entry| {
            assert!(!entry.meaning.is_empty() && !entry.advice.is_empty());
            CodeCase {
                scope: entry.scope.name().to_owned(),
                code: entry.code,
                kind: entry.kind.name().to_owned(),
                retryable: entry.kind.retryable(),
                limited_by: entry.limited_by.map(|by| by.name().to_owned()),
            }
        })
        .collect();
    assert_eq!(listed.len(), codes.codes.len());
    for (got, expected) in listed.iter().zip(&codes.codes) {
        assert_eq!(got, expected);
    }
    for case in &codes.explain {
        let scopes: Vec<&str> = explain(case.code).map(|entry| entry.scope.name()).collect();
        assert_eq!(scopes, case.scopes, "{}", case.code);
    }
    for case in &codes.lookups {
        let found = scope(&case.scope)
            .explain(case.code)
            .map(|entry| entry.scope.name());
        assert_eq!(found, case.found.as_deref(), "{} of {}", case.code, case.scope);
    }
    let counts = (codes.codes.len(), codes.explain.len(), codes.lookups.len());
    assert_eq!(counts, (145, 14, 37));
}

#[test]
fn report_lines_are_of_one_message() {
    let reports: Reports = vectors("reports.json");
    for case in &reports.digests {
        let digest = MessageDigest::of(&case.room_id, &case.from_user_id, &case.content);
        assert_eq!(digest.as_str(), case.digest);
    }
    for case in &reports.lines {
        line(case);
    }
    assert_eq!((reports.digests.len(), reports.lines.len()), (6, 21));
}

fn line(case: &LineCase) {
    let digest: MessageDigest = case.digest.parse().unwrap();
    match (parse_report_line(digest, &case.line), &case.error) {
        (Ok(read), None) => {
            if let (Some((user, outcome)), true) = (&read, case.written) {
                assert_eq!(report_line(digest, user, *outcome), case.line, "{}", case.name);
            }
            let read = read
                .map(|(user, outcome): (String, Outcome)| (user, outcome.name().to_owned(), outcome.code()));
            assert_eq!(read, case.read, "{}", case.name);
        }
        (Err(Error::InvalidInput(e)), Some(expected)) => {
            assert_eq!(e.field(), expected.field, "{}", case.name);
        }
        (got, _) => panic!("{}: {got:?}", case.name),
    }
}

#[test]
fn a_stamp_may_have_a_sequence_of_its_own() {
    let stamp = Stamp::new("4fd24687296dd9f3", 1_615_186_943).unwrap();
    assert_eq!(stamp.sequence(), 1_615_186_943_000);
    assert_eq!(stamp.with_sequence(7).sequence(), 7);
}
