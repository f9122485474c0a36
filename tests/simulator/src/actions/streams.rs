//! Streams as rooms know them.

use serde_json::json;

use crate::actions::param::{may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Done, ROOM, Turn};
use crate::callbacks::reason::StreamEnd;
use crate::codes;
use crate::streams::{NotOpened, Opening};

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "AddStream",
        rate(10).test(1),
        &ROOM,
        &[
            need("RoomId").room_id(),
            need("UserId"),
            may("UserName"),
            need("StreamId").bytes(256),
            may("StreamTitle").bytes(127),
            may("ExtraInfo").bytes(1024),
            may("CensorFlag").flag(),
        ],
        add,
    ),
    Action::get(
        "DeleteStream",
        rate(10).test(1),
        &ROOM,
        &[
            need("RoomId").room_id(),
            need("UserId"),
            may("UserName"),
            need("StreamId").bytes(256),
        ],
        delete,
    ),
    Action::get(
        "DescribeSimpleStreamList",
        rate(50).room(1, 10),
        &ROOM,
        &[need("RoomId").room_id()],
        list,
    ),
];

/// Adding a stream once more for the same user changes nothing.
fn add(turn: &mut Turn<'_>) -> Acted {
    let (room_id, user_id) = (turn.text("RoomId"), turn.text("UserId"));
    if turn.state.rooms.count(room_id) == 0 {
        return Err(turn.room_missing());
    }
    let opened = turn.state.add_stream(Opening {
        room_id,
        user_id,
        user_name: turn.text("UserName"),
        stream_id: turn.text("StreamId"),
    });
    match opened {
        Ok(()) => Ok(Done::nothing()),
        Err(NotOpened::Forbidden) => Err(codes::STREAM_NOT_SET),
        Err(NotOpened::OfAnother) => Err(codes::STREAM_OF_ANOTHER),
    }
}

fn delete(turn: &mut Turn<'_>) -> Acted {
    let (room_id, stream_id) = (turn.text("RoomId"), turn.text("StreamId"));
    let live = turn.state.streams.live(stream_id);
    let stream = live
        .filter(|stream| stream.room_id == room_id)
        .ok_or(codes::STREAM_MISSING)?;
    Turn::demand(stream.user_id == turn.text("UserId"), codes::STREAM_OF_ANOTHER)?;
    turn.state.close_stream(stream_id, StreamEnd::Deleted);
    Ok(Done::nothing())
}

fn list(turn: &mut Turn<'_>) -> Acted {
    let room_id = turn.text("RoomId");
    let streams = turn.state.streams.all();
    let here = streams.filter(|stream| stream.room_id == room_id && stream.closed_ms.is_none());
    let rows = here.map(|stream| {
        json!({
            "StreamId": stream.stream_id,
            "UserId": stream.user_id,
            "UserName": stream.user_name,
            "CreateTime": stream.created_ms,
            "StreamNumberId": stream.number,
        })
    });
    Ok(Done::data(json!({"StreamList": rows.collect::<Vec<_>>()})))
}
