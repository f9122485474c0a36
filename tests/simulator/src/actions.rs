//! The actions that the simulator knows, each with the rules of its own.

use hyper::Method;
use serde_json::{Value, json};

use crate::arrival::{Admitted, Call};
use crate::codes;
use crate::query::Query;
use crate::rooms::Sending;
use crate::state::State;

/// An action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// GET: a message to a room.
    SendCustomCommand,
    /// GET with a repeated parameter: how many users rooms have.
    DescribeUserNum,
    /// POST with a JSON body, which is checked for its shape only.
    StartMix,
}

const COMMON: [&str; 7] = [
    "Action",
    "AppId",
    "SignatureNonce",
    "Timestamp",
    "Signature",
    "SignatureVersion",
    "IsTest",
];

impl Action {
    /// The action of this name.
    pub(crate) fn named(name: &str) -> Option<Action> {
        match name {
            "SendCustomCommand" => Some(Action::SendCustomCommand),
            "DescribeUserNum" => Some(Action::DescribeUserNum),
            "StartMix" => Some(Action::StartMix),
            _ => None,
        }
    }

    /// The action that is asked for, if it is one and the method is its own.
    pub(crate) fn of(name: Option<&str>, method: &Method) -> Result<Action, i32> {
        let action = Action::named(name.ok_or(codes::ACTION_MISSING)?).ok_or(codes::ACTION_UNSUPPORTED)?;
        let own = if action == Action::StartMix {
            Method::POST
        } else {
            Method::GET
        };
        if *method == own {
            Ok(action)
        } else {
            Err(codes::ACTION_UNSUPPORTED)
        }
    }

    /// The parameters that it reads from the query, spelt right.
    pub(crate) fn parameters(self) -> &'static [&'static str] {
        const SEND: [&str; 11] = with_common(["RoomId", "FromUserId", "ToUserId[]", "MessageContent"]);
        const DESCRIBE: [&str; 8] = with_common(["RoomId[]"]);
        match self {
            Action::SendCustomCommand => &SEND,
            Action::DescribeUserNum => &DESCRIBE,
            Action::StartMix => &COMMON,
        }
    }
}

const fn with_common<const OWN: usize, const ALL: usize>(own: [&'static str; OWN]) -> [&'static str; ALL] {
    let mut all = [""; ALL];
    let mut at = 0;
    while at < ALL {
        all[at] = if at < COMMON.len() {
            COMMON[at]
        } else {
            own[at - COMMON.len()]
        };
        at += 1;
    }
    all
}

/// Acts on a call: gives the reply's `Data`, if it has any, or a code.
pub(crate) fn act(state: &mut State, admitted: Admitted, call: &Call) -> Result<Option<Value>, i32> {
    check_query(admitted.action, &call.query)?;
    match admitted.action {
        Action::SendCustomCommand => send_custom_command(state, admitted, &call.query),
        Action::DescribeUserNum => describe_user_num(state, admitted, &call.query),
        Action::StartMix => start_mix(admitted, call),
    }
}

/// Decoding, and parameters that stand there twice though they are no arrays.
fn check_query(action: Action, query: &Query) -> Result<(), i32> {
    if query.is_undecodable() {
        return Err(codes::DECODING_FAILED);
    }
    let single = |name: &&&str| !name.ends_with("[]");
    if action
        .parameters()
        .iter()
        .filter(single)
        .any(|name| query.is_repeated(name))
    {
        return Err(codes::PARAMETER_WRONG);
    }
    Ok(())
}

fn check_permission(admitted: Admitted) -> Result<(), i32> {
    if admitted.permitted {
        Ok(())
    } else {
        Err(codes::NO_PERMISSION)
    }
}

fn send_custom_command(state: &mut State, admitted: Admitted, query: &Query) -> Result<Option<Value>, i32> {
    let limits = &state.limits;
    let room_id = query.get("RoomId").ok_or(codes::PARAMETER_WRONG)?;
    let from_user_id = query.get("FromUserId").ok_or(codes::PARAMETER_WRONG)?;
    let to_user_ids = query.all("ToUserId[]").collect::<Vec<_>>();
    if to_user_ids.contains(&"") {
        return Err(codes::PARAMETER_WRONG);
    }
    if room_id.len() > limits.room_id_bytes {
        return Err(codes::PARAMETER_TOO_LONG);
    }
    check_permission(admitted)?;
    let content = query.get("MessageContent").ok_or(codes::CONTENT_EMPTY)?;
    if content.len() > limits.content_bytes {
        return Err(codes::CONTENT_TOO_LONG);
    }
    if to_user_ids.len() > limits.users_per_call {
        return Err(codes::TOO_MANY_USERS);
    }
    let sending = Sending {
        room_id,
        from_user_id,
        to_user_ids: &to_user_ids,
        content,
    };
    let offline = state
        .rooms
        .deliver(&sending)
        .ok_or(state.settings.room_missing_code)?;
    Ok(fail_users(&offline))
}

/// `Data` is left out when nobody was missing.
fn fail_users(offline: &[String]) -> Option<Value> {
    let row = |uid: &String| json!({"Uid": uid, "Code": codes::USER_OFFLINE});
    (!offline.is_empty()).then(|| json!({"FailUsers": offline.iter().map(row).collect::<Vec<_>>()}))
}

fn describe_user_num(state: &State, admitted: Admitted, query: &Query) -> Result<Option<Value>, i32> {
    let room_ids = query.all("RoomId[]").collect::<Vec<_>>();
    if room_ids.is_empty() || room_ids.contains(&"") {
        return Err(codes::PARAMETER_WRONG);
    }
    if room_ids
        .iter()
        .any(|room_id| room_id.len() > state.limits.room_id_bytes)
    {
        return Err(codes::PARAMETER_TOO_LONG);
    }
    check_permission(admitted)?;
    let row = |id: &&str| json!({"RoomId": id, "UserCount": state.rooms.count(id), "AdminUserCount": 0});
    Ok(Some(
        json!({"UserCountList": room_ids.iter().map(row).collect::<Vec<_>>()}),
    ))
}

fn start_mix(admitted: Admitted, call: &Call) -> Result<Option<Value>, i32> {
    let media_type = call
        .content_type
        .as_deref()
        .and_then(|text| text.split(';').next())
        .unwrap_or_default();
    if !media_type.trim().eq_ignore_ascii_case("application/json") {
        return Err(codes::PARAMETER_WRONG);
    }
    let body: Value = serde_json::from_slice(&call.body).map_err(|_| codes::DECODING_FAILED)?;
    if !body.is_object() {
        return Err(codes::PARAMETER_WRONG);
    }
    check_permission(admitted)?;
    Ok(Some(json!({"PlayInfo": []})))
}
