//! What each word means: outcomes, causes, problems, kinds of codes, and what reports and this command add.
//! What the library says of an error is asked of it; what it says nowhere is written here.

use super::words::Word;
use zegoapi_client::{
    Applied, CallOutcome, CodeKind, Error, ErrorKind, NotSent, NotSentCause, Problem, Unknown, UnknownCause,
    applied_by_kind,
};

/// Every word, outcomes first.
pub(super) fn all() -> Vec<Word> {
    let mut words = outcomes();
    words.extend(NotSentCause::ALL.map(|cause| {
        let error = Error::from(NotSent::new(cause, ""));
        of_cause(cause.name(), "a cause of NotSent", &error, 4)
    }));
    words.extend(UnknownCause::ALL.map(|cause| {
        let error = Error::from(Unknown::new(cause, ""));
        of_cause(cause.name(), "a cause of Unknown", &error, 5)
    }));
    words.extend(Problem::ALL.map(of_problem));
    words.extend(CodeKind::ALL.map(of_code_kind));
    words.extend([SENT, FAILED, NOT_TRIED].map(made));
    words.extend([INTERNAL, PARTLY_REACHED].map(made));
    words
}

/// The one list of outcomes of a call.
pub(super) fn outcomes() -> Vec<Word> {
    let all = CallOutcome::ALL.into_iter();
    all.map(|outcome| {
        let (kind, exit, meaning, advice) = match outcome {
            CallOutcome::Accepted => (None, 0, "the server accepted it", "look at the failed users"),
            CallOutcome::Refused => (
                Some(ErrorKind::Api),
                3,
                "the server answered with a code that is a refusal",
                "explain the code: what it means decides whether it was applied; where it does not exclude it, the exit code is 5",
            ),
            CallOutcome::NotSent => (
                Some(ErrorKind::NotSent),
                4,
                "it certainly was not sent",
                "remove the cause, and do it again: that cannot do it twice",
            ),
            CallOutcome::BadReply => (
                Some(ErrorKind::BadReply),
                5,
                "an answer came that is no reply, such as a gateway's page",
                UNKNOWN_ADVICE,
            ),
            CallOutcome::InvalidInput => (
                Some(ErrorKind::InvalidInput),
                2,
                "it was refused before anything was sent",
                "correct the field that the error names",
            ),
            // Also one that is yet to come: this asks for the most care.
            _ => (
                Some(ErrorKind::Unknown),
                5,
                "it was sent, and no whole answer came",
                UNKNOWN_ADVICE,
            ),
        };
        let applied = match outcome {
            CallOutcome::Accepted | CallOutcome::Refused => None,
            CallOutcome::NotSent | CallOutcome::InvalidInput => Some(Applied::No.name()),
            _ => Some(Applied::Unknown.name()),
        };
        Word {
            name: outcome.name(),
            is: "an outcome of a call",
            meaning: meaning.to_owned(),
            advice: advice.to_owned(),
            applied,
            retryable: None,
            exit_code: Some(exit),
            error_kind: kind.map(ErrorKind::name),
        }
    })
    .collect()
}

const UNKNOWN_ADVICE: &str = "the vendor cannot be asked. Put an id of your own into the content, and have the app \
                              ignore one that it has seen: then --duplicates-ok is safe, and so is doing it again. \
                              Without an id, decide which is worse: twice, or never";

fn of_cause(name: &'static str, is: &'static str, error: &Error, exit_code: u8) -> Word {
    let advice = match error.applied() {
        Applied::No => error.advice(),
        _ => UNKNOWN_ADVICE,
    };
    Word {
        name,
        is,
        meaning: error.to_string(),
        advice: advice.to_owned(),
        applied: Some(error.applied().name()),
        retryable: Some(error.retryable()),
        exit_code: Some(exit_code),
        error_kind: None,
    }
}

fn of_problem(problem: Problem) -> Word {
    let meaning = match problem {
        Problem::TooSmall => "the field is empty, or smaller than the limit that the error names",
        Problem::TooLarge => "the field is larger than the limit that the error names",
        Problem::BufferTooSmall => "the caller's buffer is too small; the limit says how much is needed",
        Problem::OutOfOrder => "something was asked or reported out of order",
        _ => "the field is not of the form that the error describes",
    };
    Word {
        retryable: Some(false),
        applied: Some(Applied::No.name()),
        exit_code: Some(2),
        ..made((
            problem.name(),
            "a problem of InvalidInput",
            meaning,
            "correct the field that the error names",
            None,
        ))
    }
}

fn of_code_kind(kind: CodeKind) -> Word {
    let (meaning, advice) = match kind {
        CodeKind::Caller => ("the request is wrong", "correct it"),
        CodeKind::Auth => (
            "credentials, environment or permissions are wrong",
            "check AppId, ServerSecret and --is-test; `zegoapi doctor` helps",
        ),
        CodeKind::Clock => (
            "the timestamp is too far from the server's time",
            "have this machine's clock kept right; `zegoapi doctor` says how far it is off",
        ),
        CodeKind::Absent => (
            "the room, the user, the stream or the task that it names is not there",
            "check the id, and that somebody is there; it is not kept for later",
        ),
        CodeKind::Limited => (
            "too many calls, of all processes of this AppId together",
            "slow down; waiting for a turn is done already, so have the limit raised or give it more time",
        ),
        CodeKind::Transient => ("the vendor's side could not do it now", "try again"),
        CodeKind::Service => (
            "the vendor's side is in trouble",
            "contact the vendor and quote the request id",
        ),
        _ => (
            "no published table that counts for the action lists the code",
            "ask the vendor and quote the request id",
        ),
    };
    Word {
        applied: Some(applied_by_kind(kind).name()),
        retryable: Some(kind.retryable()),
        ..made((kind.name(), "a kind of return code", meaning, advice, Some(3)))
    }
}

/// A word of this command's own: the word, what it is, its meaning, the advice and the exit code.
pub(super) type Made = (&'static str, &'static str, &'static str, &'static str, Option<u8>);

const SENT: Made = (
    "sent",
    "an outcome of a user in a report",
    "the server accepted the message for this user",
    "nothing to do",
    None,
);
const FAILED: Made = (
    "failed",
    "an outcome of a user in a report",
    "the server refused the message for this user, with the code that stands beside it",
    "explain the code; --resume sends again to those whose reason passes",
    None,
);
const NOT_TRIED: Made = (
    "not_tried",
    "an outcome of a user in a report",
    "nothing went out for this user",
    "--resume sends to those who were not tried",
    None,
);
pub(super) const INTERNAL: Made = (
    "Internal",
    "trouble of this command's own",
    "something on this machine, such as output that cannot be written",
    "see the message",
    Some(1),
);
pub(super) const PARTLY_REACHED: Made = (
    "fail_users",
    "a list in a reply",
    "the server accepted it, and these of the named users did not get it",
    "explain each code; 50003 is a user who is not online",
    Some(6),
);

/// Makes the word.
pub(super) fn made((name, is, meaning, advice, exit_code): Made) -> Word {
    Word {
        name,
        is,
        meaning: meaning.to_owned(),
        advice: advice.to_owned(),
        applied: None,
        retryable: None,
        exit_code,
        error_kind: None,
    }
}
