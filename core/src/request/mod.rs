//! The first stage of a message's way: an action, who signs, where to and a stamp in; a signed request out.

mod encode;
mod signing;
mod url;

use crate::action::{Action, Method};
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::error::{Error, InvalidInput};
use crate::stamp::Stamp;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec;
use core::fmt;

/// A signed request, ready for any HTTP stack.
///
/// **Its URL is a credential for ten minutes** and for any action: never log it. `Debug` and `Display` show it
/// masked. Send it once: every try needs a new stamp, and so a new request.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: Method,
    url: String,
    body: Option<String>,
}

impl Request {
    /// GET or POST.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The signed URL, in ASCII. A credential: not for logs.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The JSON body of a POST.
    pub fn body(&self) -> Option<&str> {
        self.body.as_deref()
    }

    /// The `Content-Type` to send with the body.
    pub fn content_type(&self) -> Option<&'static str> {
        self.body.as_ref().map(|_| "application/json")
    }
}

impl fmt::Display for Request {
    /// Method and URL, with every value masked that is not a plain common parameter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (base, query) = self.url.split_once('?').unwrap_or((&self.url, ""));
        write!(f, "{} {base}", self.method.name())?;
        for (at, pair) in query.split('&').enumerate() {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = matches!(
                name,
                "Action" | "AppId" | "Timestamp" | "SignatureVersion" | "IsTest"
            );
            let (mark, value) = (if at == 0 { '?' } else { '&' }, if plain { value } else { "***" });
            write!(f, "{mark}{name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("request", &format_args!("{self}"))
            .field("body_bytes", &self.body.as_ref().map(String::len))
            .finish_non_exhaustive()
    }
}

/// See [`ActionExt::prepare`](crate::ActionExt::prepare).
pub(crate) fn prepare<A: Action + ?Sized>(
    action: &A,
    app: &App,
    endpoint: &Endpoint,
    stamp: &Stamp,
) -> Result<Request, Error> {
    let endpoint = endpoint.for_product(action.product());
    let len = checked_len(action, app, &endpoint, stamp)?;
    let mut bytes = vec![0; len];
    url::write(action, app, &endpoint, stamp, &mut bytes)?;
    let url = String::from_utf8(bytes).map_err(|_| url::changed())?;
    Ok(Request {
        method: action.method(),
        url,
        body: action.body(stamp.sequence()).map(Cow::into_owned),
    })
}

/// See [`ActionExt::prepare_into`](crate::ActionExt::prepare_into).
pub(crate) fn prepare_into<A: Action + ?Sized>(
    action: &A,
    app: &App,
    endpoint: &Endpoint,
    stamp: &Stamp,
    buffer: &mut [u8],
) -> Result<usize, Error> {
    let endpoint = endpoint.for_product(action.product());
    let len = checked_len(action, app, &endpoint, stamp)?;
    let size = buffer.len();
    let buffer = buffer
        .get_mut(..len)
        .ok_or_else(|| InvalidInput::buffer_too_small(len, size))?;
    url::write(action, app, &endpoint, stamp, buffer)?;
    Ok(len)
}

/// Checks the action against the account's limits and says how long its URL is.
fn checked_len<A: Action + ?Sized>(
    action: &A,
    app: &App,
    endpoint: &Endpoint,
    stamp: &Stamp,
) -> Result<usize, Error> {
    action.check(app.limits())?;
    let (len, limit) = (url::len(action, app, endpoint, stamp), app.limits().url_bytes);
    if len > limit {
        Err(InvalidInput::too_large("url", limit, len).into())
    } else {
        Ok(len)
    }
}

/// Holds an action against the account's limits, without signing it.
pub(crate) fn check_size<A: Action + ?Sized>(
    action: &A,
    app: &App,
    endpoint: &Endpoint,
) -> Result<(), Error> {
    // Any stamp of today's length does.
    let stamp = Stamp::from_random([0; Stamp::RANDOM_LEN], 4_102_444_800)?;
    checked_len(action, app, endpoint, &stamp).map(drop)
}
