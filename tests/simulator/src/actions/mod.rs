//! The actions that the simulator plays: 50 of the RTC API and two of the in-app chat's. Each file
//! states the names, rates, parameters and replies of a family, written by hand from the vendor's
//! pages and shared with nobody.

#![expect(clippy::unnecessary_wraps, reason = "all actions have one signature")]

mod cdn;
mod chat;
mod files;
mod form;
mod messages;
mod mixing;
mod mixing_params;
mod moderation;
mod param;
mod rate;
mod rooms;
mod rtc_streams;
mod scene;
mod stream_rules;
mod streams;
mod turn;
mod user_rules;
mod users;

use hyper::Method;
use serde_json::Map;

use crate::arrival::{Admitted, Call};
use crate::codes;
use crate::state::State;
use param::Param;
pub(crate) use rate::Rate;
pub(crate) use turn::{Acted, Done, Turn};

/// An action.
#[derive(Debug)]
pub(crate) struct Action {
    /// As in the parameter `Action`.
    pub(crate) name: &'static str,
    /// As at the beginning of the vendor's host name, before `-api`.
    pub(crate) product: &'static str,
    pub(crate) is_post: bool,
    pub(crate) rate: Rate,
    pub(crate) codes: &'static Codes,
    /// Of the query, or for a POST the members of the body.
    pub(crate) params: &'static [Param],
    pub(crate) act: fn(&mut Turn<'_>) -> Acted,
}

/// The codes that a group of actions refuses with.
#[derive(Debug)]
pub(crate) struct Codes {
    pub(crate) wrong: i32,
    pub(crate) too_long: i32,
    pub(crate) undecodable: i32,
    pub(crate) no_permission: i32,
    pub(crate) rate: i32,
    pub(crate) room_rate: i32,
}

/// Room signalling: rooms, users, messages, streams in rooms, rules.
const ROOM: Codes = Codes {
    wrong: codes::PARAMETER_WRONG,
    too_long: codes::PARAMETER_TOO_LONG,
    undecodable: codes::DECODING_FAILED,
    no_permission: codes::NO_PERMISSION,
    rate: codes::APP_RATE,
    room_rate: codes::ROOM_RATE,
};

/// The parameters that every call has in its query.
const COMMON: [&str; 7] = [
    "Action",
    "AppId",
    "SignatureNonce",
    "Timestamp",
    "Signature",
    "SignatureVersion",
    "IsTest",
];

const FAMILIES: [&[Action]; 13] = [
    messages::ACTIONS,
    rooms::ACTIONS,
    users::ACTIONS,
    streams::ACTIONS,
    user_rules::ACTIONS,
    stream_rules::ACTIONS,
    rtc_streams::ACTIONS,
    cdn::ACTIONS,
    files::ACTIONS,
    mixing::ACTIONS,
    moderation::ACTIONS,
    scene::ACTIONS,
    chat::ACTIONS,
];

impl Action {
    /// A GET of the RTC API.
    const fn get(
        name: &'static str,
        rate: Rate,
        codes: &'static Codes,
        params: &'static [Param],
        act: fn(&mut Turn<'_>) -> Acted,
    ) -> Action {
        Action {
            name,
            product: "rtc",
            is_post: false,
            rate,
            codes,
            params,
            act,
        }
    }

    /// A POST of the RTC API.
    const fn post(
        name: &'static str,
        rate: Rate,
        codes: &'static Codes,
        params: &'static [Param],
        act: fn(&mut Turn<'_>) -> Acted,
    ) -> Action {
        Action {
            is_post: true,
            ..Action::get(name, rate, codes, params, act)
        }
    }

    const fn of_product(self, product: &'static str) -> Action {
        Action { product, ..self }
    }

    /// The action of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Action> {
        FAMILIES.into_iter().flatten().find(|action| action.name == name)
    }

    /// The action that is asked for, if it is one and the method is its own.
    pub(crate) fn of(name: Option<&str>, method: &Method) -> Result<&'static Action, i32> {
        let action = Action::named(name.ok_or(codes::ACTION_MISSING)?).ok_or(codes::ACTION_UNSUPPORTED)?;
        let own = if action.is_post { Method::POST } else { Method::GET };
        if *method == own {
            Ok(action)
        } else {
            Err(codes::ACTION_UNSUPPORTED)
        }
    }

    /// The parameters that it reads from the query, spelt right.
    pub(crate) fn query_names(&self) -> Vec<&'static str> {
        let own = if self.is_post { &[] } else { self.params };
        COMMON
            .into_iter()
            .chain(own.iter().map(|param| param.name))
            .collect()
    }
}

/// Acts on a call: checks its form and the app's permission, then does what the action does.
pub(crate) fn act(state: &mut State, admitted: Admitted, call: &Call, withheld: &[String]) -> Acted {
    let action = admitted.action;
    let room_id_bytes = state.limits.room_id_bytes;
    form::check_query(action, &call.query, room_id_bytes)?;
    let body = if action.is_post {
        form::read_body(action, call, room_id_bytes)?
    } else {
        Map::new()
    };
    if !admitted.permitted {
        return Err(action.codes.no_permission);
    }
    let done = (action.act)(&mut Turn {
        state,
        admitted,
        call,
        body: &body,
        withheld,
    })?;
    state.tally.accept(admitted.app_id, action.name);
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<&'static Action> {
        FAMILIES.into_iter().flatten().collect()
    }

    #[test]
    fn there_are_50_actions_of_rtc_and_each_name_is_there_once() {
        let mut names = all().iter().map(|action| action.name).collect::<Vec<_>>();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all().len());
        let chat = all().iter().filter(|action| action.product == "zim").count();
        assert_eq!((names.len() - chat, chat), (50, 2));
        let posts = all()
            .iter()
            .filter(|action| action.is_post && action.product == "rtc")
            .count();
        assert_eq!(posts, 10);
    }

    /// 14 lists of 13 actions, and the receivers of the message.
    #[test]
    fn lists_in_queries_have_brackets() {
        let lists = all()
            .iter()
            .filter(|action| !action.is_post && action.product == "rtc")
            .flat_map(|action| action.params)
            .filter(|param| param.is_list)
            .count();
        assert_eq!(lists, 15);
    }

    #[test]
    fn nobody_may_do_more_in_the_test_environment() {
        for action in all() {
            let rate = action.rate;
            assert!(
                (1..=rate.per_second).contains(&rate.test_per_second),
                "{}",
                action.name
            );
        }
    }
}
