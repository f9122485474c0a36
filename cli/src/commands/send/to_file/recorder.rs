//! What a run knows at any moment, shared by the threads that send and the one that hears signals.
//! Nothing goes out that the report does not name: when it cannot be written, the run is stopped.

use super::counts::Counts;
use super::progress::Display;
use super::report_file::ReportFile;
use std::io;
use std::path::Path;
use zegoapi_client::{Cancel, FanOut, Outcome, Report};

const LINES_AT_A_TIME: usize = 1000;

/// The run so far.
pub(super) struct Recorder {
    /// The users whom earlier runs have done with.
    before: Counts,
    counts: Counts,
    file: Option<ReportFile>,
    trouble: Option<io::Error>,
    pub(super) display: Display,
    cancel: Cancel,
    /// How many users the report has, or needs, no further line for.
    settled: usize,
    /// The report is complete.
    pub(super) over: bool,
}

impl Recorder {
    /// A run that is about to begin, as `cancel` can stop it.
    pub(super) fn new(
        before: Counts,
        fan_out: &FanOut,
        file: Option<ReportFile>,
        cancel: Cancel,
        json: bool,
    ) -> Self {
        let counts = before.plus(fan_out.progress());
        Self {
            before,
            counts,
            file,
            trouble: None,
            display: Display::new(json, &counts),
            cancel,
            settled: 0,
            over: false,
        }
    }

    /// After each step of the run, and before its request goes out.
    pub(super) fn note(&mut self, fan_out: &mut FanOut) {
        let mut file = self.file.as_mut().filter(|_| self.trouble.is_none());
        if let (Some(file), Some(begun)) = (file.as_mut(), fan_out.begun()) {
            begun.for_each(|user| file.add(user, Outcome::Unknown));
        }
        while let Some(settled) = fan_out.take_settled() {
            for (user, outcome) in settled {
                self.settled += 1;
                if let Some(file) = file.as_mut() {
                    file.add(user, outcome);
                }
            }
        }
        if let Some(Err(error)) = file.map(ReportFile::write) {
            self.fail(error);
        }
        self.counts = self.before.plus(fan_out.progress());
        self.display.show(&self.counts);
    }

    /// At the end: the users whose turn never came, who are the last ones, get their lines too.
    pub(super) fn complete(&mut self, report: &Report) {
        let file = self.file.as_mut().filter(|_| self.trouble.is_none());
        if let Some(Err(error)) = file.map(|file| complete(file, report, self.settled)) {
            self.fail(error);
        }
        self.over = true;
        self.display.end(&self.counts);
    }

    /// How it stands.
    pub(super) fn counts(&self) -> Counts {
        self.counts
    }

    /// Where the report is, if one is kept.
    pub(super) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(ReportFile::path)
    }

    /// Why the report is not complete.
    pub(super) fn trouble(&self) -> Option<&io::Error> {
        self.trouble.as_ref()
    }

    fn fail(&mut self, error: io::Error) {
        self.cancel.cancel();
        self.trouble = Some(error);
    }
}

/// Lines for the users after the first `settled`, a good deal of them at a time.
fn complete(file: &mut ReportFile, report: &Report, settled: usize) -> io::Result<()> {
    for (number, (user, outcome)) in report.users().skip(settled).enumerate() {
        file.add(user, outcome);
        if number % LINES_AT_A_TIME == 0 {
            file.write()?;
        }
    }
    file.write()?;
    file.sync()
}
