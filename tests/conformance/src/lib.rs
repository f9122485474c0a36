//! What the tests in this crate share: the vectors as Rust types, a simulator with clients for it, and other ends
//! of a connection that the simulator does not play. Vector files are found beside this crate, in `tests/vectors`.

pub mod peers;
pub mod scripts;
pub mod secrets;
pub mod stage;

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
#[derive(Debug)]
pub struct Readme;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::path::Path;
use zegoapi_client::{App, Endpoint, Error, Recipients, Region, SendCustomCommand, Stamp};

/// Reads one of the vector files.
///
/// # Panics
///
/// When the file is missing or of another shape.
pub fn vectors<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../vectors")
        .join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// What a command is made of; a case of `requests.json`, `refused.json` or `masked.json` starts with it.
#[derive(Debug, Deserialize)]
pub struct CommandCase {
    /// The AppId.
    pub app_id: u32,
    /// The ServerSecret.
    pub server_secret: String,
    /// The nonce.
    pub nonce: String,
    /// Unix seconds.
    pub timestamp: i64,
    /// `IsTest`, or left out.
    pub is_test: Option<bool>,
    /// The region's short name.
    pub region: String,
    /// The product; `rtc` when left out.
    pub product: Option<String>,
    /// In place of product and region.
    pub base_url: Option<String>,
    /// The room.
    pub room_id: String,
    /// The sender.
    pub from_user_id: String,
    /// The users; none for everyone.
    pub to_user_ids: Option<Vec<String>>,
    /// The message.
    pub content: String,
}

/// Everything that a request is prepared from.
#[derive(Debug)]
pub struct Parts {
    /// Who signs.
    pub app: App,
    /// Where to.
    pub endpoint: Endpoint,
    /// When, and the nonce.
    pub stamp: Stamp,
    /// What.
    pub command: SendCustomCommand<'static>,
}

impl CommandCase {
    /// Makes the parts, as a user would.
    ///
    /// # Errors
    ///
    /// What the first constructor that refuses says.
    pub fn parts(&self) -> Result<Parts, Error> {
        let mut app = App::new(self.app_id, self.server_secret.clone())?;
        if let Some(is_test) = self.is_test {
            app = app.with_is_test(is_test);
        }
        let endpoint = match &self.base_url {
            Some(base_url) => Endpoint::from_base_url(base_url)?,
            None => Endpoint::new(
                self.product.as_deref().unwrap_or("rtc"),
                self.region.parse::<Region>()?,
            )?,
        };
        let recipients = match &self.to_user_ids {
            Some(ids) => Recipients::users(ids.clone())?,
            None => Recipients::everyone(),
        };
        let command = SendCustomCommand::new(
            self.room_id.clone(),
            self.from_user_id.clone(),
            recipients,
            self.content.clone(),
        )?;
        Ok(Parts {
            app,
            endpoint,
            stamp: Stamp::new(&self.nonce, self.timestamp)?,
            command,
        })
    }
}

/// A case of `requests.json`.
#[derive(Debug, Deserialize)]
pub struct RequestCase {
    /// The inputs.
    #[serde(flatten)]
    pub command: CommandCase,
    /// The URL that they make.
    pub url: String,
}

/// A case of `refused.json`.
#[derive(Debug, Deserialize)]
pub struct RefusedCase {
    /// What is wrong.
    pub name: String,
    /// The inputs.
    #[serde(flatten)]
    pub command: CommandCase,
    /// The error that they make.
    pub error: Refusal,
}

/// What an `InvalidInput` says.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct Refusal {
    /// The field.
    pub field: String,
    /// The problem's name.
    pub problem: String,
    /// The limit that was missed.
    pub limit: Option<usize>,
    /// The size that was given.
    pub size: Option<usize>,
    /// The item of a list.
    pub index: Option<usize>,
}

/// A case of `masked.json`.
#[derive(Debug, Deserialize)]
pub struct MaskedCase {
    /// What it shows.
    pub name: String,
    /// The inputs.
    #[serde(flatten)]
    pub command: CommandCase,
    /// What the request prints as.
    pub display: String,
}

/// A case of `replies.json`.
#[derive(Debug, Deserialize)]
pub struct ReplyCase {
    /// What it shows.
    pub name: String,
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
    /// The reply that comes of it.
    pub reply: Option<ExpectedReply>,
    /// The error that comes of it.
    pub error: Option<ExpectedError>,
}

/// What a reply says.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct ExpectedReply {
    /// The request id, every digit.
    pub request_id: String,
    /// The server's message.
    pub message: String,
    /// Who did not get it.
    pub fail_users: Vec<ExpectedFailUser>,
}

/// A failed user.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct ExpectedFailUser {
    /// The user.
    pub uid: String,
    /// Why.
    pub code: i32,
}

/// What an error says. `status` is of a `BadReply`, the rest from `code` on of an `Api` error.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct ExpectedError {
    /// The kind's name.
    pub kind: String,
    /// `no` or `unknown`.
    pub delivery: String,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The server's code.
    pub code: Option<i32>,
    /// The code's kind.
    pub code_kind: Option<String>,
    /// The request id.
    pub request_id: Option<String>,
    /// The server's message.
    pub message: Option<String>,
    /// The users that a refusal named.
    pub fail_users: Option<Vec<ExpectedFailUser>>,
}

/// A case of `codes.json`.
#[derive(Debug, Deserialize)]
pub struct CodeCase {
    /// The number.
    pub code: i32,
    /// `gateway` or `room`.
    pub family: String,
    /// The kind's name.
    pub kind: String,
    /// Whether trying again can help.
    pub retryable: bool,
}
