//! The options that make a message: room, sender, recipients and content, the last also from a file.
//! Whether the message may be sent is the library's to say.

use clap::Args;
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
    room: String,
    /// Sender; who is logged in under this id does not get the message
    #[arg(long, value_name = "USER")]
    from: String,
    #[command(flatten)]
    recipients: RecipientArgs,
    #[command(flatten)]
    content: ContentArgs,
}

/// Said in one of two ways, and never left out: nobody named does not mean everyone.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
struct RecipientArgs {
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
    /// The message, read from wherever it is.
    pub(crate) fn command(&self, limits: &Limits) -> Result<SendCustomCommand<'_>, Error> {
        let recipients = if self.recipients.everyone {
            Recipients::everyone()
        } else {
            Recipients::users(self.recipients.to.iter().map(String::as_str))?
        };
        match (&self.content.content, &self.content.content_file) {
            (Some(content), _) => SendCustomCommand::new(&self.room, &self.from, recipients, content),
            (None, file) => {
                let content = read(file.as_deref().unwrap_or(Path::new("-")), limits.content_bytes)?;
                SendCustomCommand::new(&self.room, &self.from, recipients, content)
            }
        }
    }
}

fn read(file: &Path, limit: usize) -> Result<String, Error> {
    let bytes = if file == Path::new("-") {
        read_some(io::stdin().lock(), limit)
    } else {
        File::open(file).and_then(|file| read_some(file, limit))
    };
    let bytes = bytes.map_err(|error| unreadable(file, &error))?;
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

fn unreadable(file: &Path, error: &io::Error) -> Error {
    let expected = match error.kind() {
        ErrorKind::NotFound => "a file that exists",
        ErrorKind::PermissionDenied => "a file that this user may read",
        ErrorKind::IsADirectory => "a file but a directory",
        _ => "a file that can be read",
    };
    InvalidInput::malformed("content_file", expected, file.as_os_str().len()).into()
}
