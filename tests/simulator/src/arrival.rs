//! What happens the moment a call arrives: it is counted, judged by the gateway and the rates, and
//! the faults that strike it are chosen.

use std::time::{Duration, Instant};

use hyper::Method;
use hyper::body::Bytes;

use crate::actions::Action;
use crate::config::Limits;
use crate::fault_queue::{Plan, Target};
use crate::gateway::{self, Gateway};
use crate::query::Query;
use crate::state::State;

/// A request to `/`, read whole.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) method: Method,
    pub(crate) host: Option<String>,
    pub(crate) query: Query,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Bytes,
    /// As the client wrote it, with scheme and host.
    pub(crate) url: String,
}

/// A call that may go on to its action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Admitted {
    pub(crate) action: &'static Action,
    pub(crate) app_id: u32,
    pub(crate) is_test: bool,
    pub(crate) permitted: bool,
}

/// Counts and judges a call, and chooses what goes wrong with it.
pub(crate) fn arrive(state: &mut State, hosts: &[String], call: &Call) -> (Result<Admitted, i32>, Plan) {
    count(state, call);
    let verdict = judge(state, hosts, call);
    let plan = state.faults.plan(&target(call));
    state.tally.sums.faults += plan.struck;
    (verdict, plan)
}

fn count(state: &mut State, call: &Call) {
    let query = &call.query;
    let action = query.get("Action").unwrap_or_default();
    let sums = &mut state.tally.sums;
    sums.calls += 1;
    *sums.actions.entry(action.to_owned()).or_default() += 1;
    if let Some(known) = Action::named(action) {
        sums.misspelt_parameters += query.count_misspelt(&known.query_names());
    }
    let Some(nonce) = query.get("SignatureNonce") else {
        return;
    };
    if !gateway::is_nonce(nonce) {
        sums.malformed_nonces += 1;
    } else if state.record {
        state.tally.nonce(query.get("AppId").unwrap_or_default(), nonce);
    }
}

fn judge(state: &mut State, hosts: &[String], call: &Call) -> Result<Admitted, i32> {
    let gateway = Gateway {
        apps: &state.apps,
        hosts,
        now: state.clock.judged(),
        timestamp_seconds: state.limits.timestamp_seconds,
        product: call
            .query
            .get("Action")
            .and_then(Action::named)
            .map_or("rtc", |action| action.product),
    };
    let app = gateway.identify(call.host.as_deref(), &call.query)?;
    let (now, width) = (Instant::now(), Duration::from_millis(state.limits.window_ms));
    state.tally.arrive(app.app_id, now, width);
    gateway::check_standing(app, &call.query)?;
    let action = Action::of(call.query.get("Action"), &call.method)?;
    state.tally.arrive_at(app.app_id, action.name, now, width);
    let is_test = gateway::is_test(&call.query)?;
    let admitted = Admitted {
        action,
        app_id: app.app_id,
        is_test,
        permitted: app.permitted,
    };
    admit(state, admitted, call, now)?;
    Ok(admitted)
}

/// The rate of the app's calls to this action, then of those for the room.
fn admit(state: &mut State, admitted: Admitted, call: &Call, now: Instant) -> Result<(), i32> {
    let Admitted {
        action,
        app_id,
        is_test,
        ..
    } = admitted;
    let rates = Rates::of(&state.limits, action);
    let limit = if is_test { rates.test_calls } else { rates.calls };
    let window = state.app_rates.entry((app_id, action.name, is_test)).or_default();
    if !window.admit(now, limit, rates.width) {
        state.tally.refuse(app_id, action.name);
        return Err(action.codes.rate);
    }
    if let (Some((limit, width)), Some(room_id)) = (rates.room, call.query.get("RoomId")) {
        let key = (app_id, action.name, room_id.to_owned());
        if !state.room_rates.entry(key).or_default().admit(now, limit, width) {
            state.tally.refuse_for_room(app_id, action.name);
            return Err(action.codes.room_rate);
        }
    }
    Ok(())
}

/// What holds for an action: its documented rates, with the limits that were set over them.
struct Rates {
    calls: u32,
    test_calls: u32,
    width: Duration,
    room: Option<(u32, Duration)>,
}

impl Rates {
    fn of(limits: &Limits, action: &Action) -> Rates {
        let width = Duration::from_millis(limits.window_ms);
        let documented = action.rate.room;
        let mut rates = Rates {
            calls: action.rate.per_second,
            test_calls: action.rate.test_per_second,
            width,
            room: documented.map(|room| (room.calls, width.saturating_mul(room.seconds))),
        };
        if action.name == "SendCustomCommand" {
            rates.calls = limits.calls_per_second;
            rates.test_calls = limits.test_calls_per_second;
            rates.room = limits.room_calls_per_second.map(|calls| (calls, width));
        }
        if let Some(own) = limits.actions.get(action.name) {
            rates.calls = own.calls_per_second.unwrap_or(rates.calls);
            rates.test_calls = own.test_calls_per_second.unwrap_or(rates.test_calls);
            let room_width = rates.room.map_or(width, |(_, width)| width);
            rates.room = own.room_calls.map(|calls| (calls, room_width)).or(rates.room);
        }
        rates
    }
}

fn target(call: &Call) -> Target<'_> {
    let query = &call.query;
    Target {
        action: query.get("Action"),
        room_ids: query.all("RoomId").chain(query.all("RoomId[]")).collect(),
        user_ids: query.all("ToUserId[]").chain(query.all("FromUserId")).collect(),
    }
}
