//! Every fault that the simulator knows, over plain http and over TLS: what the client says of the message is held
//! against how often the server acted on it. A "no" for a message that arrived would be red here.

use std::time::Duration;
use zegoapi_client::{Applied, BadReply, ClientBuilder, Error, SendCustomCommandReply, UnknownCause};
use zegoapi_conformance::stage::{PATIENCE, over_http, over_https, simulator, to_u1, wait_until};
use zegoapi_simulator::{Fault, FaultKind, Junk, Simulator};

/// What the client is to say.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Says {
    Reply,
    Refused(i64),
    Unknown(UnknownCause),
    BadReply(u16),
    /// Not sent, or broken: which of the two depends on who is faster, and neither claims a delivery.
    NoClaim,
}
use Says::{NoClaim, Refused};

const BROKEN: Says = Says::Unknown(UnknownCause::Broken);
const TIMED_OUT: Says = Says::Unknown(UnknownCause::Timeout);

/// Short enough not to hold up the tests, long enough for a loaded machine to send a request.
const TIMEOUT: Duration = Duration::from_millis(700);
/// Long past [`TIMEOUT`].
const LATE_MS: u64 = 1500;

const JUNK: [Junk; 8] = [
    Junk::Truncated,
    Junk::Array,
    Junk::Number,
    Junk::Null,
    Junk::NotJson,
    Junk::WrongTypes,
    Junk::NoCode,
    Junk::Deep,
];

/// The fault, what the client says, and how often the server acts on the message in the end.
type Case = (Fault, Says, u64);

/// Faults of which the client learns at once.
fn prompt() -> Vec<Case> {
    let mut cases = vec![
        (Fault::drop_connection().before(), BROKEN, 0),
        (Fault::drop_connection().after(), BROKEN, 1),
        (Fault::reset().before(), BROKEN, 0),
        (Fault::reset().after(), BROKEN, 1),
        (FaultKind::CloseOnAccept.into(), NoClaim, 0),
        (Fault::cut_short().before(), BROKEN, 0),
        (Fault::cut_short().after(), BROKEN, 1),
        (Fault::html(502).before(), Says::BadReply(502), 0),
        (Fault::html(502).after(), Says::BadReply(502), 1),
        (Fault::empty(200).before(), Says::BadReply(200), 0),
        (Fault::empty(204).after(), Says::BadReply(204), 1),
        (FaultKind::EchoUrl.into(), Says::BadReply(400), 0),
        (Fault::from(FaultKind::EchoUrl).after(), Says::BadReply(400), 1),
        (
            FaultKind::Huge {
                megabytes: 8,
                chunked: false,
            }
            .into(),
            Says::BadReply(200),
            1,
        ),
        (
            FaultKind::Huge {
                megabytes: 8,
                chunked: true,
            }
            .into(),
            Says::BadReply(200),
            1,
        ),
        (Fault::code(50013), Refused(50013), 0),
        (
            FaultKind::Code {
                code: 207,
                message: None,
                status: 503,
            }
            .into(),
            Refused(207),
            0,
        ),
        (
            FaultKind::Code {
                code: 0,
                message: None,
                status: 500,
            }
            .into(),
            Says::BadReply(500),
            0,
        ),
        (FaultKind::NoDate.into(), Says::Reply, 1),
        (FaultKind::RequestIdNumber.into(), Says::Reply, 1),
        (Fault::delay(20), Says::Reply, 1),
        (Fault::trickle(50), Says::Reply, 1),
        // The code decides, whatever stands in the message.
        (Fault::junk(Junk::NotUtf8), Says::Reply, 1),
    ];
    cases.extend(JUNK.map(|flavour| (Fault::junk(flavour), Says::BadReply(200), 1)));
    cases
}

/// Faults that outlast the client's patience.
fn late() -> Vec<Case> {
    vec![
        // Acted on later, when the client has long left.
        (Fault::delay(LATE_MS).before(), TIMED_OUT, 1),
        (Fault::delay(LATE_MS).after(), TIMED_OUT, 1),
        (Fault::stall().before(), TIMED_OUT, 0),
        (Fault::stall().after(), TIMED_OUT, 1),
        (Fault::trickle(4 * LATE_MS), TIMED_OUT, 1),
    ]
}

#[test]
fn what_is_said_agrees_with_what_the_server_did_over_http() {
    run(prompt(), PATIENCE, over_http);
}

#[test]
fn what_is_said_agrees_with_what_the_server_did_over_https() {
    run(prompt(), PATIENCE, over_https);
}

#[test]
fn a_late_answer_leaves_the_outcome_unknown_over_http() {
    run(late(), TIMEOUT, over_http);
}

#[test]
fn a_late_answer_leaves_the_outcome_unknown_over_https() {
    run(late(), TIMEOUT, over_https);
}

fn run(cases: Vec<Case>, timeout: Duration, client: fn(&Simulator) -> ClientBuilder) {
    let sim = simulator();
    for (fault, says, acted) in cases {
        let what = format!("{fault:?}");
        // A client of its own, so that no connection carries one fault into the next.
        let client = client(&sim).timeout(timeout).build().unwrap();
        sim.fail_next(fault, 1);
        let outcome = client.send(to_u1(&what));
        assert!(sim.faults().is_empty(), "{what} did not strike");
        check(&outcome, says, &what);
        if outcome
            .as_ref()
            .is_err_and(|error| error.applied() == Applied::No)
        {
            assert_eq!(acted, 0, "{what}: said not to be delivered");
        }
        wait_until(&what, || sim.counters().acted_on(&what) >= acted);
        assert_eq!(sim.counters().acted_on(&what), acted, "{what}");
        assert_eq!(sim.counters().received("u1", &what), acted, "{what}");
    }
}

fn check(outcome: &Result<SendCustomCommandReply, Error>, says: Says, what: &str) {
    let said = match outcome {
        Ok(reply) => {
            check_request_id(&reply.request_id);
            Says::Reply
        }
        Err(Error::Api(e)) => Refused(e.code()),
        Err(Error::Unknown(_) | Error::NotSent(_)) if says == NoClaim => NoClaim,
        Err(Error::Unknown(e)) => Says::Unknown(e.cause()),
        Err(Error::BadReply(e)) => Says::BadReply(e.http_status()),
        Err(other) => panic!("{what}: {other}"),
    };
    assert_eq!(said, says, "{what}: {outcome:?}");
}

/// The simulator's ids are odd and of 19 digits: one that had passed through a 64-bit float would be even.
fn check_request_id(request_id: &str) {
    assert_eq!(request_id.len(), 19, "{request_id}");
    assert_eq!(request_id.parse::<u64>().unwrap() % 2, 1, "{request_id}");
}

#[test]
fn a_redirect_is_not_followed() {
    let sim = simulator();
    sim.fail_next(
        FaultKind::Redirect {
            location: sim.http_url() + "/elsewhere",
        },
        1,
    );
    let error = over_http(&sim).build().unwrap().send(to_u1("hi")).unwrap_err();
    assert_eq!(bad_reply(&error).http_status(), 302);
    let counters = sim.counters();
    assert_eq!(
        (counters.calls, counters.other_requests, counters.acted_on("hi")),
        (1, 0, 0)
    );
}

#[test]
fn a_huge_reply_is_read_up_to_the_limit_and_no_further() {
    let sim = simulator();
    let huge = |chunked| FaultKind::Huge {
        megabytes: 3,
        chunked,
    };
    for chunked in [false, true] {
        sim.fail_next(huge(chunked), 2);
        let roomy = over_http(&sim).max_reply_bytes(4 << 20).build().unwrap();
        let reply = roomy.send(to_u1("fits")).unwrap();
        assert!(reply.whole.len() > 2 << 20 && reply.message.len() <= 512);
        let tight = over_http(&sim).max_reply_bytes(2 << 20).build().unwrap();
        let error = tight.send(to_u1("does not fit")).unwrap_err();
        assert_eq!(bad_reply(&error).problem(), "a body over the size limit");
        assert!(bad_reply(&error).excerpt().len() <= 200);
    }
    assert_eq!(
        (
            sim.counters().acted_on("fits"),
            sim.counters().acted_on("does not fit")
        ),
        (2, 2)
    );
}

#[test]
fn an_offline_user_is_named_in_an_accepted_reply() {
    let sim = simulator();
    let users = ["u1", "gone", "u2"];
    let command = zegoapi_client::SendCustomCommand::to_users("room1", "server", users, "hi").unwrap();
    let reply = over_http(&sim).build().unwrap().send(command).unwrap();
    let failed: Vec<_> = reply
        .fail_users
        .iter()
        .map(|user| (user.uid.as_str(), user.code))
        .collect();
    assert_eq!(failed, [("gone", 50003)]);
    let counters = sim.counters();
    let received = ["u1", "gone", "u2", "u3"].map(|user| counters.received(user, "hi"));
    assert_eq!(received, [1, 0, 1, 0]);
}

#[test]
fn a_broken_handshake_sends_nothing() {
    let sim = simulator();
    sim.fail_next(FaultKind::CloseInHandshake, 1);
    let error = over_https(&sim).build().unwrap().send(to_u1("hi")).unwrap_err();
    assert!(matches!(&error, Error::NotSent(_)), "{error}");
    assert_eq!((sim.counters().calls, sim.counters().acted_on("hi")), (0, 0));
}

fn bad_reply(error: &Error) -> &BadReply {
    let Error::BadReply(error) = error else {
        panic!("{error}")
    };
    error
}
