//! What the command writes: results to standard output, errors and notes to standard error; under `--json`
//! objects to standard output and nothing else. A write that fails is remembered, and changes the exit code.

use crate::exit::Exit;
use crate::terminal;
use serde::Serialize;
use std::io::{self, Write};

/// Where results, notes and errors go.
#[derive(Debug)]
pub(crate) struct Output {
    json: bool,
    trouble: Option<io::Error>,
}

impl Output {
    /// For programs (`json`), or for people.
    pub(crate) fn new(json: bool) -> Self {
        Self { json, trouble: None }
    }

    /// Whether a program reads it.
    pub(crate) fn is_json(&self) -> bool {
        self.json
    }

    /// One JSON object, on a line of its own.
    pub(crate) fn object(&mut self, object: &impl Serialize) {
        match serde_json::to_string(object) {
            Ok(json) => self.write(&terminal::escape_json(&json)),
            Err(error) => self.remember(error.into()),
        }
    }

    /// Text for people. Ids and server text in it must be escaped already.
    pub(crate) fn text(&mut self, text: &str) {
        self.write(text);
    }

    /// A remark or an error for people, beside the result.
    #[expect(clippy::unused_self, reason = "all writing goes through the one who does it")]
    pub(crate) fn aside(&mut self, text: &str) {
        // When standard error cannot be written, there is nobody left to tell.
        let _ = writeln!(io::stderr().lock(), "{text}");
    }

    /// The exit code: the one that the command came to, unless its output is lost.
    pub(crate) fn end(mut self, exit: Exit) -> Exit {
        let Some(error) = self.trouble.take() else {
            return exit;
        };
        let code = exit.code();
        self.aside(&format!(
            "error: cannot write output: {error} (the exit code would have been {code})"
        ));
        Exit::Internal
    }

    fn write(&mut self, text: &str) {
        let mut stdout = io::stdout().lock();
        if let Err(error) = writeln!(stdout, "{text}").and_then(|()| stdout.flush()) {
            self.remember(error);
        }
    }

    /// A reader that left has read what it wanted, and the exit code still tells the outcome.
    fn remember(&mut self, error: io::Error) {
        if error.kind() != io::ErrorKind::BrokenPipe {
            self.trouble.get_or_insert(error);
        }
    }
}
