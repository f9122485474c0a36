//! AppId and ServerSecret, from the environment alone.
//! An argument would stand in the process list and in the shell's history.

use std::env::{self, VarError};
use zegoapi_client::{App, Error, InvalidInput};

const APP_ID: &str = "ZEGO_APP_ID";
const SERVER_SECRET: &str = "ZEGO_SERVER_SECRET";

/// The application that the environment names.
pub(crate) fn app() -> Result<App, Error> {
    let app_id = app_id(&variable(APP_ID, "app_id")?)?;
    App::new(app_id, variable(SERVER_SECRET, "server_secret")?)
}

fn variable(name: &str, field: &'static str) -> Result<String, Error> {
    env::var(name).map_err(|error| {
        let (expected, size) = match error {
            VarError::NotPresent => ("set", 0),
            VarError::NotUnicode(value) => ("UTF-8 text", value.len()),
        };
        InvalidInput::malformed(field, expected, size).into()
    })
}

fn app_id(text: &str) -> Result<u32, Error> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or_else(|| {
        InvalidInput::malformed("app_id", "a decimal number from 1 to 4294967295", text.len()).into()
    })
}
