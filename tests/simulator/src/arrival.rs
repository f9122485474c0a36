//! What happens the moment a call arrives: it is counted, judged by the gateway and the rates, and
//! the faults that strike it are chosen.

use std::time::{Duration, Instant};

use hyper::Method;
use hyper::body::Bytes;

use crate::actions::Action;
use crate::codes;
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
    pub(crate) action: Action,
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
        sums.misspelt_parameters += query.count_misspelt(known.parameters());
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
    };
    let app = gateway.identify(call.host.as_deref(), &call.query)?;
    let (now, width) = (Instant::now(), Duration::from_millis(state.limits.window_ms));
    state.tally.arrive(app.app_id, now, width);
    gateway::check_standing(app, &call.query)?;
    let action = Action::of(call.query.get("Action"), &call.method)?;
    let is_test = gateway::is_test(&call.query)?;
    let (app_id, permitted) = (app.app_id, app.permitted);
    admit(state, (app_id, is_test), call, now, width)?;
    Ok(Admitted { action, permitted })
}

/// The app's rate, then the room's.
fn admit(
    state: &mut State,
    caller: (u32, bool),
    call: &Call,
    now: Instant,
    width: Duration,
) -> Result<(), i32> {
    let (app_id, is_test) = caller;
    let limits = &state.limits;
    let limit = if is_test {
        limits.test_calls_per_second
    } else {
        limits.calls_per_second
    };
    if !state
        .app_rates
        .entry(caller)
        .or_default()
        .admit(now, limit, width)
    {
        state.tally.refuse(app_id);
        return Err(codes::APP_RATE);
    }
    if let (Some(limit), Some(room_id)) = (limits.room_calls_per_second, call.query.get("RoomId")) {
        let rate = state.room_rates.entry((app_id, room_id.to_owned())).or_default();
        if !rate.admit(now, limit, width) {
            state.tally.sums.refused_by_room_quota += 1;
            return Err(codes::ROOM_RATE);
        }
    }
    Ok(())
}

fn target(call: &Call) -> Target<'_> {
    let query = &call.query;
    Target {
        action: query.get("Action"),
        room_ids: query.all("RoomId").chain(query.all("RoomId[]")).collect(),
        user_ids: query.all("ToUserId[]").chain(query.all("FromUserId")).collect(),
    }
}
