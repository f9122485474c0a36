//! Rooms as a whole.

use crate::actions::param::{may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Done, ROOM, Turn};
use crate::codes;

pub(crate) const ACTIONS: &[Action] = &[Action::get(
    "CloseRoom",
    rate(1),
    &ROOM,
    &[
        need("RoomId").room_id(),
        may("CustomReason").bytes(256),
        may("RoomCloseCallback").boolean(),
    ],
    close,
)];

fn close(turn: &mut Turn<'_>) -> Acted {
    let is_told = turn.text("RoomCloseCallback") == "true";
    let closed = turn.state.close_room(turn.text("RoomId"), is_told);
    Turn::demand(closed, codes::ROOM_GONE)?;
    Ok(Done::nothing())
}
