//! The one action of range scenes, which the vendor has discontinued.

use serde_json::json;

use crate::actions::param::{may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Codes, Done, ROOM, Turn};
use crate::codes;

const SCENE: Codes = Codes {
    wrong: codes::SCENE_PARAMETER_WRONG,
    too_long: codes::SCENE_PARAMETER_WRONG,
    undecodable: codes::SCENE_PARAMETER_WRONG,
    ..ROOM
};

pub(crate) const ACTIONS: &[Action] = &[Action::get(
    "SetSceneTemplate",
    rate(50),
    &SCENE,
    &[
        need("TemplateId").number(),
        // Corners of a map: numbers of either sign, which are not looked at.
        may("LeftBottomX"),
        may("LeftBottomZ"),
        may("RightUpX"),
        may("RightUpZ"),
        need("MaxUserNum").count(),
        need("ViewRadius").count(),
        need("MaxVisibleNum").whole(0, 100),
    ],
    set,
)
.of_product("metaworld")];

fn set(_: &mut Turn<'_>) -> Acted {
    Ok(Done::data(json!({})))
}
