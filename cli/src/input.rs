//! Texts that come from a file or from standard input: whole and in UTF-8, or refused, and no more read than that needs.

use crate::failure::{Failure, Refusal};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use zegoapi_client::InvalidInput;

/// How much of a file that is too large is read, beyond the limit: enough to tell the size of a small excess.
const EXCESS: usize = 64 * 1024;

/// The text of a file, or of standard input for `-`. `option` names the file in an error, and `what` the text, which
/// may have so many bytes.
pub(crate) fn text(
    option: &'static str,
    file: &Path,
    what: (&'static str, usize),
) -> Result<String, Failure> {
    String::from_utf8(bytes(option, file, what)?)
        .map_err(|error| InvalidInput::malformed(what.0, "UTF-8 text", error.as_bytes().len()).into())
}

/// The same for bytes of any kind.
pub(crate) fn bytes(
    option: &'static str,
    file: &Path,
    (what, limit): (&'static str, usize),
) -> Result<Vec<u8>, Failure> {
    let bytes = if file == Path::new("-") {
        read_some(io::stdin().lock(), limit)
    } else {
        File::open(file).and_then(|file| read_some(file, limit))
    };
    let bytes = bytes.map_err(|error| unreadable(option, file, &error))?;
    // Before the text is looked at, whose last character may be cut in two.
    if bytes.len() > limit {
        return Err(InvalidInput::too_large(what, limit, bytes.len()).into());
    }
    Ok(bytes)
}

fn read_some(input: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let most = limit.saturating_add(EXCESS);
    let mut bytes = Vec::new();
    input
        .take(u64::try_from(most).unwrap_or(u64::MAX))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that cannot be read.
pub(crate) fn unreadable(option: &'static str, file: &Path, error: &io::Error) -> Refusal {
    let name = if file == Path::new("-") {
        "standard input".into()
    } else {
        file.to_string_lossy()
    };
    let why = match error.kind() {
        ErrorKind::NotFound => "no such file".to_owned(),
        ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        ErrorKind::IsADirectory => "it is a directory".to_owned(),
        _ => error.to_string(),
    };
    let message = format!("{option}: {name}: {why}; nothing was sent");
    Refusal::new(option, message, "check the path and the file's permissions")
}
