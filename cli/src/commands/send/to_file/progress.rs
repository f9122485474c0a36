//! How far it is, while it runs: a bar on a terminal, else a line now and then, and for programs nothing.
//! Everything goes to standard error; standard output is for the result.

use super::counts::Counts;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Where progress is shown.
pub(super) enum Display {
    Bar(ProgressBar),
    Lines { shown: Instant },
    Nothing,
}

/// No two lines come closer together.
const BETWEEN_LINES: Duration = Duration::from_secs(1);
const BETWEEN_FRAMES: Duration = Duration::from_millis(250);
const BAR: &str = "[{bar:30}] {human_pos} of {human_len}, {rate} a second, {eta} left{msg}";

impl Display {
    /// The one that fits who is reading.
    pub(super) fn new(json: bool, start: &Counts) -> Self {
        if json {
            return Self::Nothing;
        }
        if io::stderr().is_terminal() {
            let bar = ProgressBar::new(size(start.total()));
            // A terminal that cannot move its cursor gets lines.
            if !bar.is_hidden() {
                return Self::bar(bar, start);
            }
        }
        Self::Lines {
            shown: Instant::now(),
        }
    }

    fn bar(bar: ProgressBar, start: &Counts) -> Self {
        // Were the template wrong, the built-in one would do.
        if let Ok(style) = ProgressStyle::with_template(BAR) {
            let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
                // The bar's own text, which cannot fail.
                let _ = write!(out, "{:.0}", state.per_sec());
            };
            bar.set_style(style.progress_chars("=> ").with_key("rate", rate));
        }
        bar.set_position(size(start.settled()));
        // What earlier runs did says nothing about how fast this one is.
        bar.reset_eta();
        bar.enable_steady_tick(BETWEEN_FRAMES);
        Self::Bar(bar)
    }

    /// Shows where it stands, unless that was just shown.
    pub(super) fn show(&mut self, counts: &Counts) {
        match self {
            Self::Bar(bar) => {
                bar.set_position(size(counts.settled()));
                bar.set_message(misses(counts));
            }
            Self::Lines { shown } if shown.elapsed() >= BETWEEN_LINES => {
                *shown = Instant::now();
                write(&line(counts));
            }
            Self::Lines { .. } | Self::Nothing => {}
        }
    }

    /// Says something to people, beside the progress.
    pub(super) fn say(&self, text: &str) {
        match self {
            Self::Bar(bar) => bar.suspend(|| write(text)),
            Self::Lines { .. } => write(text),
            Self::Nothing => {}
        }
    }

    /// The end: the bar goes, and the last line stands.
    pub(super) fn end(&mut self, counts: &Counts) {
        match self {
            Self::Bar(bar) => bar.finish_and_clear(),
            Self::Lines { .. } => write(&line(counts)),
            Self::Nothing => {}
        }
        *self = Self::Nothing;
    }
}

fn line(counts: &Counts) -> String {
    let (settled, total) = (counts.settled(), counts.total());
    format!("progress: {settled} of {total}{}", misses(counts))
}

/// What did not go well, if anything.
fn misses(counts: &Counts) -> String {
    let of = |count: usize, what: &str| match count {
        0 => String::new(),
        _ => format!(", {count} {what}"),
    };
    of(counts.failed, "failed") + &of(counts.unknown, "unknown")
}

fn size(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn write(text: &str) {
    // When standard error cannot be written, there is nobody left to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}
