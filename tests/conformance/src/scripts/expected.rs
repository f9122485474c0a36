//! What a case expects of an error, a reply, or a report that is refused.

use super::{Checked, same};
use serde::Deserialize;
use zegoapi_client::{Error, FailUser, Job, JobReply};

/// How a call ended.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Reply(ReplyCase),
    Error(ErrorCase),
}

/// A reply: the failed users with a message, code and data with another action.
#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyCase {
    request_id: String,
    fail_users: Option<Vec<(String, i64)>>,
    code: Option<i64>,
    data: Option<String>,
}

/// An error. What a kind does not have is left out; detail, request id and failed users are looked at only
/// where a case names them.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorCase {
    kind: String,
    applied: Option<String>,
    code: Option<i64>,
    cause: Option<String>,
    detail: Option<String>,
    status: Option<u16>,
    field: Option<String>,
    problem: Option<String>,
    request_id: Option<String>,
    fail_users: Option<Vec<(String, i64)>>,
}

impl Outcome {
    pub(super) fn check(&self, job: &Job, got: &Result<JobReply, Error>) -> Checked {
        match (self, got) {
            (Self::Reply(expected), Ok(reply)) => {
                let generic = matches!(job, Job::Generic(_));
                let got = ReplyCase {
                    request_id: reply.request_id().to_owned(),
                    fail_users: (!generic).then(|| pairs(reply.fail_users())),
                    code: generic.then(|| reply.code()),
                    data: reply.data().map(str::to_owned),
                };
                same("reply", &got, expected)
            }
            (Self::Error(expected), Err(error)) => expected.check(error),
            (expected, got) => Err(format!("outcome: got {got:?}, expected {expected:?}")),
        }
    }
}

impl ErrorCase {
    pub(super) fn check(&self, error: &Error) -> Checked {
        let details = error.details();
        let own = |text: Option<&str>| text.map(str::to_owned);
        let got = Self {
            kind: details.kind.name().to_owned(),
            applied: self.applied.as_ref().map(|_| details.applied.name().to_owned()),
            code: details.code,
            cause: own(details.cause),
            detail: self.detail.as_ref().and(own(details.detail)),
            status: match error {
                Error::BadReply(_) => details.http_status,
                _ => None,
            },
            field: own(details.field),
            problem: own(details.problem),
            request_id: self.request_id.as_ref().and(own(details.request_id)),
            fail_users: self.fail_users.as_ref().map(|_| pairs(details.fail_users)),
        };
        same("error", &got, self)
    }
}

fn pairs(users: &[FailUser]) -> Vec<(String, i64)> {
    users.iter().map(|user| (user.uid.clone(), user.code)).collect()
}

/// A step that is taken, or refused with this problem of the field `call`.
pub(super) fn taken_or_refused(got: &Result<(), Error>, problem: Option<&str>) -> Checked {
    match (got, problem) {
        (Ok(()), None) => Ok(()),
        (Err(error), Some(problem)) => refused(error, problem),
        (got, expected) => Err(format!("report: got {got:?}, expected {expected:?}")),
    }
}

pub(super) fn refused(error: &Error, problem: &str) -> Checked {
    let Error::InvalidInput(e) = error else {
        return Err(format!("refusal: got {error:?}"));
    };
    same("refusal", &(e.field(), e.problem().name()), &("call", problem))
}
