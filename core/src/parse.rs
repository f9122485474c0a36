//! The last stage of a message's way: an HTTP answer in, a reply or one of two errors out.
//! Stands above the actions; what is particular to one, it asks that one.

use crate::action::Action;
use crate::error::{ApiError, BadReply, Error, safe_message, safe_request_id};
use crate::reply::{Answer, Envelope};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// What is said of an accepted call besides its reply.
pub(crate) struct Accepted {
    pub(crate) code: i64,
    pub(crate) request_id: Option<String>,
}

/// Reads what came back for `action`. Never panics; returns a reply, an `Api` error or a `BadReply`.
pub(crate) fn parse<A: Action + ?Sized>(action: &A, answer: &Answer<'_>) -> Result<A::Reply, Error> {
    read(action, answer, false, |_| ()).map(|(reply, ())| reply)
}

/// The same for a call; `repeated` says that an earlier try of it may have been applied.
pub(crate) fn parse_in_call<A: Action + ?Sized>(
    action: &A,
    answer: &Answer<'_>,
    repeated: bool,
) -> Result<(A::Reply, Accepted), Error> {
    read(action, answer, repeated, |envelope| Accepted {
        code: envelope.code,
        request_id: (!envelope.request_id.is_empty()).then(|| envelope.request_id.to_string()),
    })
}

fn read<A: Action + ?Sized, T>(
    action: &A,
    answer: &Answer<'_>,
    repeated: bool,
    note: impl FnOnce(&Envelope<'_>) -> T,
) -> Result<(A::Reply, T), Error> {
    let bad = |problem| bad_reply(action, answer, problem);
    if !answer.whole {
        return Err(bad("a body over the size limit"));
    }
    let mut room = String::new();
    let mut envelope = Envelope::read(&answer.body, &mut room).map_err(bad)?;
    let code = envelope.code;
    let accepted = code == 0 || action.is_answer(code) || (repeated && action.is_done_already(code));
    // The usual text needs no second look.
    if envelope.message != "success" || !is_plain(&envelope.request_id) {
        mask(action, &mut envelope);
    }
    if !accepted {
        let fail_users = action.read_fail_users(&envelope);
        return Err(ApiError::new(action, answer.status, &envelope, fail_users).into());
    }
    if !(200..=299).contains(&answer.status) {
        return Err(bad("a success under a status that is none"));
    }
    let reply = action
        .read_reply(&envelope)
        .ok_or_else(|| bad("the reply has another shape"))?;
    Ok((reply, note(&envelope)))
}

/// Whether a request id is of digits alone, as most are.
fn is_plain(request_id: &str) -> bool {
    request_id.len() <= 32 && request_id.bytes().all(|b| b.is_ascii_digit())
}

fn mask<A: Action + ?Sized>(action: &A, envelope: &mut Envelope<'_>) {
    with_private(action, |private| {
        envelope.message = Cow::Owned(safe_message(&envelope.message, private));
        envelope.request_id = Cow::Owned(safe_request_id(&envelope.request_id, private));
    });
}

/// The error for an answer that is no reply; what is private to the action does not show in it.
fn bad_reply<A: Action + ?Sized>(action: &A, answer: &Answer<'_>, problem: &'static str) -> Error {
    with_private(action, |private| {
        BadReply::new(answer.status, problem, &answer.body, private).into()
    })
}

fn with_private<A: Action + ?Sized, T>(action: &A, make: impl FnOnce(&[&str]) -> T) -> T {
    let mut texts: Vec<String> = Vec::new();
    action.visit_private(&mut |text| texts.push(text.to_string()));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    make(&texts)
}
