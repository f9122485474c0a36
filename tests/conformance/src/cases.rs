//! The vectors that are no scripts, as Rust types: requests, replies, refusals, codes, hosts, reports.

use crate::scripts::ActionCase;
use serde::Deserialize;
use zegoapi_client::{App, Endpoint, Error, FailUser, Recipients, Region, SendCustomCommand, Stamp};

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
    pub input: RefusedInput,
    /// The error that they make.
    pub error: Refusal,
}

/// What is refused.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum RefusedInput {
    /// An action by its name.
    Action {
        /// The action.
        action: ActionCase,
    },
    /// A message, or the application or endpoint that it is signed for.
    Command(Box<CommandCase>),
}

/// What an `InvalidInput` says.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
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

/// A case of `actions.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestOfAction {
    /// What it shows.
    pub name: String,
    /// The action.
    pub action: ActionCase,
    /// The region's short name.
    #[serde(default)]
    pub region: String,
    /// The URL.
    pub url: String,
    /// The body of a POST.
    pub body: Option<String>,
}

/// A case of `hosts.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostCase {
    /// The product.
    pub product: String,
    /// The region's short name.
    pub region: String,
    /// The base URL; none where the product has no host there.
    pub url: Option<String>,
}

/// A case of `replies.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyCase {
    /// What it shows.
    pub name: String,
    /// The action that it is an answer to, unless it is the message.
    pub action: Option<ActionCase>,
    /// The users of the message; `null`: everyone.
    #[serde(default = "one_user")]
    pub to: Option<Vec<String>>,
    /// The message's content.
    #[serde(default = "hi")]
    pub content: String,
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: Option<String>,
    /// The body as bytes.
    pub body_hex: Option<String>,
    /// Whether the body was not read to its end.
    #[serde(default)]
    pub cut_off: bool,
    /// The reply that comes of it.
    pub reply: Option<ExpectedReply>,
    /// The error that comes of it.
    pub error: Option<ExpectedError>,
}

#[expect(clippy::unnecessary_wraps, reason = "the type of the field")]
fn one_user() -> Option<Vec<String>> {
    Some(vec!["u1".to_owned()])
}

fn hi() -> String {
    "hi".to_owned()
}

/// What a reply says.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ExpectedReply {
    /// The server's code; with another action than the message.
    pub code: Option<i64>,
    /// The request id, every digit.
    pub request_id: String,
    /// The server's message.
    pub message: String,
    /// Who did not get it; with the message.
    pub fail_users: Option<Vec<ExpectedFailUser>>,
    /// `Data` as text; with another action than the message.
    pub data: Option<String>,
    /// The whole reply as text.
    pub whole: Option<String>,
}

/// A failed user.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFailUser {
    /// The user.
    pub uid: String,
    /// Why.
    pub code: i64,
}

impl From<&FailUser> for ExpectedFailUser {
    fn from(user: &FailUser) -> Self {
        Self {
            uid: user.uid.clone(),
            code: user.code,
        }
    }
}

/// What an error says. `status` is of a `BadReply` or an `Api` error, the rest from `code` on of an `Api` error alone.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ExpectedError {
    /// The kind's name.
    pub kind: String,
    /// `no` or `unknown`.
    pub applied: String,
    /// Whether the same may succeed later.
    pub retryable: bool,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The beginning of an answer that is no reply, where it is looked at.
    pub excerpt: Option<String>,
    /// The server's code.
    pub code: Option<i64>,
    /// The code's kind.
    pub code_kind: Option<String>,
    /// The request id.
    pub request_id: Option<String>,
    /// The server's message.
    pub message: Option<String>,
    /// The users that a refusal named.
    pub fail_users: Option<Vec<ExpectedFailUser>>,
    /// `Data` as text.
    pub data: Option<String>,
    /// The whole refusal as text.
    pub whole: Option<String>,
}

/// The lists of `codes.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// Every entry.
    pub codes: Vec<CodeCase>,
    /// Every scope of a number.
    pub explain: Vec<ExplainCase>,
    /// What a number means to an action of a scope.
    pub lookups: Vec<LookupCase>,
}

/// An entry of a table.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct CodeCase {
    /// The scope's name.
    pub scope: String,
    /// The number.
    pub code: i64,
    /// The kind's name.
    pub kind: String,
    /// Whether trying again can help.
    pub retryable: bool,
    /// Whose calls were too many.
    pub limited_by: Option<String>,
}

/// A number, and every scope that has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainCase {
    /// The number.
    pub code: i64,
    /// The scopes' names.
    pub scopes: Vec<String>,
}

/// A number that an action of a scope returned.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookupCase {
    /// The action's scope.
    pub scope: String,
    /// The number.
    pub code: i64,
    /// The scope of the entry.
    pub found: Option<String>,
}

/// The lists of `reports.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reports {
    /// Digests of messages.
    pub digests: Vec<DigestCase>,
    /// Lines of reports.
    pub lines: Vec<LineCase>,
}

/// A message and its digest.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DigestCase {
    /// The room.
    pub room_id: String,
    /// The sender.
    pub from_user_id: String,
    /// The content.
    pub content: String,
    /// The digest.
    pub digest: String,
}

/// A line of a report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineCase {
    /// What it shows.
    pub name: String,
    /// The message's digest.
    pub digest: String,
    /// The line.
    pub line: String,
    /// User, outcome, code; none for a line without text.
    pub read: Option<(String, String, Option<i64>)>,
    /// Whether the user and outcome are written as this line.
    #[serde(default)]
    pub written: bool,
    /// Why it is refused.
    pub error: Option<LineError>,
}

/// Why a line is refused.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineError {
    /// The field.
    pub field: String,
}
