//! Errors for tests of the program's own, as the core would make them: of bad input, and of an answer.

use crate::errors;
use crate::input::{read, scope};
use serde::Deserialize;
use zegoapi_client::{ActionExt, Answer, CodeScope, Error, GenericAction, InvalidInput, SendCustomCommand};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BadInput {
    field: String,
    problem: String,
    index: Option<usize>,
    limit: Option<usize>,
    size: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct AnswerInput {
    http_status: u16,
    body: String,
    scope: Option<String>,
}

/// The error of bad input, as JSON.
pub(crate) fn bad_input(told: &str) -> napi::Result<String> {
    let told: BadInput = read(told)?;
    let (limit, size) = (told.limit.unwrap_or_default(), told.size.unwrap_or_default());
    let input = match told.problem.as_str() {
        "too_small" => InvalidInput::too_small("", limit, size),
        "too_large" => InvalidInput::too_large("", limit, size),
        "out_of_order" => InvalidInput::out_of_order("", "what may come here"),
        _ => InvalidInput::unsuitable("", "what it has to be"),
    };
    let input = input.of_parameter(&told.field);
    let input = match told.index {
        Some(index) => input.at(index),
        None => input,
    };
    Ok(errors::error(&input.into()))
}

/// The error that an answer is to a message, or to an action of another scope, as JSON; nothing for one that is none.
pub(crate) fn error_of_answer(told: &str) -> napi::Result<Option<String>> {
    let told: AnswerInput = read(told)?;
    let error = error_of(&told).map_err(|error| crate::thrown(&error))?;
    Ok(error.as_ref().map(errors::error))
}

fn error_of(told: &AnswerInput) -> Result<Option<Error>, Error> {
    let answer = Answer::new(told.http_status, told.body.as_bytes());
    let error = match told.scope.as_deref().and_then(scope) {
        None | Some(CodeScope::Room) => SendCustomCommand::to_everyone("room", "sender", "content")?
            .parse(&answer)
            .err(),
        Some(scope) => GenericAction::new_get("Action")?
            .with_code_scope(scope)
            .parse(&answer)
            .err(),
    };
    Ok(error)
}
