//! What a case expects of an error, a reply, or a report that is refused.

use super::{Checked, same};
use serde::Deserialize;
use zegoapi_client::{Error, Reply};

/// How a call ended.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Reply(ReplyCase),
    Error(ErrorCase),
}

#[derive(Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplyCase {
    request_id: String,
    fail_users: Vec<(String, i32)>,
}

/// An error. What a kind does not have is left out; the request id and the failed users are looked at only
/// where a case names them.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorCase {
    kind: String,
    delivery: Option<String>,
    code: Option<i32>,
    cause: Option<String>,
    status: Option<u16>,
    field: Option<String>,
    problem: Option<String>,
    request_id: Option<String>,
    fail_users: Option<Vec<(String, i32)>>,
}

impl Outcome {
    pub(super) fn check(&self, got: &Result<Reply, Error>) -> Checked {
        match (self, got) {
            (Self::Reply(expected), Ok(reply)) => {
                let got = ReplyCase {
                    request_id: reply.request_id.clone(),
                    fail_users: pairs(&reply.fail_users),
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
        let mut got = Self {
            kind: error.kind().name().to_owned(),
            delivery: self.delivery.as_ref().map(|_| error.delivery().name().to_owned()),
            code: error.code(),
            cause: None,
            status: None,
            field: None,
            problem: None,
            request_id: None,
            fail_users: None,
        };
        match error {
            Error::Api(e) => {
                got.request_id = self.request_id.as_ref().map(|_| e.request_id().to_owned());
                got.fail_users = self.fail_users.as_ref().map(|_| pairs(e.fail_users()));
            }
            Error::NotSent(e) => got.cause = Some(e.cause().name().to_owned()),
            Error::Unknown(e) => got.cause = Some(e.cause().name().to_owned()),
            Error::BadReply(e) => got.status = Some(e.http_status()),
            Error::InvalidInput(e) => {
                got.field = Some(e.field().to_owned());
                got.problem = Some(e.problem().name().to_owned());
            }
            _ => {}
        }
        same("error", &got, self)
    }
}

fn pairs(users: &[zegoapi_client::FailUser]) -> Vec<(String, i32)> {
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
