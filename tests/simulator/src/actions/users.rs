//! Who is in a room: counts, states, lists by the page, and putting users out.

use serde_json::{Value, json};

use crate::actions::param::{may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Done, ROOM, Turn};
use crate::callbacks::reason::LogoutReason;
use crate::codes;
use crate::sessions::User;

/// What every user is: the simulator knows no hosts.
const AUDIENCE: u32 = 2;
/// The most users on a page, and as many as there are on one when no limit is given.
const PAGE: i64 = 200;

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "DescribeUserNum",
        rate(10).test(1),
        &ROOM,
        &[need("RoomId[]").room_id().at_most(10)],
        count,
    ),
    Action::get(
        "DescribeUsers",
        rate(10),
        &ROOM,
        &[need("RoomId").room_id(), need("UserId[]").at_most(10)],
        states,
    ),
    Action::get(
        "DescribeUserList",
        rate(200).room(1, 1),
        &ROOM,
        &[
            need("RoomId").room_id(),
            may("Mode").flag(),
            may("Limit").whole(0, PAGE),
            may("Marker").count(),
        ],
        list,
    ),
    Action::get(
        "KickoutUser",
        rate(50),
        &ROOM,
        &[
            need("RoomId").room_id(),
            need("UserId[]").at_most(5).too_many(codes::TOO_MANY_USERS),
            may("CustomReason").bytes(256),
        ],
        kick,
    ),
];

fn count(turn: &mut Turn<'_>) -> Acted {
    let rooms = &turn.state.rooms;
    let row = |id: &str| json!({"RoomId": id, "UserCount": rooms.count(id), "AdminUserCount": 0});
    let rows = turn.list("RoomId[]").into_iter().map(row).collect::<Vec<_>>();
    Ok(Done::data(json!({"UserCountList": rows})))
}

fn states(turn: &mut Turn<'_>) -> Acted {
    let room_id = turn.text("RoomId");
    let rooms = &turn.state.rooms;
    Turn::demand(rooms.count(room_id) > 0, codes::ROOM_NOT_THERE)?;
    let row = |user_id: &str| {
        let user = rooms.user(room_id, user_id);
        json!({
            "UserId": user_id,
            "Status": u32::from(user.is_some()),
            "LoginTime": user.map_or(0, |user| user.login_ms),
            "UserRole": user.map_or(0, |_| AUDIENCE),
        })
    };
    let rows = turn.list("UserId[]").into_iter().map(row).collect::<Vec<_>>();
    Ok(Done::data(json!({"UserStatusList": rows})))
}

/// A page. The marker is the number of the page's last login, and empty on the last page.
fn list(turn: &mut Turn<'_>) -> Acted {
    let newest_first = turn.whole("Mode") == Some(1);
    let limit = turn.whole("Limit").filter(|&limit| limit > 0).unwrap_or(PAGE);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let after = turn.whole("Marker").and_then(|marker| u64::try_from(marker).ok());
    let users = turn
        .state
        .rooms
        .users_after(turn.text("RoomId"), newest_first, after);
    let page = &users[..limit.min(users.len())];
    let marker = match page.last() {
        Some((_, last)) if page.len() < users.len() => last.order.to_string(),
        _ => String::new(),
    };
    let row = |(id, _): &(&str, &User)| json!({"UserId": id, "UserName": id, "UserRole": AUDIENCE});
    let rows = page.iter().map(row).collect::<Vec<Value>>();
    Ok(Done::data(json!({"Marker": marker, "UserList": rows})))
}

fn kick(turn: &mut Turn<'_>) -> Acted {
    let room_id = turn.text("RoomId");
    if turn.state.rooms.count(room_id) == 0 {
        return Err(turn.room_missing());
    }
    for user_id in turn.list("UserId[]") {
        turn.state.logout(room_id, user_id, LogoutReason::PutOut);
    }
    Ok(Done::nothing())
}
