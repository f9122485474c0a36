//! The report on disk: one line of JSON at a time, appended, and handed to the system before anything goes on,
//! so that a process that is killed leaves behind what it knew. One run at a time: the file is locked.

use crate::failure::Refusal;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use zegoapi_client::{Error, MessageDigest, Outcome, parse_report_line, report_line};

/// A report that lines can be added to.
#[derive(Debug)]
pub(super) struct ReportFile {
    path: PathBuf,
    file: File,
    message: MessageDigest,
    /// What the path was given as.
    field: &'static str,
    lines: Vec<u8>,
    end: End,
}

/// How an existing report ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    /// The last line is whole but for its line break.
    NoLineBreak,
    /// The last line was cut off, and begins here.
    CutOff {
        at: u64,
    },
}

/// What a line of a report says.
enum Line {
    /// What became of a user.
    User(String, Outcome),
    Blank,
    /// It is about another message.
    Other,
    /// It is no line of a report.
    None,
}

impl Line {
    fn read(message: MessageDigest, text: &str) -> Self {
        match parse_report_line(message, text) {
            Ok(Some((user, outcome))) => Self::User(user, outcome),
            Ok(None) => Self::Blank,
            Err(Error::InvalidInput(error)) if error.field() == "message" => Self::Other,
            Err(_) => Self::None,
        }
    }
}

const LONGEST_LINE: u64 = 1 << 20;
const IN_USE: &str = "another run is writing to it";

impl ReportFile {
    /// Refuses a path where something is already. Called early too, for a large users file takes its time.
    pub(super) fn refuse_existing(path: &Path) -> Result<(), Refusal> {
        match path.symlink_metadata() {
            Ok(_) => Err(existing(path)),
            Err(_) => Ok(()),
        }
    }

    /// Makes a new report of a message. Nothing that exists is overwritten.
    pub(super) fn create(path: &Path, message: MessageDigest) -> Result<Self, Refusal> {
        let file = OpenOptions::new().append(true).create_new(true).open(path);
        let file = file.map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => existing(path),
            _ => refuse("report", path, &format!("cannot be made: {error}"), None),
        })?;
        lock(&file, "report", path)?;
        Ok(Self::new("report", path, file, message))
    }

    /// Opens the report of an earlier run, to be resumed with this message, or replaced by one of it. `field` is what
    /// the path was given as.
    pub(super) fn open(field: &'static str, path: &Path, message: MessageDigest) -> Result<Self, Refusal> {
        let cannot = |error: io::Error| refuse(field, path, &format!("cannot be opened: {error}"), None);
        let file = OpenOptions::new().read(true).append(true).open(path);
        let file = file.map_err(cannot)?;
        if !file.metadata().map_err(cannot)?.is_file() {
            return Err(refuse(field, path, "is no file", None));
        }
        lock(&file, field, path)?;
        Ok(Self::new(field, path, file, message))
    }

    fn new(field: &'static str, path: &Path, file: File, message: MessageDigest) -> Self {
        Self {
            path: path.to_owned(),
            file,
            message,
            field,
            lines: Vec::new(),
            end: End::Whole,
        }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads what earlier runs wrote of this message, oldest first. A last line that was cut off says nothing, and a
    /// blank one neither. Gives the first line that is about another message.
    pub(super) fn read(&mut self, mut note: impl FnMut(&str, Outcome)) -> Result<Option<u64>, Refusal> {
        let mut input = BufReader::with_capacity(64 << 10, &self.file);
        let (mut line, mut at, mut bytes, mut other) = (0, 0, Vec::new(), None);
        loop {
            bytes.clear();
            let read = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes);
            let read = read
                .map_err(|error| refuse(self.field, &self.path, &format!("cannot be read: {error}"), None))?;
            if read == 0 {
                return Ok(other);
            }
            line += 1;
            let text = str::from_utf8(&bytes).ok();
            let entry = text.map_or(Line::None, |text| Line::read(self.message, text));
            let read = u64::try_from(read).unwrap_or(LONGEST_LINE);
            let last = !bytes.ends_with(b"\n") && read < LONGEST_LINE;
            if last {
                self.end = End::NoLineBreak;
            }
            match entry {
                Line::User(user, outcome) => note(&user, outcome),
                Line::Blank => {}
                Line::Other => other = other.or(Some(line)),
                Line::None if last => self.end = End::CutOff { at },
                Line::None => {
                    let what = format!("line {line} is no line of a report");
                    return Err(refuse(self.field, &self.path, &what, Some(line)));
                }
            }
            at += read;
        }
    }

    /// Whether the last line was cut off.
    pub(super) fn is_cut_off(&self) -> bool {
        matches!(self.end, End::CutOff { .. })
    }

    /// Makes the end such that a line can follow: one that was cut off goes, for what follows would join it.
    pub(super) fn mend(&mut self) -> Result<(), Refusal> {
        let mended = match self.end {
            End::Whole => Ok(()),
            End::NoLineBreak => self.file.write_all(b"\n"),
            End::CutOff { at } => self.file.set_len(at),
        };
        self.end = End::Whole;
        mended.map_err(|error| self.refuse(&format!("cannot be written: {error}"), None))
    }

    /// Takes all lines out, so that the report of another run can follow.
    pub(super) fn empty(&mut self) -> Result<(), Refusal> {
        self.end = End::Whole;
        let emptied = self.file.set_len(0);
        emptied.map_err(|error| self.refuse(&format!("cannot be written: {error}"), None))
    }

    /// Something about this report, and about a line of it, is no good.
    pub(super) fn refuse(&self, what: &str, line: Option<u64>) -> Refusal {
        refuse(self.field, &self.path, what, line)
    }

    /// Takes a line in, to be written by the next [`ReportFile::write`].
    pub(super) fn add(&mut self, user: &str, outcome: Outcome) {
        let line = report_line(self.message, user, outcome);
        self.lines.extend(line.into_bytes());
        self.lines.push(b'\n');
    }

    /// Writes the lines that were taken in. When this returns, they outlive the process.
    pub(super) fn write(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        let written = self.file.write_all(&self.lines);
        self.lines.clear();
        written
    }

    /// Has everything put on the disk. Some file systems tell only now that there was no room.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }
}

/// Two runs with one report would both send to whom it does not name yet.
fn lock(file: &File, field: &'static str, path: &Path) -> Result<(), Refusal> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(refuse(field, path, IN_USE, None)),
        // Without locks on this file system, it is as it would be without this check.
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => {
            Err(refuse(field, path, &format!("cannot be locked: {error}"), None))
        }
    }
}

fn existing(path: &Path) -> Refusal {
    Refusal {
        advice: "go on with it by --resume; for a new message, put a new report in its place with --replace-report, \
                 or name another with --report",
        ..refuse("report", path, "exists already", None)
    }
}

fn refuse(field: &'static str, path: &Path, what: &str, line: Option<u64>) -> Refusal {
    let message = format!("{field}: {}: {what}; nothing was sent", path.display());
    let advice = "check the path, and that it is the report of an earlier run where one is meant";
    Refusal {
        line,
        ..Refusal::new(field, message, advice)
    }
}
