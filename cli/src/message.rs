//! The options that make a message: room, sender and content, the last also from a file; and recipients.
//! Whether the message may be sent is the library's to say.

use clap::Args;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use zegoapi_client::{Error, InvalidInput, Limits, Recipients, SendCustomCommand};

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

/// How much of a file that is too large is read, beyond the limit: enough to tell the size of a small excess.
const EXCESS: usize = 64 * 1024;

impl MessageArgs {
    /// The message to these recipients, read from wherever it is.
    pub(crate) fn command<'a>(
        &'a self,
        recipients: Recipients<'a>,
        limits: &Limits,
    ) -> Result<SendCustomCommand<'a>, Error> {
        SendCustomCommand::new(&self.room, &self.from, recipients, self.content(limits)?)
    }

    /// The content, read from wherever it is.
    pub(crate) fn content(&self, limits: &Limits) -> Result<Cow<'_, str>, Error> {
        match (&self.content.content, &self.content.content_file) {
            (Some(content), _) => Ok(content.into()),
            (None, Some(file)) => read(file, limits.content_bytes).map(Cow::Owned),
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

fn read(file: &Path, limit: usize) -> Result<String, Error> {
    let bytes = if file == Path::new("-") {
        read_some(io::stdin().lock(), limit)
    } else {
        File::open(file).and_then(|file| read_some(file, limit))
    };
    let bytes = bytes.map_err(|error| {
        let size = file.as_os_str().len();
        InvalidInput::malformed("content_file", readable(&error), size)
    })?;
    // Before the text is looked at, whose last character may be cut in two.
    if bytes.len() > limit {
        return Err(InvalidInput::too_large("content", limit, bytes.len()).into());
    }
    String::from_utf8(bytes)
        .map_err(|error| InvalidInput::malformed("content", "UTF-8 text", error.as_bytes().len()).into())
}

fn read_some(input: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let most = limit.saturating_add(EXCESS);
    let mut bytes = Vec::new();
    input
        .take(u64::try_from(most).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a file that cannot be read is not.
pub(crate) fn readable(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "a file that exists",
        ErrorKind::PermissionDenied => "a file that this user may read",
        ErrorKind::IsADirectory => "a file but a directory",
        _ => "a file that can be read",
    }
}
