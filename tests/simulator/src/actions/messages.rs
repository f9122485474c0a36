//! Messages to a room: custom commands, broadcast messages, barrage messages.

use serde_json::{Value, json};

use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Done, ROOM, Turn};
use crate::clock::now_ms;
use crate::codes;
use crate::rooms::Sending;

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "SendCustomCommand",
        rate(100).test(10),
        &ROOM,
        // The content has codes of its own, and comes after the permission.
        &[
            need("RoomId").room_id(),
            need("FromUserId"),
            may("ToUserId[]"),
            may("MessageContent"),
        ],
        custom_command,
    ),
    Action::get(
        "SendBroadcastMessage",
        rate(100).test(10),
        &ROOM,
        TO_EVERYONE,
        broadcast,
    ),
    Action::get(
        "SendBarrageMessage",
        rate(100).test(10),
        &ROOM,
        TO_EVERYONE,
        barrage,
    ),
];

const TO_EVERYONE: &[Param] = &[
    need("RoomId").room_id(),
    need("UserId"),
    may("UserName"),
    need("MessageCategory").whole(1, 2),
    may("MessageContent"),
];

fn custom_command(turn: &mut Turn<'_>) -> Acted {
    let content = content(turn)?;
    let to_user_ids = turn.list("ToUserId[]");
    Turn::demand(
        to_user_ids.len() <= turn.state.limits.users_per_call,
        codes::TOO_MANY_USERS,
    )?;
    let offline = turn.state.rooms.deliver(&Sending {
        room_id: turn.text("RoomId"),
        from_user_id: turn.text("FromUserId"),
        to_user_ids: &to_user_ids,
        content,
        withheld: turn.withheld,
    });
    let offline = offline.ok_or_else(|| turn.room_missing())?;
    Ok(Done {
        data: fail_users(&offline),
        ..Done::default()
    })
}

/// `Data` is left out when nobody was missing.
fn fail_users(offline: &[String]) -> Option<Value> {
    let row = |uid: &String| json!({"Uid": uid, "Code": codes::USER_OFFLINE});
    (!offline.is_empty()).then(|| json!({"FailUsers": offline.iter().map(row).collect::<Vec<_>>()}))
}

/// Its `MessageId` is a number.
fn broadcast(turn: &mut Turn<'_>) -> Acted {
    let seq = to_everyone(turn)?;
    Ok(Done::data(json!({"MessageId": seq})))
}

/// Its `MessageId` is a text.
fn barrage(turn: &mut Turn<'_>) -> Acted {
    let seq = to_everyone(turn)?;
    let id = format!("1_{}_{seq}", now_ms());
    Ok(Done::data(json!({"MessageId": id})))
}

fn to_everyone(turn: &mut Turn<'_>) -> Result<u64, i32> {
    let content = content(turn)?;
    let delivered = turn.state.rooms.deliver(&Sending {
        room_id: turn.text("RoomId"),
        from_user_id: turn.text("UserId"),
        to_user_ids: &[],
        content,
        withheld: turn.withheld,
    });
    match delivered {
        Some(_) => Ok(turn.state.rooms.last_seq()),
        None => Err(turn.room_missing()),
    }
}

fn content<'a>(turn: &Turn<'a>) -> Result<&'a str, i32> {
    let content = turn.text("MessageContent");
    Turn::demand(!content.is_empty(), codes::CONTENT_EMPTY)?;
    Turn::demand(
        content.len() <= turn.state.limits.content_bytes,
        codes::CONTENT_TOO_LONG,
    )?;
    Ok(content)
}
