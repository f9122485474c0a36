//! What the API is asked to do: a custom command to everyone or to some users, or any other action.

use crate::boundary::{Failure, Reason, free, give, guard, handle, list, out, read, text, write};
use crate::codes::code_scope;
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::sync::RwLock;
use zegoapi_core::{Error, GenericAction, InvalidInput, Job, Product, SendCustomCommand};

/// A command: a message to a room, or any other action of the API. It holds copies of its texts.
///
/// Ownership: what is made from a command knows what it needs of it; free it when you like.
///
/// Threads: any number of threads may use and change it at once. Free it once, after the last use.
pub struct zegoapi_command_t {
    job: RwLock<Job>,
}

impl zegoapi_command_t {
    pub(crate) fn new(job: Job) -> Self {
        Self {
            job: RwLock::new(job),
        }
    }

    pub(crate) fn get(&self) -> Job {
        read(&self.job).clone()
    }

    pub(crate) fn with<T>(&self, use_it: impl FnOnce(&Job) -> T) -> T {
        use_it(&read(&self.job))
    }

    /// Changes an action that is no custom command; it stays as it was if that fails.
    fn change(
        &self,
        change: impl FnOnce(GenericAction<'static>) -> Result<GenericAction<'static>, Error>,
    ) -> Result<(), Failure> {
        let mut job = write(&self.job);
        let action = match &*job {
            Job::SendCustomCommand(_) => return Err(Failure::of(Reason::WrongCommand, "command")),
            Job::Generic(action) => action.clone(),
        };
        *job = Job::Generic(change(action)?);
        Ok(())
    }
}

/// A message to everyone in a room, except a client that is logged in under the sender's id.
///
/// @param room_id The room.
/// @param from_user_id The sender, who need not be in the room.
/// @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
/// @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` when a text is empty; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`. Sizes are checked when the command is prepared or sent.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_new_to_everyone(
    room_id: zegoapi_str_t,
    from_user_id: zegoapi_str_t,
    content: zegoapi_str_t,
    out_command: *mut *mut zegoapi_command_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_command = unsafe { out(out_command, "out_command") }?;
        // SAFETY: this function's contract.
        let (room_id, from_user_id, content) = unsafe {
            (
                text(room_id, "room_id")?,
                text(from_user_id, "from_user_id")?,
                text(content, "content")?,
            )
        };
        let command = SendCustomCommand::to_everyone(room_id, from_user_id, content)?;
        give(out_command, zegoapi_command_t::new(command.into()));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// A message to the users named. An empty list is refused, never taken for everyone.
///
/// @param room_id The room.
/// @param from_user_id The sender, who need not be in the room.
/// @param user_ids The users: an array of `user_count` texts, copied.
/// @param user_count How many: 1 to 10, unless the application's limits say otherwise.
/// @param content The message: at most 1024 bytes, unless the application's limits say otherwise.
/// @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` when a text or the list is empty;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count that no array
///   can have. Sizes are checked when the command is prepared or sent.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_new_to_users(
    room_id: zegoapi_str_t,
    from_user_id: zegoapi_str_t,
    user_ids: *const zegoapi_str_t,
    user_count: usize,
    content: zegoapi_str_t,
    out_command: *mut *mut zegoapi_command_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_command = unsafe { out(out_command, "out_command") }?;
        // SAFETY: this function's contract.
        let (room_id, from_user_id, user_ids, content) = unsafe {
            (
                text(room_id, "room_id")?,
                text(from_user_id, "from_user_id")?,
                list(user_ids, user_count, ("user_ids", "user_count"))?,
                text(content, "content")?,
            )
        };
        let command = SendCustomCommand::to_users(room_id, from_user_id, user_ids, content)?;
        give(out_command, zegoapi_command_t::new(command.into()));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Any other GET action by its name, without parameters; add those with `zegoapi_command_add_param` and
/// `zegoapi_command_add_list`.
///
/// The name of an RTC action brings what is known of it: its rate, whether it may be repeated, the scope of its codes, and
/// which of its parameters are lists. Any other is limited like SendCustomCommand, and what may have been applied is not
/// tried again.
///
/// @param action The action's name, of ASCII letters and digits, such as `DescribeUserNum`.
/// @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another name, and for that of a POST action;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_new_get(
    action: zegoapi_str_t,
    out_command: *mut *mut zegoapi_command_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (out_command, action) = unsafe { (out(out_command, "out_command")?, text(action, "action")?) };
        give(
            out_command,
            zegoapi_command_t::new(GenericAction::new_get(action)?.into()),
        );
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// The same, with the members of a JSON object as its parameters: text, numbers and booleans as they are, a list of them
/// as a repeated parameter, a list of objects as one with indices (`Media.0.FileId`). Names of lists may be written with
/// or without their `[]`.
///
/// @param action The action's name, of ASCII letters and digits.
/// @param json_object The text of one JSON object.
/// @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` as for `zegoapi_command_new_get`, for text that is no such object,
///   and, with the parameter's name, for null, an object, an empty list, or another shape than the action's parameter has;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_new_get_from_json(
    action: zegoapi_str_t,
    json_object: zegoapi_str_t,
    out_command: *mut *mut zegoapi_command_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_command = unsafe { out(out_command, "out_command") }?;
        // SAFETY: this function's contract.
        let (action, json) = unsafe { (text(action, "action")?, text(json_object, "json_object")?) };
        let action = GenericAction::new_get_from_json(action, json)?;
        give(out_command, zegoapi_command_t::new(action.into()));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Any other POST action, with its business parameters as JSON.
///
/// @param action The action's name, of ASCII letters and digits, such as `StartMix`.
/// @param json_object The text of one JSON object, which is sent as it is.
/// @param[out] out_command The command; yours, free it with `zegoapi_command_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for another name, for that of a GET action, and for text that is no
///   JSON object; `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_new_post(
    action: zegoapi_str_t,
    json_object: zegoapi_str_t,
    out_command: *mut *mut zegoapi_command_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_command = unsafe { out(out_command, "out_command") }?;
        // SAFETY: this function's contract.
        let (action, json) = unsafe { (text(action, "action")?, text(json_object, "json_object")?) };
        let action = GenericAction::new_post(action, json)?;
        give(out_command, zegoapi_command_t::new(action.into()));
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Adds a parameter to a command that is no SendCustomCommand.
///
/// @param command The command; unchanged on failure.
/// @param name The parameter's name.
/// @param text_value Its value, before encoding.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a name that is empty, was given before, or stands in every
///   request, or is that of a list; `ZEGOAPI_ERROR_WRONG_COMMAND`; `ZEGOAPI_ERROR_NULL_ARGUMENT`;
///   `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_add_param(
    command: *mut zegoapi_command_t,
    name: zegoapi_str_t,
    text_value: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let command = unsafe { handle(command, "command") }?;
        // SAFETY: this function's contract.
        let (name, value) = unsafe { (text(name, "name")?, text(text_value, "text_value")?) };
        command.change(|action| action.with_param(name.to_owned(), value.to_owned()))
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Adds a list to a command that is no SendCustomCommand: the name, with `[]`, once for each value.
///
/// @param command The command; unchanged on failure.
/// @param name The parameter's name, with its `[]` or without.
/// @param values The values, before encoding: an array of `value_count` texts.
/// @param value_count How many, at least 1.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return As `zegoapi_command_add_param`, and `ZEGOAPI_ERROR_INVALID_INPUT` for an empty list;
///   `ZEGOAPI_ERROR_OUT_OF_RANGE` for a count that no array can have.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_add_list(
    command: *mut zegoapi_command_t,
    name: zegoapi_str_t,
    values: *const zegoapi_str_t,
    value_count: usize,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let command = unsafe { handle(command, "command") }?;
        // SAFETY: this function's contract.
        let (name, values) = unsafe {
            (
                text(name, "name")?,
                list(values, value_count, ("values", "value_count"))?,
            )
        };
        let values = values.into_iter().map(ToOwned::to_owned);
        command.change(|action| action.with_list(name.to_owned(), values.collect::<Vec<String>>()))
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Says which table explains the return codes of a command whose action is not known by its name; without it, only the
/// gateway's codes are explained.
///
/// @param command The command; unchanged on failure.
/// @param scope `ZEGOAPI_CODE_SCOPE_...`.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_OUT_OF_RANGE` for a scope that there is not; `ZEGOAPI_ERROR_WRONG_COMMAND`;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_set_code_scope(
    command: *mut zegoapi_command_t,
    scope: u32,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let command = unsafe { handle(command, "command") }?;
        let scope = code_scope(scope)?;
        command.change(|action| Ok(action.with_code_scope(scope)))
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Says which product serves a command whose action is not known by its name; without it, the endpoint's.
///
/// @param command The command; unchanged on failure.
/// @param product One of the vendor's: `rtc`, `zim`, `cloudrecord`, ...
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_INVALID_INPUT` for a product that there is not; `ZEGOAPI_ERROR_WRONG_COMMAND`;
///   `ZEGOAPI_ERROR_NULL_ARGUMENT`; `ZEGOAPI_ERROR_NOT_UTF8`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_set_product(
    command: *mut zegoapi_command_t,
    product: zegoapi_str_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let (command, product) = unsafe { (handle(command, "command")?, text(product, "product")?) };
        let known = Product::from_name(product).ok_or_else(|| {
            let expected = "one of the vendor's products, such as rtc, zim or cloudrecord";
            Error::from(InvalidInput::malformed("product", expected, product.len()))
        })?;
        command.change(|action| Ok(action.with_product(known)))
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a command.
///
/// @param command A command, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_command_free(command: *mut zegoapi_command_t) {
    // SAFETY: this function's contract.
    unsafe { free(command) };
}
