//! Answers as HTTP: the vendor's envelope, and everything that a fault puts in its place.

use std::time::{Duration, Instant};

use hyper::body::Bytes;
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION};
use hyper::{Response, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::actions::{Acted, Done};
use crate::body::{Body, CutShort};
use crate::codes;
use crate::fault::{BadText, FailUser, Junk};

/// Long enough for what was sent so far to leave before the connection is cut.
const FLUSH: Duration = Duration::from_millis(30);

/// The pieces that a huge body is sent in.
const PIECE: usize = 64 * 1024;

/// The vendor's envelope.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) code: i32,
    pub(crate) message: Option<String>,
    pub(crate) status: u16,
    pub(crate) data: Option<Value>,
    /// What a product puts beside these.
    pub(crate) beside: Map<String, Value>,
}

impl Reply {
    /// What an action gave, or the code that it was refused with.
    pub(crate) fn of(acted: Acted) -> Reply {
        let refused = |code| Done {
            code,
            ..Done::default()
        };
        let Done { code, data, beside } = acted.unwrap_or_else(refused);
        Reply {
            code,
            message: None,
            status: 200,
            data,
            beside,
        }
    }

    /// The body, its fields in the vendor's order.
    pub(crate) fn to_json(&self, request_id: u64, id_as_number: bool) -> String {
        let envelope = Envelope {
            code: self.code,
            message: self.message.as_deref().unwrap_or_else(|| codes::text(self.code)),
            request_id: if id_as_number {
                json!(request_id)
            } else {
                json!(request_id.to_string())
            },
            data: self.data.as_ref(),
            beside: &self.beside,
        };
        // Strings, numbers and values that were JSON before: nothing here can fail.
        serde_json::to_string(&envelope).unwrap_or_default()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope<'a> {
    code: i32,
    message: &'a str,
    request_id: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(flatten)]
    beside: &'a Map<String, Value>,
}

/// An answer that is sent at once.
pub(crate) fn whole(status: u16, content_type: &'static str, body: impl Into<Bytes>) -> Response<Body> {
    respond(status, Some(content_type), Body::whole(body))
}

/// An answer with a JSON body.
pub(crate) fn json_text(status: u16, body: String) -> Response<Body> {
    json_bytes(status, body.into())
}

/// An answer with a body that claims to be JSON.
pub(crate) fn json_bytes(status: u16, body: Bytes) -> Response<Body> {
    whole(status, "application/json; charset=utf-8", body)
}

/// An answer without a body.
pub(crate) fn empty(status: u16) -> Response<Body> {
    respond(status, None, Body::whole(Bytes::new()))
}

/// A gateway's page.
pub(crate) fn html(status: u16) -> Response<Body> {
    let reason = status_code(status).canonical_reason().unwrap_or("Error");
    let page = format!(
        "<html>\r\n<head><title>{status} {reason}</title></head>\r\n<body>\r\n<center><h1>{status} {reason}</h1></center>\r\n\
         <hr><center>gateway</center>\r\n</body>\r\n</html>\r\n"
    );
    whole(status, "text/html", page)
}

/// A page that repeats the request's URL, signature and all.
pub(crate) fn echo_url(url: &str) -> Response<Body> {
    let page = format!("<html><body><h1>400 Bad Request</h1><p>Cannot handle {url}</p></body></html>");
    whole(400, "text/html", page)
}

/// Elsewhere.
pub(crate) fn redirect(location: &str) -> Response<Body> {
    let mut response = empty(302);
    if let Ok(value) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

/// A reply whose `Message` is wrong in JSON.
pub(crate) fn bad_message(reply: &Reply, flavour: BadText, request_id: u64, id_as_number: bool) -> Bytes {
    // A mark that needs no escape, once in the reply.
    const MARK: &str = "<bad text>";
    let reply = Reply {
        message: Some(MARK.to_owned()),
        code: reply.code,
        status: reply.status,
        data: None,
        beside: Map::new(),
    };
    let json = reply.to_json(request_id, id_as_number);
    let bad: &[u8] = match flavour {
        BadText::NotUtf8 => b"caf\xE9 \xFF",
        BadText::LoneSurrogate => b"half \\uD83D a character",
        BadText::RawNewline => b"two\nlines",
    };
    let (before, after) = json.split_once(MARK).unwrap_or((&json, ""));
    Bytes::from([before.as_bytes(), bad, after.as_bytes()].concat())
}

/// `Data.FailUsers` with these users put before those whom the call found missing.
pub(crate) fn with_fail_users(data: Option<Value>, users: &[FailUser]) -> Value {
    let mut data = data.filter(Value::is_object).unwrap_or_else(|| json!({}));
    let listed = |row: &Value| users.iter().any(|user| row["Uid"] == user.uid.as_str());
    let rows = users
        .iter()
        .map(|user| json!({"Uid": user.uid, "Code": user.code}));
    let missing = data["FailUsers"].as_array().cloned().unwrap_or_default();
    let rows = rows.chain(missing.into_iter().filter(|row| !listed(row)));
    data["FailUsers"] = rows.collect();
    data
}

/// A body that is no reply, made from one that is.
pub(crate) fn junk(flavour: Junk, reply: &str) -> Response<Body> {
    let body = match flavour {
        Junk::Truncated => reply.as_bytes()[..reply.len() / 2].to_vec(),
        Junk::Array => b"[{\"Code\":0}]".to_vec(),
        Junk::Number => b"0".to_vec(),
        Junk::Null => b"null".to_vec(),
        Junk::NotJson => b"upstream connect error".to_vec(),
        Junk::WrongTypes => b"{\"Code\":\"zero\",\"Message\":7,\"RequestId\":{},\"Data\":\"none\"}".to_vec(),
        Junk::NoCode => b"{\"Message\":\"success\",\"RequestId\":\"3005402395393320157\"}".to_vec(),
        Junk::NotUtf8 => {
            b"{\"Code\":0,\"Message\":\"\xFF\xFE\",\"RequestId\":\"3005402395393320157\"}".to_vec()
        }
        Junk::Deep => b"[".repeat(100_000),
    };
    whole(200, "application/json; charset=utf-8", body)
}

/// Promises the whole body, sends half, closes.
pub(crate) fn cut_short(reply: String) -> Response<Body> {
    let (promised, half) = (reply.len(), reply.len() / 2);
    let (sender, body) = Body::fed();
    tokio::spawn(async move {
        let sent = Bytes::from(reply).slice(..half);
        // A client that left early needs no more bytes.
        if sender.send(Ok(sent)).await.is_ok() {
            tokio::time::sleep(FLUSH).await;
            let _ = sender.send(Err(CutShort)).await;
        }
    });
    promising(
        promised,
        respond(200, Some("application/json; charset=utf-8"), body),
    )
}

/// One byte at a time, spread evenly.
pub(crate) fn trickle(status: u16, reply: String, over: Duration) -> Response<Body> {
    let promised = reply.len();
    let (sender, body) = Body::fed();
    tokio::spawn(async move {
        let (bytes, start) = (Bytes::from(reply), Instant::now());
        let count = u32::try_from(bytes.len()).unwrap_or(u32::MAX).max(1);
        for at in 0..bytes.len() {
            let due = over / count * u32::try_from(at + 1).unwrap_or(u32::MAX);
            tokio::time::sleep_until((start + due).into()).await;
            if sender.send(Ok(bytes.slice(at..=at))).await.is_err() {
                return;
            }
        }
    });
    promising(
        promised,
        respond(status, Some("application/json; charset=utf-8"), body),
    )
}

/// A right reply with a `Message` of megabytes.
pub(crate) fn huge(megabytes: u32, chunked: bool, request_id: u64) -> Response<Body> {
    let head = Bytes::from_static(b"{\"Code\":0,\"Message\":\"");
    let tail = Bytes::from(format!("\",\"RequestId\":\"{request_id}\"}}"));
    let filling = megabytes as usize * 1024 * 1024;
    let promised = head.len() + filling + tail.len();
    let (sender, body) = Body::fed();
    tokio::spawn(async move {
        let piece = Bytes::from(vec![b'x'; PIECE]);
        let pieces = std::iter::once(head)
            .chain(std::iter::repeat_n(piece, filling / PIECE))
            .chain([tail]);
        for piece in pieces {
            if sender.send(Ok(piece)).await.is_err() {
                return;
            }
        }
    });
    let response = respond(200, Some("application/json; charset=utf-8"), body);
    if chunked {
        response
    } else {
        promising(promised, response)
    }
}

fn promising(length: usize, mut response: Response<Body>) -> Response<Body> {
    response
        .headers_mut()
        .insert(CONTENT_LENGTH, HeaderValue::from(length));
    response
}

fn respond(status: u16, content_type: Option<&'static str>, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status_code(status);
    if let Some(content_type) = content_type {
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    response
}

/// A number that is no final status (1xx, or out of range) becomes 500.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status)
        .ok()
        .filter(|code| !code.is_informational())
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
