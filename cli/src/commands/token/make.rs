//! `zegoapi token make`: a token for a user, with or without privileges.

use crate::exit::Exit;
use crate::failure::{Failure, Refusal};
use crate::output::Output;
use crate::{credentials, time};
use clap::Args;
use serde::Serialize;
use std::time::Duration;
use zegoapi_client::{NewToken, Privileges, Token, TokenStamp, fill_random};

/// The arguments of `zegoapi token make`.
#[derive(Debug, Args)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(super) struct MakeArgs {
    /// User whom the token is for
    #[arg(long, value_name = "USER")]
    user: String,
    /// How long it is valid, in seconds from now; in-app chat (ZIM) takes 24 days at most
    #[arg(long, value_name = "SECONDS")]
    valid_for: u64,
    #[command(flatten)]
    privileges: PrivilegeArgs,
    /// Payload of one's own, JSON text, in place of privileges
    #[arg(long, value_name = "JSON", conflicts_with = "privileges")]
    payload: Option<String>,
    #[command(flatten)]
    stamp: StampArgs,
}

/// Without any of these, the user may log in to every room and publish there.
#[derive(Debug, Args)]
#[command(next_help_heading = "Privileges")]
#[group(id = "privileges", multiple = true)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
struct PrivilegeArgs {
    /// Room that the token is for; nothing is allowed there but what the options below allow
    #[arg(long, value_name = "ROOM")]
    room: Option<String>,
    /// The token is for every room; with --allow-login and the like it restricts what may be done there
    #[arg(long, conflicts_with = "room")]
    any_room: bool,
    /// The user may log in to the room
    #[arg(long)]
    allow_login: bool,
    /// The user may publish streams there
    #[arg(long)]
    allow_publish: bool,
    /// Stream that may be published, and no other; may be repeated
    #[arg(long, value_name = "STREAM", requires = "allow_publish")]
    stream: Vec<String>,
}

/// What is drawn and read from the clock otherwise.
#[derive(Debug, Args)]
#[command(next_help_heading = "For tests")]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
struct StampArgs {
    /// Makes it at this time, in Unix seconds, in place of now
    #[arg(long, value_name = "SECONDS")]
    now: Option<i64>,
    /// IV of 32 hex digits, in place of a random one
    #[arg(long, value_name = "HEX", requires_all = ["nonce", "now"], value_parser = iv)]
    iv: Option<[u8; TokenStamp::IV_LEN]>,
    /// Nonce, a number, in place of a random one
    #[arg(long, value_name = "NUMBER", requires = "iv", allow_negative_numbers = true)]
    nonce: Option<i32>,
}

#[derive(Debug, Serialize)]
struct Made<'a> {
    ok: bool,
    token: &'a str,
    /// Unix seconds.
    expire: i64,
    note: &'static str,
}

const NOTE: &str =
    "whoever has this token can log in as its user until it ends; keep it out of logs and tickets";

/// Makes a token, and prints it.
pub(super) fn run(args: &MakeArgs, output: &mut Output) -> Result<Exit, Failure> {
    let app = credentials::app()?;
    let mut token = NewToken::new(&*args.user, Duration::from_secs(args.valid_for))?;
    if let Some(privileges) = args.privileges.read()? {
        token = token.with_privileges(&privileges);
    }
    if let Some(payload) = &args.payload {
        token = token.with_payload(&**payload)?;
    }
    let token = token.make(&app, &args.stamp.read()?)?;
    show(&token, output);
    Ok(Exit::Accepted)
}

fn show(token: &Token, output: &mut Output) {
    if output.is_json() {
        return output.object(&Made {
            ok: true,
            token: token.as_str(),
            expire: token.expire(),
            note: NOTE,
        });
    }
    output.text(token.as_str());
    output.aside(&format!(
        "note: it ends at {}; {NOTE}",
        time::date(token.expire())
    ));
}

impl PrivilegeArgs {
    /// The privileges; `None` where nothing was said of them.
    fn read(&self) -> Result<Option<Privileges>, Failure> {
        let mut privileges = match &self.room {
            Some(room) => Privileges::in_room(&**room)?,
            None if self.any_room => Privileges::in_any_room(),
            None if self.allow_login || self.allow_publish => {
                let message =
                    "privileges are for one room or for every room: which is not said; nothing was made";
                return Err(Refusal::usage(message, "add --room ROOM or --any-room").into());
            }
            None => return Ok(None),
        };
        if self.allow_login {
            privileges = privileges.allow_login();
        }
        if self.allow_publish {
            privileges = privileges.allow_publish();
        }
        if !self.stream.is_empty() {
            privileges = privileges.only_streams(&self.stream)?;
        }
        Ok(Some(privileges))
    }
}

impl StampArgs {
    fn read(&self) -> Result<TokenStamp, Failure> {
        let now = self.now.unwrap_or_else(time::now);
        if let (Some(iv), Some(nonce)) = (self.iv, self.nonce) {
            return Ok(TokenStamp::new(iv, nonce, now)?);
        }
        let mut random = [0; TokenStamp::RANDOM_LEN];
        fill_random(&mut random)?;
        Ok(TokenStamp::from_random(random, now)?)
    }
}

fn iv(text: &str) -> Result<[u8; TokenStamp::IV_LEN], String> {
    let digits = text.len() == 2 * TokenStamp::IV_LEN && text.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u128::from_str_radix(text, 16).ok().filter(|_| digits);
    number
        .map(u128::to_be_bytes)
        .ok_or_else(|| "not 32 hex digits".to_owned())
}
