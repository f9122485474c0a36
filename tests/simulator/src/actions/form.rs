//! Checks calls by form: are the parameters that an action needs there, and do they look right?

use std::net::Ipv4Addr;

use serde_json::{Map, Value};

use crate::actions::param::{Kind, Param};
use crate::actions::{Action, COMMON};
use crate::arrival::Call;
use crate::query::Query;

/// Checks a query: decoding, then what is missing, malformed or there twice, then lengths.
pub(crate) fn check_query(action: &Action, query: &Query, room_id_bytes: usize) -> Result<(), i32> {
    let codes = action.codes;
    if query.is_undecodable() {
        return Err(codes.undecodable);
    }
    if COMMON.iter().any(|name| query.is_repeated(name)) {
        return Err(codes.wrong);
    }
    if action.is_post {
        return Ok(());
    }
    for param in action.params {
        let values = values(query, param);
        let twice = !param.is_list && query.is_repeated(param.name);
        let missing = param.required && values.is_empty();
        if twice || missing || !values.iter().all(|value| fits(param.kind, value)) {
            return Err(param.wrong.unwrap_or(codes.wrong));
        }
    }
    for param in action.params {
        let values = values(query, param);
        if values
            .iter()
            .any(|value| value.len() > most_bytes(param, room_id_bytes))
        {
            return Err(param.too_long.unwrap_or(codes.too_long));
        }
        if values.len() > param.max_items {
            return Err(param.too_many.or(param.wrong).unwrap_or(codes.wrong));
        }
    }
    Ok(())
}

/// A parameter's values. An empty single one counts as left out; an empty one of a list is there.
fn values<'a>(query: &'a Query, param: &Param) -> Vec<&'a str> {
    query
        .all(param.name)
        .filter(|value| param.is_list || !value.is_empty())
        .collect()
}

fn most_bytes(param: &Param, room_id_bytes: usize) -> usize {
    match param.kind {
        Kind::RoomId => room_id_bytes,
        _ => param.max_bytes,
    }
}

fn fits(kind: Kind, value: &str) -> bool {
    match kind {
        Kind::Text | Kind::RoomId => !value.is_empty(),
        Kind::Whole(min, max) => whole(value).is_some_and(|number| (min..=max).contains(&number)),
        Kind::Number => value
            .parse()
            .is_ok_and(|number: f64| number.is_finite() && number >= 0.0),
        Kind::Bool => matches!(value, "true" | "false"),
        Kind::OneOf(values) => values.contains(&value),
        Kind::Address => value.parse::<Ipv4Addr>().is_ok(),
        Kind::Object(_) => false,
    }
}

/// A whole number in plain decimals.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

/// Reads a POST's body, a JSON object sent as JSON, and checks its members.
pub(crate) fn read_body(
    action: &Action,
    call: &Call,
    room_id_bytes: usize,
) -> Result<Map<String, Value>, i32> {
    let codes = action.codes;
    let media_type = call
        .content_type
        .as_deref()
        .and_then(|text| text.split(';').next());
    if !media_type.is_some_and(|text| text.trim().eq_ignore_ascii_case("application/json")) {
        return Err(codes.wrong);
    }
    let body: Value = serde_json::from_slice(&call.body).map_err(|_| codes.undecodable)?;
    let Value::Object(members) = body else {
        return Err(codes.wrong);
    };
    check_members(action.params, &members, room_id_bytes)
        .map_err(|own| own.unwrap_or(codes.wrong))
        .map(|()| members)
}

/// Gives the parameter's own code, if it has one, of the first member that is not as it must be.
fn check_members(params: &[Param], members: &Map<String, Value>, bytes: usize) -> Result<(), Option<i32>> {
    for param in params {
        match members.get(param.name) {
            None | Some(Value::Null) if param.required => return Err(param.wrong),
            None | Some(Value::Null) => (),
            Some(Value::Array(items)) if param.is_list => {
                if items.len() > param.max_items || (param.required && items.is_empty()) {
                    return Err(param.too_many.or(param.wrong));
                }
                for item in items {
                    check_member(param, item, bytes)?;
                }
            }
            Some(_) if param.is_list => return Err(param.wrong),
            Some(value) => check_member(param, value, bytes)?,
        }
    }
    Ok(())
}

fn check_member(param: &Param, value: &Value, bytes: usize) -> Result<(), Option<i32>> {
    let text = value.as_str();
    let good = match param.kind {
        Kind::Text | Kind::RoomId => text.is_some_and(|text| !param.required || !text.is_empty()),
        Kind::Whole(min, max) => value.as_i64().is_some_and(|number| (min..=max).contains(&number)),
        Kind::Number => value.as_f64().is_some_and(|number| number >= 0.0),
        Kind::Bool => value.is_boolean(),
        Kind::OneOf(values) => text.is_some_and(|text| values.contains(&text)),
        Kind::Address => text.is_some_and(|text| fits(param.kind, text)),
        Kind::Object(members) => match value {
            Value::Object(own) => return check_members(members, own, bytes),
            _ => false,
        },
    };
    if !good {
        return Err(param.wrong);
    }
    if text.is_some_and(|text| text.len() > most_bytes(param, bytes)) {
        return Err(param.too_long.or(param.wrong));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_fits_its_kind_or_not() {
        let range = Kind::Whole(-1, 86_400);
        for value in ["-1", "0", "007", "86400"] {
            assert!(fits(range, value), "{value}");
        }
        for value in [
            "",
            "-",
            "+1",
            "1.0",
            "1e3",
            " 1",
            "86401",
            "-2",
            "99999999999999999999",
        ] {
            assert!(!fits(range, value), "{value}");
        }
        assert!(fits(Kind::Number, "0.5") && fits(Kind::Number, "3"));
        for value in ["-0.5", "inf", "NaN", "x"] {
            assert!(!fits(Kind::Number, value), "{value}");
        }
        assert!(fits(Kind::Address, "1.2.3.4") && !fits(Kind::Address, "1.2.3"));
        assert!(fits(Kind::Bool, "true") && !fits(Kind::Bool, "True"));
    }
}
