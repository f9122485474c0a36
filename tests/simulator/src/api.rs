//! The vendor's API: one request from arrival to answer, with what goes wrong in between.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONNECTION, CONTENT_TYPE, DATE, HOST, HeaderName, HeaderValue};
use hyper::{Method, Request, Response};

use crate::actions::{self, Done};
use crate::answer::{self, Reply};
use crate::arrival::{self, Admitted, Call};
use crate::body::Body;
use crate::fault::{FaultKind, When};
use crate::fault_queue::Plan;
use crate::query::Query;
use crate::shared::Shared;
use crate::wire::{Busy, Link};

const KEEP_ALIVE: HeaderName = HeaderName::from_static("keep-alive");

/// The most that a request's body may hold.
const MAX_BODY: usize = 1024 * 1024;

/// The connection ends here, without an answer.
#[derive(Debug)]
pub(crate) struct Gone;

impl std::fmt::Display for Gone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection ends without an answer")
    }
}

impl std::error::Error for Gone {}

/// What becomes of a request.
enum Ending {
    Answer(Response<Body>),
    Close,
    Reset,
}

/// Serves one request.
///
/// The work starts at once and on a task of its own, not when the answer is first asked for: a client
/// that leaves, even right after its request, does not undo what the server is doing.
pub(crate) fn serve(
    shared: Arc<Shared>,
    link: Arc<Link>,
    scheme: &'static str,
    request: Request<Incoming>,
) -> impl Future<Output = Result<Response<Body>, Gone>> {
    let busy = Busy::on(&link);
    let work = tokio::spawn(work(shared, scheme, request));
    async move {
        match work.await {
            Ok(Ending::Answer(response)) => Ok(response.map(|body| body.holding(busy))),
            Ok(Ending::Reset) => {
                link.end_in_reset();
                Err(Gone)
            }
            Ok(Ending::Close) | Err(_) => Err(Gone),
        }
    }
}

async fn work(shared: Arc<Shared>, scheme: &'static str, request: Request<Incoming>) -> Ending {
    if request.method() == Method::HEAD || request.uri().path() != "/" {
        return Ending::Answer(dress(
            &shared,
            elsewhere(&shared, request.method()),
            &Plan::default(),
        ));
    }
    let Ok(call) = read(&shared, scheme, request).await else {
        return Ending::Close;
    };
    shared.requests.enter();
    let ending = handle(&shared, &call).await;
    shared.requests.leave();
    ending
}

/// HEAD on any path tells the time; nothing else is there.
fn elsewhere(shared: &Shared, method: &Method) -> Response<Body> {
    shared.state().tally.sums.other_requests += 1;
    if method == Method::HEAD {
        answer::empty(200)
    } else {
        answer::html(404)
    }
}

async fn read(shared: &Shared, scheme: &str, request: Request<Incoming>) -> Result<Call, Gone> {
    let (parts, body) = request.into_parts();
    let header = |name| {
        parts
            .headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let host = parts
        .uri
        .authority()
        .map(hyper::http::uri::Authority::as_str)
        .or_else(|| header(HOST));
    let raw_query = parts.uri.query().unwrap_or_default();
    let plus_is_space = shared.state().settings.plus_is_space;
    Ok(Call {
        query: Query::parse(raw_query, plus_is_space),
        url: format!("{scheme}://{}/?{raw_query}", host.unwrap_or_default()),
        host: host.map(str::to_owned),
        content_type: header(CONTENT_TYPE).map(str::to_owned),
        method: parts.method.clone(),
        body: read_body(body).await?,
    })
}

/// Reads a request's body, up to a limit.
pub(crate) async fn read_body(body: Incoming) -> Result<Bytes, Gone> {
    Limited::new(body, MAX_BODY)
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .map_err(|_| Gone)
}

async fn handle(shared: &Shared, call: &Call) -> Ending {
    let (verdict, mut plan) = arrival::arrive(&mut shared.state(), &shared.config.hosts, call);
    let _slot = shared.slot().await;
    let withheld = plan.withheld();
    pause(plan.delay_before_ms).await;
    match plan.outcome.take() {
        Some((When::Before, kind)) => {
            pause(plan.delay_after_ms).await;
            end(shared, call, &plan, kind, None).await
        }
        outcome => {
            let reply = act(shared, call, verdict, &withheld);
            let late = shared.state().settings.answer_delay_ms;
            pause(plan.delay_after_ms.saturating_add(late)).await;
            match outcome {
                Some((_, kind)) => end(shared, call, &plan, kind, Some(reply)).await,
                None => Ending::Answer(send(shared, &plan, &reply)),
            }
        }
    }
}

async fn pause(ms: u64) {
    if ms > 0 {
        tokio::time::sleep(Duration::from_millis(ms)).await;
    }
}

fn act(shared: &Shared, call: &Call, verdict: Result<Admitted, i32>, withheld: &[String]) -> Reply {
    let mut state = shared.state();
    let acted = verdict.and_then(|admitted| actions::act(&mut state, admitted, call, withheld));
    drop(state);
    shared.announce();
    Reply::of(acted)
}

/// Ends a call as the fault has it. Without a `reply` nothing was done; a garbled answer is then
/// made from one that claims success.
async fn end(shared: &Shared, call: &Call, plan: &Plan, kind: FaultKind, reply: Option<Reply>) -> Ending {
    let reply = reply.unwrap_or_else(|| Reply::of(Ok(Done::nothing())));
    let text = || reply.to_json(shared.request_id(), plan.request_id_number);
    let response = match kind {
        FaultKind::Drop | FaultKind::CloseOnAccept | FaultKind::CloseInHandshake => return Ending::Close,
        FaultKind::Reset => return Ending::Reset,
        FaultKind::Stall => std::future::pending().await,
        FaultKind::Html { status } => answer::html(status),
        FaultKind::Empty { status } => answer::empty(status),
        FaultKind::EchoUrl => answer::echo_url(&call.url),
        FaultKind::Redirect { location } => answer::redirect(&location),
        FaultKind::Junk { flavour } => answer::junk(flavour, &text()),
        FaultKind::CutShort => answer::cut_short(text()),
        FaultKind::Huge { megabytes, chunked } => answer::huge(megabytes, chunked, shared.request_id()),
        FaultKind::Code {
            code,
            message,
            status,
        } => {
            return Ending::Answer(send(
                shared,
                plan,
                &Reply {
                    code,
                    message,
                    status,
                    ..reply
                },
            ));
        }
        FaultKind::FailUsers { code, message, users } => {
            let reply = Reply {
                code,
                message,
                data: Some(answer::with_fail_users(reply.data.clone(), &users)),
                ..reply
            };
            return Ending::Answer(send(shared, plan, &reply));
        }
        FaultKind::Data { code, data } => {
            let reply = Reply {
                code,
                data: Some(data),
                ..reply
            };
            return Ending::Answer(send(shared, plan, &reply));
        }
        FaultKind::BadMessage { code, flavour } => {
            shared.state().tally.reply(code);
            let reply = Reply { code, ..reply };
            let id = shared.request_id();
            answer::json_bytes(
                200,
                answer::bad_message(&reply, flavour, id, plan.request_id_number),
            )
        }
        FaultKind::Delay { .. }
        | FaultKind::Trickle { .. }
        | FaultKind::NoDate
        | FaultKind::DateOffset { .. }
        | FaultKind::RequestIdNumber => send(shared, plan, &reply),
    };
    Ending::Answer(dress(shared, response, plan))
}

/// Sends a reply, and counts it.
fn send(shared: &Shared, plan: &Plan, reply: &Reply) -> Response<Body> {
    shared.state().tally.reply(reply.code);
    let text = reply.to_json(shared.request_id(), plan.request_id_number);
    let response = match plan.trickle_ms {
        Some(ms) => answer::trickle(reply.status, text, Duration::from_millis(ms)),
        None => answer::json_text(reply.status, text),
    };
    dress(shared, response, plan)
}

/// The headers that every answer has.
fn dress(shared: &Shared, mut response: Response<Body>, plan: &Plan) -> Response<Body> {
    let state = shared.state();
    let headers = response.headers_mut();
    if !plan.no_date
        && let Ok(date) = HeaderValue::from_str(&state.clock.date_header(plan.date_offset))
    {
        headers.insert(DATE, date);
    }
    if state.settings.keep_alive_header
        && let Ok(value) =
            HeaderValue::from_str(&format!("timeout={}", state.settings.idle_timeout_ms / 1000))
    {
        headers.insert(KEEP_ALIVE, value);
    }
    if state.settings.close_after_answer {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    drop(state);
    response
}
