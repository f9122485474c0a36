//! How each public name prints, made from values that hold every secret there is. Functions stand for what they
//! return, traits for what one of their methods is given.

use crate::errors::real_errors;
use std::cell::RefCell;
use std::time::Duration;
use zegoapi_client::{
    Action, ActionExt, Answer, ApiError, AppLimiters, Applied, BadReply, Call, CallOptions, CallOutcome,
    Cancel, Client, ClientBuilder, Clock, CodeKind, CodeScope, Dispatcher, DispatcherOptions, Effect,
    Endpoint, Envelope, Error, ErrorKind, EventKind, FanOut, FanOutOptions, FanOutState, GenericAction,
    InvalidInput, Job, JobReply, LimitedBy, Limiter, Limiters, Limits, MessageDigest, Method, NotSentCause,
    Outcome, PerProcess, Permit, Problem, Product, Quota, Rate, Recipients, Region, Stamp, Step, Time,
    UnknownCause, applied_by_kind, explain, fill_random, new_stamp, parse_http_date, parse_report_line,
    report_line,
};
use zegoapi_conformance::secrets::{
    CONTENT, SECRET, app, before_host, command, debug, prints, simulator, stamp,
};
use zegoapi_conformance::stage::{PATIENCE, ROOM, client_of, endpoint};

type Samples = Vec<(&'static str, Vec<String>)>;

const NOW: Time = Time {
    monotonic_ms: 0,
    unix_ms: 1_615_186_943_000,
};
/// The random half of the published nonce, and jitter.
const RANDOM: [u8; 16] = [
    0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3, 0, 0, 0, 0, 0, 0, 0, 0,
];
/// An acceptance whose every text repeats the request.
fn echo() -> String {
    let content = CONTENT.replace('\\', "\\\\").replace('"', "\\\"");
    let message = format!("sent {content} by {SECRET}");
    format!(r#"{{"Code":0,"Message":"{message}","RequestId":"3","Data":{{"Echo":"{content}"}}}}"#)
}

pub(crate) fn samples() -> Samples {
    let mut all = requests();
    all.extend(replies());
    all.extend(machines());
    all.extend(errors());
    all.extend(clients());
    all.extend(plain());
    all.extend(crate::signed::samples());
    all
}

fn generic() -> GenericAction<'static> {
    GenericAction::new_get("SendBroadcastMessage")
        .unwrap()
        .with_param("MessageContent", CONTENT)
        .unwrap()
}

fn post() -> GenericAction<'static> {
    GenericAction::new_post("StartMix", r#"{"UserData":"Rosebud 推送"}"#).unwrap()
}

fn requests() -> Samples {
    let prepare = |action: &dyn Fn(&Endpoint) -> Vec<String>| action(&Endpoint::default());
    let mut printed = prepare(&|to| prints(command().prepare(&app(), to, &stamp()).unwrap()));
    printed.extend(prepare(&|to| {
        prints(generic().prepare(&app(), to, &stamp()).unwrap())
    }));
    printed.extend(prepare(&|to| {
        prints(post().prepare(&app(), to, &stamp()).unwrap())
    }));
    let jobs = [Job::from(command()), Job::from(generic()), Job::from(post())];
    vec![
        ("App", debug(app())),
        ("Stamp", debug(stamp())),
        ("new_stamp", debug(new_stamp().map(|_| stamp()))),
        ("Request", printed),
        ("SendCustomCommand", debug(command())),
        ("Recipients", debug(Recipients::users(["u1"]))),
        ("GenericAction", debug((generic(), post()))),
        ("Job", debug(jobs)),
        ("Endpoint", debug(Endpoint::default())),
    ]
}

/// Shows the envelope that the trait hands to an action.
struct Peek(RefCell<Vec<String>>);

impl Action for Peek {
    type Reply = ();

    fn name(&self) -> &'static str {
        "Peek"
    }

    fn effect(&self) -> Effect {
        Effect::Read
    }

    fn rate(&self) -> Rate {
        Rate::per_second(1)
    }

    fn check(&self, _: &Limits) -> Result<(), Error> {
        Ok(())
    }

    fn visit_params(&self, _: i64, visit: &mut dyn FnMut(&str, &str)) {
        visit("MessageContent", CONTENT);
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<()> {
        *self.0.borrow_mut() = debug(envelope);
        Some(())
    }
}

fn replies() -> Samples {
    let echo = echo();
    let answer = Answer::new(200, echo.as_bytes());
    let reply = command().parse(&answer).unwrap();
    let generic_reply = generic().parse(&answer).unwrap();
    let job_replies: Vec<JobReply> = [Job::from(command()), Job::from(generic())]
        .iter()
        .map(|job| job.parse(&answer).unwrap())
        .collect();
    let failed = br#"{"Code":0,"Data":{"FailUsers":[{"Uid":"u1","Code":50003}]}}"#;
    let peek = Peek(RefCell::default());
    peek.parse(&answer).unwrap();
    let seen = peek.0.take();
    vec![
        ("SendCustomCommandReply", debug(reply)),
        ("GenericReply", debug(generic_reply)),
        ("JobReply", debug(job_replies)),
        (
            "FailUser",
            debug(command().parse(&Answer::new(200, failed)).unwrap().fail_users),
        ),
        ("Envelope", seen.clone()),
        ("Action", seen.clone()),
        ("ActionExt", seen),
        ("Answer", debug(&answer)),
    ]
}

fn fan_out() -> FanOut {
    let options = FanOutOptions::default();
    FanOut::new(
        app(),
        Endpoint::default(),
        ROOM,
        "server",
        CONTENT,
        ["u1", "u2"],
        options,
    )
    .unwrap()
}

fn machines() -> Samples {
    let mut limiter = Limiter::new(Quota::per_second(1));
    let permits = [limiter.ask(None, 0, 9), limiter.ask(None, 0, 9)];
    let [Permit::Go(ticket), Permit::Wait { turn, .. }] = permits else {
        panic!("{permits:?}")
    };
    let mut limiters = Limiters::new();
    let room = GenericAction::new_get("DescribeUserList")
        .unwrap()
        .with_param("RoomId", CONTENT)
        .unwrap();
    let mut listing = Call::new(room, app(), Endpoint::default(), CallOptions::default(), NOW);
    listing.next(&mut limiters, NOW, &RANDOM).unwrap();

    let mut call = Call::new(command(), app(), Endpoint::default(), CallOptions::default(), NOW);
    let mut calls = debug(&call);
    let sent = call.next(&mut limiters, NOW, &RANDOM).unwrap();
    assert!(matches!(sent, Step::Send { .. }));
    let mut steps = debug(sent);
    calls.extend(debug(&call));
    call.reply(&mut limiters, NOW, &Answer::new(200, echo().into_bytes()))
        .unwrap();
    calls.extend(debug(&call));
    let mut events = Vec::new();
    while let Some(event) = call.take_event() {
        events.extend(debug(event));
    }
    steps.extend(debug(call.next(&mut limiters, NOW, &RANDOM).unwrap()));

    let mut fan_out = fan_out();
    let mut fan_outs = debug(&fan_out);
    let step = fan_out.next(&mut limiters, NOW, &RANDOM);
    fan_outs.extend(debug(&fan_out));
    vec![
        ("Limiter", debug(&limiter)),
        ("Limiters", debug(&limiters)),
        ("AppLimiters", debug(AppLimiters::of(&app()))),
        ("Permit", debug(permits)),
        ("Ticket", debug(ticket)),
        ("Turn", debug(turn)),
        ("Call", calls),
        ("Step", steps),
        ("CallState", debug(call.state())),
        ("CallOutcome", debug(CallOutcome::ALL)),
        ("Event", events),
        ("FanOut", fan_outs),
        ("FanOutState", debug(FanOutState::ALL)),
        ("MessageDigest", prints(fan_out.digest())),
        ("FanOutStep", debug(step)),
        ("Progress", debug(fan_out.progress())),
        ("Report", debug(fan_out.report())),
    ]
}

/// Errors as they really come, and one of each type by itself.
fn errors() -> Samples {
    let errors = real_errors();
    let all: Vec<String> = errors
        .iter()
        .flat_map(prints)
        .chain(errors.iter().map(|e| e.advice().to_owned()))
        .collect();
    let mut of_kind: [Vec<String>; 5] = Default::default();
    for error in &errors {
        match error {
            Error::InvalidInput(e) => of_kind[0].extend(prints(e)),
            Error::Api(e) => of_kind[1].extend(prints(e).into_iter().chain(api_texts(e))),
            Error::NotSent(e) => of_kind[2].extend(prints(e).into_iter().chain([e.detail().to_owned()])),
            Error::Unknown(e) => of_kind[3].extend(prints(e).into_iter().chain([e.detail().to_owned()])),
            Error::BadReply(e) => of_kind[4].extend(prints(e).into_iter().chain(bad_reply_texts(e))),
            other => panic!("a kind without a sample: {other}"),
        }
    }
    let [invalid_input, api, not_sent, unknown, bad_reply] = of_kind;
    vec![
        ("Error", all),
        ("ErrorDetails", details(&errors)),
        ("InvalidInput", invalid_input),
        ("ApiError", api),
        ("NotSent", not_sent),
        ("Unknown", unknown),
        ("BadReply", bad_reply),
    ]
}

/// The flat view holds the whole refusal, which may repeat the request: what is safe of it is each text by itself.
fn details(errors: &[Error]) -> Vec<String> {
    let texts = errors.iter().flat_map(|error| {
        let details = error.details();
        [
            details.detail,
            details.message,
            details.request_id,
            details.excerpt,
            details.meaning,
            details.field,
        ]
    });
    texts.flatten().map(str::to_owned).collect()
}

fn api_texts(error: &ApiError) -> Vec<String> {
    [
        error.message(),
        error.meaning(),
        error.advice(),
        error.request_id(),
    ]
    .map(str::to_owned)
    .to_vec()
}

fn bad_reply_texts(error: &BadReply) -> Vec<String> {
    [error.excerpt(), error.problem()].map(str::to_owned).to_vec()
}

fn builder(base_url: &str) -> ClientBuilder {
    client_of(app(), base_url).proxy(&format!("http://{}127.0.0.1:1", before_host()))
}

fn clients() -> Samples {
    let sim = simulator();
    let client: Client = builder(&sim.http_url()).build().unwrap();
    let request = command()
        .prepare(&app(), &endpoint(&sim.http_url()), &new_stamp().unwrap())
        .unwrap();
    sim.fail_next(zegoapi_simulator::FaultKind::EchoUrl, 1);
    let answer = client.transport().exchange(&request, PATIENCE).unwrap();
    assert!(
        String::from_utf8_lossy(&answer.body).contains("Rosebud"),
        "the page repeats the URL"
    );

    let dispatcher = Dispatcher::new(
        client.clone(),
        DispatcherOptions {
            capacity: 1,
            ..DispatcherOptions::default()
        },
    );
    dispatcher.submit(command()).unwrap();
    let rejected = dispatcher.submit(command()).unwrap_err();
    let mut dispatchers = debug(&dispatcher);
    let completion = dispatcher.wait(PATIENCE).unwrap();
    let called_back = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let note = std::sync::Arc::clone(&called_back);
    let callback: zegoapi_client::Callback =
        Box::new(move |completion| note.lock().unwrap().extend(debug(completion)));
    callback(zegoapi_client::Completion {
        id: 1,
        outcome: completion.outcome.clone(),
    });
    dispatcher.shutdown(Duration::ZERO);
    dispatchers.extend(debug(&dispatcher));
    let cancel = Cancel::new();
    vec![
        ("ClientBuilder", debug(builder(&sim.http_url()).ca_pem(SECRET))),
        ("Client", debug(&client)),
        ("Transport", debug(client.transport())),
        ("Dispatcher", dispatchers),
        ("DispatcherOptions", debug(DispatcherOptions::default())),
        ("Callback", called_back.lock().unwrap().clone()),
        ("Completion", debug(completion)),
        ("RejectReason", debug(&rejected.reason)),
        ("Rejected", debug(&rejected)),
        ("Cancelled", debug(cancel.cancel())),
        ("Cancel", debug(&cancel)),
    ]
}

/// What holds no secret by its nature.
fn plain() -> Samples {
    let message = MessageDigest::of(ROOM, "server", CONTENT);
    let line = report_line(message, "u1", Outcome::Sent);
    let mut random = [0_u8; Stamp::RANDOM_LEN];
    vec![
        ("CallOptions", debug(CallOptions::default())),
        ("Clock", debug(Clock::new())),
        ("CodeScope", debug(CodeScope::ALL)),
        ("CodeKind", debug(CodeKind::ALL)),
        ("Applied", debug(Applied::No)),
        ("applied_by_kind", debug(applied_by_kind(CodeKind::Caller))),
        ("Effect", debug(Effect::ALL)),
        ("ErrorKind", debug(ErrorKind::ALL)),
        ("EventKind", debug(EventKind::Begin)),
        ("FanOutOptions", debug(FanOutOptions::default())),
        ("LimitedBy", debug(LimitedBy::ALL)),
        ("Limits", debug(Limits::default())),
        ("Method", debug(Method::Get)),
        ("NotSentCause", debug(NotSentCause::Dns)),
        ("Outcome", debug(Outcome::Unknown)),
        ("PerProcess", debug(PerProcess::new(0))),
        ("Problem", debug(Problem::TooLarge)),
        ("Product", debug(Product::ALL)),
        ("Quota", debug(Quota::per_second(1))),
        ("Rate", debug(Rate::per_second(1))),
        ("Region", debug(Region::ALL)),
        ("ReturnCode", debug(explain(104).collect::<Vec<_>>())),
        ("Time", debug(NOW)),
        ("UnknownCause", debug(UnknownCause::Timeout)),
        ("explain", debug(explain(50003).collect::<Vec<_>>())),
        ("fill_random", debug(fill_random(&mut random))),
        ("parse_http_date", debug(parse_http_date(CONTENT))),
        (
            "parse_report_line",
            debug((
                parse_report_line(message, &line),
                parse_report_line(message, CONTENT),
            )),
        ),
        ("report_line", vec![line]),
    ]
}

/// One that no server and no network can bring about.
pub(crate) fn out_of_order() -> Error {
    let mut call = Call::new(command(), app(), Endpoint::default(), CallOptions::default(), NOW);
    let answer = Answer::new(200, echo().into_bytes());
    call.reply(&mut Limiters::new(), NOW, &answer).unwrap_err()
}

/// Refused before it is said who refused: input that holds secrets in the wrong places.
pub(crate) fn refused_inputs() -> Vec<Error> {
    let refused = [
        zegoapi_client::App::new(1, format!("{SECRET}\n")).map(drop),
        Endpoint::from_base_url(&format!("http://{SECRET}.example.com")).map(drop),
        Stamp::new("4fd24687296dd9f3 ", 0).map(drop),
        GenericAction::new_get(CONTENT).map(drop),
        GenericAction::new_post("X", CONTENT).map(drop),
        GenericAction::new_get_from_json("X", &format!(r#"{{"{SECRET}":null}}"#)).map(drop),
        CONTENT.parse::<Region>().map(drop),
        Client::builder(app())
            .proxy(&format!("no-scheme://{}x", before_host()))
            .build()
            .map(drop),
        Client::builder(app()).ca_pem(CONTENT).build().map(drop),
    ];
    let mut errors: Vec<Error> = refused.into_iter().filter_map(Result::err).collect();
    assert_eq!(errors.len(), 9, "each of them is refused");
    errors.push(InvalidInput::malformed("x", "y", 0).into());
    errors
}
