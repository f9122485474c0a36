//! The admin API: everything that the Rust handle can do, for other languages. Ids travel in JSON
//! bodies or in percent-encoded query parameters, never in paths.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyper::body::{Bytes, Incoming};
use hyper::header::HOST;
use hyper::{Method, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::actions::Action;
use crate::admin_bodies::{NextCallbackFault, NextFault, Publishing, Reset, RoomUsers, Unpublishing};
use crate::answer;
use crate::api::{Gone, read_body};
use crate::body::Body;
use crate::callbacks::fault::CallbackFaults;
use crate::callbacks::reason::{LogoutReason, StreamEnd};
use crate::callbacks::settings::{CallbackSettings, check_event};
use crate::config::{AppConfig, Limits};
use crate::query::Query;
use crate::shared::Shared;
use crate::stream;
use crate::wire::{Busy, Link};

/// Why a request to the admin API was refused: status and reason.
type Refusal = (u16, String);

/// Serves one request.
pub(crate) async fn serve(
    shared: Arc<Shared>,
    link: Arc<Link>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Gone> {
    let busy = Busy::on(&link);
    let (parts, body) = request.into_parts();
    let bytes = read_body(body).await?;
    let query = Query::parse(parts.uri.query().unwrap_or_default(), true);
    let asked = Asked { shared, query, bytes };
    let local = parts
        .headers
        .get(HOST)
        .is_some_and(|host| is_local(host.as_bytes()));
    let answered = if local {
        asked.answer(&parts.method, parts.uri.path())
    } else {
        // A web page in the developer's browser must not reach this API by a name of its own.
        Err((403, "the Host header must name loopback".to_owned()))
    };
    let response = answered
        .unwrap_or_else(|(status, reason)| answer::json_text(status, json!({"error": reason}).to_string()));
    Ok(response.map(|body| body.holding(busy)))
}

fn is_local(host: &[u8]) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| {
        host.strip_prefix(name.as_bytes())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(b":"))
    })
}

struct Asked {
    shared: Arc<Shared>,
    query: Query,
    bytes: Bytes,
}

impl Asked {
    fn answer(&self, method: &Method, path: &str) -> Result<Response<Body>, Refusal> {
        match (method.as_str(), path) {
            ("GET", "/stream") => {
                let (room_id, user_id) = self.listener()?;
                Ok(stream::start(Arc::clone(&self.shared), room_id, user_id))
            }
            ("GET", "/ca") => Ok(answer::whole(
                200,
                "application/x-pem-file",
                self.shared.addresses.ca_pem.clone(),
            )),
            ("GET", _) => self
                .get(path)
                .map(|value| answer::json_text(200, value.to_string())),
            ("POST" | "DELETE", _) => {
                self.change(method, path)?;
                self.shared.announce();
                Ok(answer::json_text(200, "{}".to_owned()))
            }
            _ => Err((405, "GET, POST or DELETE".to_owned())),
        }
    }

    fn get(&self, path: &str) -> Result<Value, Refusal> {
        let state = self.shared.state();
        match path {
            "/health" => Ok(health(&self.shared)),
            "/rooms" => to_value(&state.rooms.members()),
            "/streams" => to_value(&state.streams.all().collect::<Vec<_>>()),
            "/apps" => to_value(&state.apps.values().collect::<Vec<_>>()),
            "/faults" => to_value(&state.faults.pending()),
            "/callbacks" => to_value(&state.callbacks.settings),
            "/callbacks/faults" => to_value(state.callbacks.faults.pending()),
            "/clock" => to_value(&state.clock),
            "/limits" => to_value(&state.limits),
            "/settings" => to_value(&state.settings),
            "/messages" => {
                let (room_id, user_id) = self.listener()?;
                to_value(&state.rooms.messages(&room_id, &user_id))
            }
            "/counters" => {
                drop(state);
                to_value(&self.shared.counters())
            }
            _ => Err(no_such(path)),
        }
    }

    fn change(&self, method: &Method, path: &str) -> Result<(), Refusal> {
        let mut state = self.shared.state();
        match (method.as_str(), path) {
            ("POST", "/login") => {
                let who = self.who()?;
                if who.reason.is_some() {
                    return Err((400, "a reason is for /logout".to_owned()));
                }
                let mut refused = None;
                for user in who.users() {
                    if !state.login(&who.room_id, user) {
                        let room = &who.room_id;
                        refused = Some((403, format!("a rule forbids {user:?} to log in to {room:?}")));
                    }
                }
                refused.map_or(Ok(()), Err)?;
            }
            ("POST", "/logout") => {
                let who = self.who()?;
                let reason = who.reason.unwrap_or(LogoutReason::Normal);
                who.users()
                    .for_each(|user| state.logout(&who.room_id, user, reason));
            }
            ("POST", "/publish") => {
                let stream: Publishing = self.body()?;
                if !state.publish(&stream.room_id, &stream.user_id, &stream.stream_id) {
                    let reason = "the user is not there, the stream is another's, or it is forbidden";
                    return Err((403, reason.to_owned()));
                }
            }
            ("POST", "/unpublish") => {
                state.close_stream(&self.body::<Unpublishing>()?.stream_id, StreamEnd::Stopped);
            }
            ("POST", "/apps") => {
                let app: AppConfig = self.body()?;
                state.apps.insert(app.app_id, app);
            }
            ("DELETE", "/apps") => {
                let id = self.query.get("app_id").and_then(|id| id.parse().ok());
                let id = id.ok_or_else(|| (400, "app_id is missing or no number".to_owned()))?;
                state.apps.remove::<u32>(&id);
            }
            ("POST", "/faults") => {
                let next: NextFault = self.body()?;
                state.faults.add(next.fault, next.count);
            }
            ("DELETE", "/faults") => state.faults = crate::fault_queue::FaultQueue::default(),
            ("POST", "/callbacks") => {
                let settings: CallbackSettings = self.patched(&state.callbacks.settings)?;
                settings.check().map_err(|error| (400, error.to_string()))?;
                state.callbacks.settings = settings;
            }
            ("POST", "/callbacks/faults") => {
                let next: NextCallbackFault = self.body()?;
                let event = next.fault.event.as_deref();
                event
                    .map_or(Ok(()), check_event)
                    .map_err(|reason| (400, reason))?;
                state.callbacks.faults.add(next.fault, next.count);
            }
            ("DELETE", "/callbacks/faults") => state.callbacks.faults = CallbackFaults::default(),
            ("POST", "/clock") => state.clock = self.patched(&state.clock)?,
            ("POST", "/limits") => {
                let limits: Limits = self.patched(&state.limits)?;
                let unknown = |name: &&String| Action::named(name).is_none();
                if let Some(name) = limits.actions.keys().find(unknown) {
                    return Err((400, format!("there is no action {name:?}")));
                }
                state.limits = limits;
            }
            ("POST", "/settings") => state.settings = self.patched(&state.settings)?,
            ("POST", "/reset") => {
                let reset = if self.bytes.is_empty() {
                    Reset::default()
                } else {
                    self.body()?
                };
                drop(state);
                if reset.counters_only {
                    self.shared.reset_counters();
                } else {
                    self.shared.reset();
                }
            }
            _ => return Err(no_such(path)),
        }
        Ok(())
    }

    fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(&self.bytes).map_err(|error| (400, error.to_string()))
    }

    /// What stands now, with the fields of the body put over it.
    fn patched<T: Serialize + DeserializeOwned>(&self, now: &T) -> Result<T, Refusal> {
        let mut fields: BTreeMap<String, Value> =
            serde_json::from_value(to_value(now)?).map_err(|error| (500, error.to_string()))?;
        fields.extend(self.body::<BTreeMap<String, Value>>()?);
        serde_json::from_value(to_value(&fields)?).map_err(|error| (400, error.to_string()))
    }

    fn who(&self) -> Result<RoomUsers, Refusal> {
        let who: RoomUsers = self.body()?;
        if who.users().next().is_none() {
            return Err((400, "user_id or user_ids is missing".to_owned()));
        }
        Ok(who)
    }

    fn listener(&self) -> Result<(String, String), Refusal> {
        let parameter = |name: &str| {
            let value = self.query.get(name).filter(|_| !self.query.is_undecodable());
            value
                .map(str::to_owned)
                .ok_or_else(|| (400, format!("{name} is missing or not percent-encoded UTF-8")))
        };
        Ok((parameter("room_id")?, parameter("user_id")?))
    }
}

fn health(shared: &Shared) -> Value {
    let addresses = &shared.addresses;
    json!({
        "ok": true,
        "version": env!("CARGO_PKG_VERSION"),
        "http_url": addresses.http_url,
        "https_url": addresses.https_url,
        "admin_url": addresses.admin_url,
    })
}

fn no_such(path: &str) -> Refusal {
    (404, format!("there is no {path} with this method"))
}

fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Refusal> {
    serde_json::to_value(value).map_err(|error| (500, error.to_string()))
}
