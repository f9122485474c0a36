//! Sorts what ended a try into not sent, unknown, and no reply, by how far it was. No text of ureq's that could hold a
//! URL or a proxy's credentials is passed on.

use super::attempt::{Stage, Stop, Try};
use ureq::Error as Http;
use zegoapi_core::{BadReply, Error, NotSent, NotSentCause, Unknown, UnknownCause};

/// Says what a failed try means for the request.
pub(super) fn sort(error: &Http, this: &Try<'_>) -> Error {
    if this.written.get() {
        after(error, this)
    } else {
        before(error, this)
    }
}

/// The request did not go out whole: nothing took effect.
fn before(error: &Http, this: &Try<'_>) -> Error {
    let proxy = this.proxy.borrow();
    let (via, peer) = proxy
        .as_deref()
        .map_or(("", this.host), |proxy| ("the proxy ", proxy));
    let stage = this.stage.get();
    let doing = match stage {
        Stage::Start => "no connection yet to",
        Stage::Names => "name look-up of",
        Stage::Connect => "connection to",
        Stage::Proxy => "asking",
        Stage::Tls => "TLS handshake with",
        Stage::Write | Stage::Answer => "writing to",
    };
    let own = this.detail.borrow();
    let why = match (this.stopped.get(), error) {
        (Some(Stop::Cut), _) => return NotSent::new(NotSentCause::Cancelled, "").into(),
        (Some(Stop::Time), _) => "time ran out",
        _ if !own.is_empty() => &own,
        (_, Http::Io(error)) => &error.to_string(),
        _ => "failed",
    };
    let cause = match stage {
        Stage::Names if this.stopped.get() == Some(Stop::NoThread) => NotSentCause::System,
        Stage::Names => NotSentCause::Dns,
        _ if proxy.is_some() => NotSentCause::Proxy,
        // A handshake that the network broke may go well the next time; one that was refused will not.
        Stage::Tls if this.tls_refused.get() => NotSentCause::Tls,
        Stage::Connect | Stage::Tls | Stage::Proxy => NotSentCause::Connect,
        Stage::Start | Stage::Write | Stage::Answer if this.stopped.get() == Some(Stop::Time) => {
            NotSentCause::Timeout
        }
        Stage::Start | Stage::Write | Stage::Answer => NotSentCause::Write,
    };
    NotSent::new(cause, format!("{doing} {via}{peer}: {why}")).into()
}

/// The request went out whole: it may have taken effect.
fn after(error: &Http, this: &Try<'_>) -> Error {
    let status = this.status.get();
    let no_reply = |problem| BadReply::new(status, problem, b"", &[]).into();
    let peer = this.host;
    match (this.stopped.get(), error) {
        (Some(Stop::Cut), _) => Unknown::new(UnknownCause::Cancelled, "").into(),
        (Some(Stop::Time), _) => {
            let detail = format!("no whole answer from {peer} in time");
            Unknown::new(UnknownCause::Timeout, detail).into()
        }
        (Some(Stop::LongHead), _) => no_reply("the answer's headers are too large"),
        (Some(Stop::NoHttp), _) => no_reply("the answer is no HTTP"),
        (_, Http::Protocol(_)) => no_reply("the answer's body is no HTTP"),
        (_, Http::Io(error)) => Unknown::new(UnknownCause::Broken, format!("{peer}: {error}")).into(),
        _ => Unknown::new(UnknownCause::Broken, peer).into(),
    }
}
