//! `zegoapi token open`: what a token says, or which mistake a text that is none makes.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::escape;
use crate::{credentials, input, time};
use clap::Args;
use serde::Serialize;
use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;
use zegoapi_client::{App, Privileges, Token, TokenContents, TokenValidity};

/// The arguments of `zegoapi token open`.
#[derive(Debug, Args)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(super) struct OpenArgs {
    /// The token; - or nothing reads standard input, which keeps it out of the shell's history
    #[arg(value_name = "TOKEN")]
    token: Option<String>,
    /// Says whether it is valid at this time, in Unix seconds, in place of now
    #[arg(long, value_name = "SECONDS")]
    now: Option<i64>,
    /// How far clocks may differ, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = Token::DEFAULT_LEEWAY.as_secs())]
    leeway: u64,
}

/// More than any token has.
const MOST_BYTES: usize = 1 << 16;

#[derive(Debug, Serialize)]
struct Opened<'a> {
    ok: bool,
    user_id: &'a str,
    app_id: u32,
    /// Whether it is of the application that the environment names.
    is_of: bool,
    /// Unix seconds.
    ctime: i64,
    expire: i64,
    valid_for_s: i64,
    validity: &'static str,
    payload: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    privileges: Option<Allowed<'a>>,
}

#[derive(Debug, Serialize)]
struct Allowed<'a> {
    /// `None`: every room.
    room_id: Option<&'a str>,
    /// `None`: not said.
    login: Option<bool>,
    publish: Option<bool>,
    /// `None`: every stream.
    stream_id_list: Option<&'a [String]>,
}

impl<'a> From<&'a Privileges> for Allowed<'a> {
    fn from(privileges: &'a Privileges) -> Self {
        Self {
            room_id: privileges.room_id(),
            login: privileges.login(),
            publish: privileges.publish(),
            stream_id_list: privileges.stream_id_list(),
        }
    }
}

/// Opens a token, and says what it says.
pub(super) fn run(args: &OpenArgs, output: &mut Output) -> Result<Exit, Failure> {
    // What is wrong with the text is seen without a secret.
    let token = Token::parse(args.text()?)?;
    let app = credentials::app()?;
    let contents = token.open(&app)?;
    let now = args.now.unwrap_or_else(time::now);
    let validity = contents.validity(now, Duration::from_secs(args.leeway));
    let privileges = contents.privileges();
    if output.is_json() {
        output.object(&Opened {
            ok: true,
            user_id: contents.user_id(),
            app_id: contents.app_id(),
            is_of: contents.is_of(&app),
            ctime: contents.ctime(),
            expire: contents.expire(),
            valid_for_s: contents.valid_for_s(),
            validity: validity.name(),
            payload: contents.payload(),
            privileges: privileges.as_ref().map(Allowed::from),
        });
    } else {
        output.text(&text(&contents, &app, (validity, now), privileges.as_ref()));
    }
    Ok(Exit::Accepted)
}

impl OpenArgs {
    /// The token's text, without the line end that follows it in a file.
    fn text(&self) -> Result<Cow<'_, str>, Failure> {
        match &self.token {
            Some(token) if token != "-" => Ok(token.into()),
            _ => {
                let mut text = input::text("token", Path::new("-"), ("token", MOST_BYTES))?;
                let token = text.strip_suffix('\n').unwrap_or(&text);
                text.truncate(token.strip_suffix('\r').unwrap_or(token).len());
                Ok(text.into())
            }
        }
    }
}

fn text(
    contents: &TokenContents,
    app: &App,
    (validity, now): (TokenValidity, i64),
    privileges: Option<&Privileges>,
) -> String {
    let whose = if contents.is_of(app) {
        "that of ZEGO_APP_ID"
    } else {
        "another than ZEGO_APP_ID: its server refuses the token"
    };
    let valid_for = match u64::try_from(contents.valid_for_s()) {
        Ok(seconds) => format!("made for {}", time::span(seconds)),
        Err(_) => "before it begins".to_owned(),
    };
    let mut lines = vec![
        format!("user:        {}", escape(contents.user_id())),
        format!("AppId:       {} ({whose})", contents.app_id()),
        format!("made:        {}", time::date(contents.ctime())),
        format!("ends:        {}, {valid_for}", time::date(contents.expire())),
        format!("validity:    {}", standing(contents, validity, now)),
    ];
    match privileges {
        Some(privileges) => lines.extend(allowed(&Allowed::from(privileges))),
        None if contents.payload().is_empty() => {
            lines.push("allows:      to log in to every room, and to publish there".to_owned());
        }
        None => lines.push(format!("payload:     {}", escape(contents.payload()))),
    }
    lines.join("\n")
}

fn standing(contents: &TokenContents, validity: TokenValidity, now: i64) -> String {
    match validity {
        TokenValidity::Valid => format!("valid for {} more", time::span(apart(now, contents.expire()))),
        TokenValidity::Expired => format!("expired {} ago", time::span(apart(contents.expire(), now))),
        _ => format!(
            "not valid for another {}: a clock is wrong, here or where it was made",
            time::span(apart(now, contents.ctime()))
        ),
    }
}

/// Seconds from one time to a later one; 0 where it is earlier.
fn apart(from: i64, to: i64) -> u64 {
    u64::try_from(to.saturating_sub(from)).unwrap_or(0)
}

fn allowed(privileges: &Allowed<'_>) -> Vec<String> {
    let said = |allowed: Option<bool>| match allowed {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not said",
    };
    let streams = privileges
        .stream_id_list
        .map_or("every stream".to_owned(), |ids| {
            ids.iter().map(|id| escape(id)).collect::<Vec<_>>().join(", ")
        });
    vec![
        format!(
            "room:        {}",
            privileges.room_id.map_or("every room".to_owned(), escape)
        ),
        format!("log in:      {}", said(privileges.login)),
        format!("publish:     {}", said(privileges.publish)),
        format!("streams:     {streams}"),
    ]
}
