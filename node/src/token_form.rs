//! What JavaScript says of a token, and is told of one, as JSON in its own spelling.

use crate::output::json;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use zegoapi_client::{NewToken, Privileges, TokenContents, TokenError};

/// What a token is to say.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TokenInput {
    user_id: String,
    valid_for_s: u64,
    privileges: Option<PrivilegesInput>,
    payload: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PrivilegesInput {
    /// None for every room.
    room_id: Option<String>,
    login: bool,
    publish: bool,
    stream_id_list: Option<Vec<String>>,
}

impl TokenInput {
    pub(crate) fn new_token(self) -> Result<NewToken, TokenError> {
        let new = NewToken::new(self.user_id, Duration::from_secs(self.valid_for_s))?;
        match (self.privileges, self.payload) {
            (Some(privileges), _) => Ok(new.with_privileges(&privileges.privileges()?)),
            (None, Some(payload)) => new.with_payload(payload),
            (None, None) => Ok(new),
        }
    }
}

impl PrivilegesInput {
    fn privileges(self) -> Result<Privileges, TokenError> {
        let mut privileges = match self.room_id {
            Some(room_id) => Privileges::in_room(room_id)?,
            None => Privileges::in_any_room(),
        };
        if self.login {
            privileges = privileges.allow_login();
        }
        if self.publish {
            privileges = privileges.allow_publish();
        }
        match self.stream_id_list {
            Some(ids) => privileges.only_streams(ids),
            None => Ok(privileges),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PrivilegesOut<'a> {
    room_id: Option<&'a str>,
    login: Option<bool>,
    publish: Option<bool>,
    stream_id_list: Option<&'a [String]>,
}

/// The nonce is a text: JavaScript's numbers would lose digits of one of 64 bits.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TokenContentsOut<'a> {
    app_id: u32,
    user_id: &'a str,
    nonce: String,
    ctime: i64,
    expire: i64,
    valid_for_s: i64,
    payload: &'a str,
    privileges: Option<PrivilegesOut<'a>>,
}

/// What a token says.
pub(crate) fn token_contents(contents: &TokenContents) -> String {
    let privileges = contents.privileges();
    json(&TokenContentsOut {
        app_id: contents.app_id(),
        user_id: contents.user_id(),
        nonce: contents.nonce().to_string(),
        ctime: contents.ctime(),
        expire: contents.expire(),
        valid_for_s: contents.valid_for_s(),
        payload: contents.payload(),
        privileges: privileges.as_ref().map(|privileges| PrivilegesOut {
            room_id: privileges.room_id(),
            login: privileges.login(),
            publish: privileges.publish(),
            stream_id_list: privileges.stream_id_list(),
        }),
    })
}
