//! The words that errors, events and reports use, explained: the one list of outcomes, and the causes under them.
//! What the library says of an error is asked of it; what it says nowhere is written here.

use serde::Serialize;
use zegoapi_client::{
    Applied, CallOutcome, CodeKind, Error, ErrorKind, NotSent, NotSentCause, Problem, Unknown, UnknownCause,
    applied_by_kind,
};

/// A word, explained.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Word {
    name: &'static str,
    /// What sort of word it is.
    is: &'static str,
    meaning: String,
    advice: String,
    /// Whether the call may have taken effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    applied: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retryable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit_code: Option<u8>,
    /// The other name that it goes by, which is that of the error's kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    error_kind: Option<&'static str>,
}

/// The words that this text is meant to be, whatever its language writes them like.
pub(super) fn find(text: &str) -> Vec<Word> {
    if let Some(exit) = exit_code(text) {
        return outcomes()
            .into_iter()
            .chain([INTERNAL, PARTLY_REACHED].map(made))
            .filter(|word| word.exit_code == Some(exit))
            .collect();
    }
    let wanted = plain(text);
    let is_it = |name: &str| plain(name) == wanted;
    all()
        .into_iter()
        .filter(|word| is_it(word.name) || word.error_kind.is_some_and(is_it))
        .collect()
}

/// Every word, once.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for word in all() {
        for name in [Some(word.name), word.error_kind].into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The list of outcomes for the end of `explain --help`.
pub(crate) fn outcomes_help() -> String {
    let lines = outcomes().into_iter().map(|word| {
        let kind = word.error_kind.unwrap_or("-");
        let (exit, applied) = (word.exit_code.unwrap_or_default(), word.applied.unwrap_or("yes"));
        format!(
            "  {:<14} {kind:<13} {applied:<9} {exit}  {}",
            word.name, word.meaning
        )
    });
    let lines: Vec<String> = lines.collect();
    let head = "Outcomes of a call, with the kind of its error, whether it took effect, and the exit code:";
    format!("{head}\n{}", lines.join("\n"))
}

pub(super) const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// `exit 5`, `exit code 5`.
fn exit_code(text: &str) -> Option<u8> {
    let rest = text.strip_prefix("exit")?.trim_start();
    let rest = rest.strip_prefix("code").unwrap_or(rest);
    rest.trim_start().parse().ok()
}

/// A name without what languages add to it: `UnknownOutcomeError`, `ZEGOAPI_UNKNOWN` and `unknown` are one.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let mut rest = &*letters;
    for prefix in ["zegoapi", "status", "error", "cause", "problem"] {
        rest = rest
            .strip_prefix(prefix)
            .filter(|rest| !rest.is_empty())
            .unwrap_or(rest);
    }
    for suffix in ["error", "outcome"] {
        rest = rest
            .strip_suffix(suffix)
            .filter(|rest| !rest.is_empty())
            .unwrap_or(rest);
    }
    rest.to_owned()
}

fn all() -> Vec<Word> {
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
fn outcomes() -> Vec<Word> {
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
type Made = (&'static str, &'static str, &'static str, &'static str, Option<u8>);

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
const INTERNAL: Made = (
    "Internal",
    "trouble of this command's own",
    "something on this machine, such as output that cannot be written",
    "see the message",
    Some(1),
);
const PARTLY_REACHED: Made = (
    "fail_users",
    "a list in a reply",
    "the server accepted it, and these of the named users did not get it",
    "explain each code; 50003 is a user who is not online",
    Some(6),
);

fn made((name, is, meaning, advice, exit_code): Made) -> Word {
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

impl Word {
    pub(super) fn paragraph(&self) -> String {
        let mut lines = vec![format!("word:       {}, {}", self.name, self.is)];
        let mut line = |name: &str, value: &str| lines.push(format!("{name:<12}{value}"));
        if let Some(kind) = self.error_kind {
            line("error:", kind);
        }
        line("meaning:", &self.meaning);
        line("advice:", &self.advice);
        if let Some(applied) = self.applied {
            line("applied:", applied);
        }
        if let Some(retryable) = self.retryable {
            line("retryable:", yes_or_no(retryable));
        }
        if let Some(exit) = self.exit_code {
            line("exit code:", &exit.to_string());
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_name_in_all_languages() {
        for name in [
            "unknown",
            "Unknown",
            "UnknownOutcome",
            "UnknownOutcomeError",
            "ZEGOAPI_UNKNOWN",
        ] {
            assert_eq!(plain(name), "unknown", "{name}");
        }
        assert_eq!(plain("rate_limit"), plain("RateLimit"));
        assert_eq!(plain("error"), "error", "something is left");
    }

    #[test]
    fn every_word_is_found_by_its_name() {
        for name in names() {
            assert!(!find(name).is_empty(), "{name}");
        }
        assert_eq!(
            (0..=6)
                .filter(|exit| find(&format!("exit {exit}")).is_empty())
                .count(),
            0
        );
    }
}
