//! Rules that keep users from logging in or publishing for a time.

use serde_json::json;

use crate::actions::form;
use crate::actions::param::{Param, may, need};
use crate::actions::rate::rate;
use crate::actions::{Acted, Action, Done, ROOM, Turn};
use crate::codes;
use crate::user_rules::Subject;

const TYPE: Param = need("RuleType").whole(1, 4);

pub(crate) const ACTIONS: &[Action] = &[
    Action::get(
        "SetForbidUserRule",
        rate(10),
        &ROOM,
        &[
            TYPE,
            may("IP").address(),
            may("RoomId").room_id(),
            may("UserId"),
            need("DisabledPrivilege[]").whole(1, 2),
            need("EffectiveTime").whole(1, 86_400),
        ],
        set,
    ),
    Action::get(
        "DelForbidUserRule",
        rate(10),
        &ROOM,
        &[TYPE, may("IP").address(), may("RoomId").room_id(), may("UserId")],
        delete,
    ),
    Action::get("DescribeForbidUserRules", rate(10), &ROOM, &[TYPE], list),
];

/// What the rule's type needs: 1 an address, 2 a room, 3 a user, 4 a user in a room. The others are
/// ignored.
fn subject(turn: &Turn<'_>) -> Result<Subject, i32> {
    let rule_type = turn.whole("RuleType").unwrap_or_default();
    let needed = |name, types: &[i64]| -> Result<String, i32> {
        if !types.contains(&rule_type) {
            return Ok(String::new());
        }
        let value = turn.text(name);
        Turn::demand(!value.is_empty(), codes::PARAMETER_WRONG)?;
        Ok(value.to_owned())
    };
    Ok(Subject {
        rule_type,
        ip: needed("IP", &[1])?,
        room_id: needed("RoomId", &[2, 4])?,
        user_id: needed("UserId", &[3, 4])?,
    })
}

fn set(turn: &mut Turn<'_>) -> Acted {
    let subject = subject(turn)?;
    let now = turn.state.clock.judged();
    let expires = now.saturating_add(turn.whole("EffectiveTime").unwrap_or_default());
    let privileges = turn.list("DisabledPrivilege[]");
    let privileges = privileges.into_iter().filter_map(form::whole).collect();
    let set = turn.state.user_rules.set(subject, privileges, expires, now);
    Turn::demand(set, codes::TOO_MANY_RULES)?;
    Ok(Done::data(json!({"ExpireTime": expires})))
}

fn delete(turn: &mut Turn<'_>) -> Acted {
    let subject = subject(turn)?;
    let now = turn.state.clock.judged();
    Turn::demand(turn.state.user_rules.delete(&subject, now), codes::RULE_MISSING)?;
    Ok(Done::nothing())
}

fn list(turn: &mut Turn<'_>) -> Acted {
    let rule_type = turn.whole("RuleType").unwrap_or_default();
    let now = turn.state.clock.judged();
    let rules = turn.state.user_rules.of_type(rule_type, now);
    let rows = rules.map(|(subject, rule)| {
        json!({
            "RuleType": subject.rule_type,
            "IP": subject.ip,
            "RoomId": subject.room_id,
            "UserId": subject.user_id,
            "DisabledPrivilegeList": rule.privileges,
            "ExpireTime": rule.expires,
        })
    });
    Ok(Done::data(json!({"RuleList": rows.collect::<Vec<_>>()})))
}
