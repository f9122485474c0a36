//! The users file: one id to a line, read as a stream, so that a file of any length costs no memory here.
//! The first line that cannot be an id ends the reading, and is named.

use crate::failure::Refusal;
use crate::input;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use zegoapi_client::InvalidInput;

/// The lines of a users file, as an iterator of ids. Ask [`UsersFile::check`] at its end.
pub(super) struct UsersFile {
    input: Box<dyn BufRead>,
    /// What people call it.
    name: String,
    longest: usize,
    line: u64,
    /// The first of the empty lines that were read last.
    empty: Option<u64>,
    users: usize,
    refusal: Option<Refusal>,
}

const FIELD: &str = "to_file";
/// Some editors put this before everything else; no id begins with it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

impl UsersFile {
    /// Opens the file, or standard input for `-`. No id that can be sent is longer than `longest` bytes.
    pub(super) fn open(path: &Path, longest: usize) -> Result<Self, Refusal> {
        let stdin = path == Path::new("-");
        let name = if stdin {
            "standard input".to_owned()
        } else {
            path.display().to_string()
        };
        let input: Box<dyn BufRead> = if stdin {
            Box::new(io::stdin().lock())
        } else {
            let file = File::open(path).map_err(|error| input::unreadable(FIELD, path, &error))?;
            Box::new(BufReader::with_capacity(64 << 10, file))
        };
        Ok(Self {
            input,
            name,
            longest,
            line: 0,
            empty: None,
            users: 0,
            refusal: None,
        })
    }

    /// Whether all of it was read, and named somebody.
    pub(super) fn check(self) -> Result<(), Refusal> {
        match self.refusal {
            Some(refusal) => Err(refusal),
            None if self.users == 0 => {
                let message = format!("{FIELD}: {} names no user; nothing was sent", self.name);
                let input = InvalidInput::too_small(FIELD, 1, 0).in_items();
                Err(Refusal::about(input, message, "put one user id on each line"))
            }
            None => Ok(()),
        }
    }

    fn read(&mut self) -> Result<Option<String>, Refusal> {
        loop {
            let mut bytes = Vec::new();
            // Room for both bytes of a line end.
            let most = u64::try_from(self.longest).unwrap_or(u64::MAX).saturating_add(2);
            let read = self.input.by_ref().take(most).read_until(b'\n', &mut bytes);
            if read.map_err(|error| input::unreadable(FIELD, Path::new(&self.name), &error))? == 0 {
                return Ok(None);
            }
            self.line += 1;
            let mut id = bytes.as_slice();
            if let Some(line) = id.strip_suffix(b"\n") {
                id = line.strip_suffix(b"\r").unwrap_or(line);
            }
            if self.line == 1 {
                id = id.strip_prefix(BYTE_ORDER_MARK).unwrap_or(id);
            }
            if id.is_empty() {
                self.empty.get_or_insert(self.line);
                continue;
            }
            if let Some(empty) = self.empty {
                return Err(self.refuse(empty, "is empty", "take the line out, or put an id there"));
            }
            if id.len() > self.longest {
                return Err(self.refuse(self.line, "is too long for an id", "is it a file of ids?"));
            }
            let Ok(id) = str::from_utf8(id) else {
                return Err(self.refuse(self.line, "is not UTF-8 text", "write the file in UTF-8"));
            };
            self.users += 1;
            return Ok(Some(id.to_owned()));
        }
    }

    fn refuse(&self, line: u64, what: &str, advice: &'static str) -> Refusal {
        let message = format!("{FIELD}: line {line} of {} {what}; nothing was sent", self.name);
        Refusal::new(FIELD, message, advice).at_line(line)
    }
}

impl Iterator for UsersFile {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        if self.refusal.is_some() {
            return None;
        }
        self.read().unwrap_or_else(|refusal| {
            self.refusal = Some(refusal);
            None
        })
    }
}
