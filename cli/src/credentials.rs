//! AppId and secrets, from the environment alone.
//! An argument would stand in the process list and in the shell's history.

use crate::failure::{Failure, Refusal};
use std::env::{self, VarError};
use zegoapi_client::{App, InvalidInput};

const APP_ID: &str = "ZEGO_APP_ID";
const SERVER_SECRET: &str = "ZEGO_SERVER_SECRET";
const CALLBACK_SECRET: &str = "ZEGO_CALLBACK_SECRET";

/// The application that the environment names.
pub(crate) fn app() -> Result<App, Failure> {
    let app_id = variable(
        APP_ID,
        "app_id",
        "set it to the application's number, from the vendor's console",
    )?;
    Ok(App::new(self::app_id(&app_id)?, server_secret()?)?)
}

/// The ServerSecret that the environment holds.
pub(crate) fn server_secret() -> Result<String, Failure> {
    variable(
        SERVER_SECRET,
        "server_secret",
        "set it to the application's ServerSecret, from the vendor's console",
    )
}

/// The `CallbackSecret` that the environment holds.
pub(crate) fn callback_secret() -> Result<String, Failure> {
    variable(
        CALLBACK_SECRET,
        "callback_secret",
        "set it to the project's CallbackSecret, which is not the ServerSecret",
    )
}

fn variable(name: &str, field: &'static str, advice: &'static str) -> Result<String, Failure> {
    env::var(name).map_err(|error| match error {
        VarError::NotPresent => {
            let message = format!("{field}: {name} is not set; nothing was sent");
            Refusal::about(InvalidInput::malformed(field, "set", 0), message, advice).into()
        }
        VarError::NotUnicode(value) => InvalidInput::malformed(field, "UTF-8 text", value.len()).into(),
    })
}

fn app_id(text: &str) -> Result<u32, Failure> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| {
        InvalidInput::malformed("app_id", "a decimal number from 1 to 4294967295", text.len()).into()
    })
}
