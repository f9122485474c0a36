//! The options that make a message: room, sender and content, the last also from a file; and recipients.
//! Whether the message may be sent is the library's to say.

use crate::failure::Failure;
use crate::input;
use clap::Args;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use zegoapi_client::{Error, Limits, Recipients, SendCustomCommand};

/// A message, from the command line.
#[derive(Debug, Args)]
#[command(next_help_heading = "Message")]
pub(crate) struct MessageArgs {
    /// Room that the message goes to
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: String,
    /// Sender; who is logged in under this id does not get the message
    #[arg(long, value_name = "USER")]
    pub(crate) from: String,
    #[command(flatten)]
    content: ContentArgs,
}

/// Said in one of two ways, and never left out: nobody named does not mean everyone.
#[derive(Debug, Args)]
#[command(next_help_heading = "Message")]
#[group(required = true, multiple = false)]
pub(crate) struct RecipientArgs {
    /// User who gets it; may be repeated
    #[arg(long, value_name = "USER")]
    to: Vec<String>,
    /// Everyone in the room gets it
    #[arg(long)]
    everyone: bool,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct ContentArgs {
    /// The message itself; written --content=TEXT when it begins with a hyphen
    #[arg(long, value_name = "TEXT")]
    content: Option<String>,
    /// File with the message, sent byte for byte; - reads standard input
    #[arg(long, value_name = "FILE")]
    content_file: Option<PathBuf>,
}

impl MessageArgs {
    /// The message to these recipients, read from wherever it is.
    pub(crate) fn command<'a>(
        &'a self,
        recipients: Recipients<'a>,
        limits: &Limits,
    ) -> Result<SendCustomCommand<'a>, Failure> {
        let content = self.content(limits)?;
        Ok(SendCustomCommand::new(
            &self.room, &self.from, recipients, content,
        )?)
    }

    /// The content, read from wherever it is.
    pub(crate) fn content(&self, limits: &Limits) -> Result<Cow<'_, str>, Failure> {
        match (&self.content.content, &self.content.content_file) {
            (Some(content), _) => Ok(content.into()),
            (None, Some(file)) => {
                let sizes = ("content", limits.content_bytes);
                input::text("content_file", file, sizes).map(Cow::Owned)
            }
            // The group that both stand in is required.
            (None, None) => Ok("".into()),
        }
    }

    /// Whether the content comes from standard input, which then has nothing else to give.
    pub(crate) fn takes_stdin(&self) -> bool {
        self.content.content_file.as_deref() == Some(Path::new("-"))
    }
}

impl RecipientArgs {
    /// The recipients.
    pub(crate) fn recipients(&self) -> Result<Recipients<'_>, Error> {
        recipients(self.everyone, &self.to)
    }
}

/// Everyone, or these users.
pub(crate) fn recipients(everyone: bool, to: &[String]) -> Result<Recipients<'_>, Error> {
    if everyone {
        Ok(Recipients::everyone())
    } else {
        Recipients::users(to.iter().map(String::as_str))
    }
}
