//! Two actions of another product, the in-app chat: what they give stands beside `Code`, not in
//! `Data`. A user is known there who is in any room here.

use serde_json::{Map, Value, json};

use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Codes, Done, Turn};
use crate::codes;

const CHAT: Codes = Codes {
    wrong: codes::CHAT_PARAMETER_WRONG,
    too_long: codes::CHAT_USER_ID_TOO_LONG,
    undecodable: codes::CHAT_PARAMETER_WRONG,
    no_permission: codes::NOT_AUTHENTICATED,
    rate: codes::CHAT_RATE,
    room_rate: codes::CHAT_RATE,
};

const MESSAGE: &[Param] = &[
    need("Message").bytes(2048).too_long(codes::CHAT_MESSAGE_TOO_LONG),
    may("ExtendedData").bytes(1024),
];

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "QueryUserOnlineState",
        rate(20),
        &CHAT,
        &[need("UserId[]")
            .bytes(64)
            .at_most(100)
            .too_many(codes::CHAT_TOO_MANY_USERS)],
        online_state,
    )
    .of_product("zim"),
    Action::post(
        "SendPeerMessage",
        rate(20),
        &CHAT,
        &[
            need("FromUserId").bytes(32),
            need("ToUserId")
                .list()
                .bytes(32)
                .at_most(100)
                .too_many(codes::CHAT_TOO_MANY_USERS),
            need("MessageType").whole(1, 200),
            need("Priority").whole(1, 3),
            need("MessageBody").object(MESSAGE),
            may("SubMsgType").whole(0, 200),
            may("SearchedContent").bytes(64),
        ],
        send,
    )
    .of_product("zim"),
];

/// One row for each user who is known, and an error for each other.
fn by_user(
    turn: &Turn<'_>,
    ids: &[&str],
    good: &'static str,
    row: impl FnMut(&str) -> Value,
    unknown: i32,
) -> Done {
    let (known, others): (Vec<&str>, Vec<&str>) = ids.iter().partition(|id| turn.state.rooms.is_anywhere(id));
    let error = |id: &&str| json!({"UserId": id, "SubCode": unknown});
    let mut beside = Map::new();
    beside.insert(good.to_owned(), known.into_iter().map(row).collect());
    beside.insert("ErrorList".to_owned(), others.iter().map(error).collect());
    Done {
        beside,
        ..Done::default()
    }
}

fn online_state(turn: &mut Turn<'_>) -> Acted {
    let ids = turn.list("UserId[]");
    let row = |id: &str| json!({"UserId": id, "Status": "Online"});
    Ok(by_user(turn, &ids, "Result", row, codes::CHAT_USER_UNKNOWN))
}

fn send(turn: &mut Turn<'_>) -> Acted {
    let ids = turn.body.get("ToUserId").and_then(Value::as_array);
    let ids = ids
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect::<Vec<_>>();
    Turn::demand(
        !ids.contains(&turn.text("FromUserId")),
        codes::CHAT_PARAMETER_WRONG,
    )?;
    let id = turn.new_id();
    let row = |user: &str| json!({"UserId": user, "MsgId": id, "MsgSeq": 1});
    Ok(by_user(turn, &ids, "SuccList", row, codes::CHAT_RECEIVER_UNKNOWN))
}
