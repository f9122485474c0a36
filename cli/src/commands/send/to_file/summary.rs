//! The last word on a run: numbers, who failed with which code, what stopped it, and how to go on.
//! For programs, one object.

use super::counts::{Counts, Group, Tally};
use crate::exit::Exit;
use crate::output::Output;
use crate::report::{self, ErrorReport};
use crate::terminal::escape;
use serde::Serialize;
use std::io;
use std::path::Path;
use zegoapi_client::{Applied, CodeScope, Error};

/// Why a run ended.
#[derive(Clone, Copy, Debug)]
pub(super) enum End<'a> {
    /// It came to its end.
    Reached,
    /// By a signal.
    Interrupted,
    /// By an error that every further call would have met.
    Error(&'a Error),
    /// The report could not be written.
    Report(&'a io::Error),
}

#[derive(Debug, Serialize)]
struct Summary<'a> {
    ok: bool,
    total: usize,
    sent: usize,
    failed: usize,
    unknown: usize,
    not_tried: usize,
    repeated: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped_by: Option<ErrorReport<'a>>,
}

/// Says how it ended, and gives the exit code for it.
pub(super) fn show(tally: &Tally, end: End<'_>, path: Option<&Path>, output: &mut Output) -> Exit {
    let counts = &tally.counts;
    if output.is_json() {
        output.object(&object(counts, end, path));
    } else {
        text(tally, path, output);
        say_why(end, output);
        say_how_to_go_on(tally, end, path, output);
    }
    exit(counts, end)
}

/// The same in short, for a run that is left as it is.
pub(super) fn show_abandoned(counts: &Counts, path: Option<&Path>, output: &mut Output) -> Exit {
    let tally = Tally {
        counts: *counts,
        remaining: counts.not_tried,
        ..Tally::default()
    };
    show(&tally, End::Interrupted, path, output)
}

fn exit(counts: &Counts, end: End<'_>) -> Exit {
    let all_sent = counts.sent == counts.total();
    match end {
        End::Report(_) => Exit::Internal,
        _ if all_sent => Exit::Accepted,
        End::Error(error) => Exit::from(error),
        _ if counts.unknown > 0 => Exit::Unknown,
        _ if counts.settled() == 0 => Exit::NotSent,
        _ => Exit::PartlyReached,
    }
}

fn object<'a>(counts: &Counts, end: End<'a>, path: Option<&Path>) -> Summary<'a> {
    let ok = counts.sent == counts.total();
    Summary {
        ok,
        total: counts.total(),
        sent: counts.sent,
        failed: counts.failed,
        unknown: counts.unknown,
        not_tried: counts.not_tried,
        repeated: counts.repeated,
        report: path.map(|path| path.to_string_lossy().into_owned()),
        stopped_by: match end {
            End::Interrupted if !ok => Some(ErrorReport::interrupted(
                Applied::No,
                "interrupted by a signal",
                "go on with --resume",
            )),
            End::Reached | End::Interrupted => None,
            End::Error(error) => Some(ErrorReport::from(error)),
            End::Report(error) => Some(ErrorReport::internal(&unwritten(error))),
        },
    }
}

fn text(tally: &Tally, path: Option<&Path>, output: &mut Output) {
    let counts = &tally.counts;
    output.text(&format!(
        "sent to {} of {} users; {} failed, {} unknown, {} not tried",
        counts.sent,
        counts.total(),
        counts.failed,
        counts.unknown,
        counts.not_tried
    ));
    if counts.repeated > 0 {
        output.text(&format!("  {} repeated ids were left out", counts.repeated));
    }
    // A report names them all.
    let names = |group: &Group| {
        if path.is_none() {
            named(group)
        } else {
            String::new()
        }
    };
    for (code, group) in &tally.failed {
        let entry = CodeScope::Room.explain(*code);
        let said = entry.map_or(
            "a code that the published tables do not list".to_owned(),
            |entry| format!("{}; {}", entry.meaning, entry.advice),
        );
        output.text(&format!(
            "  {} failed with code {code}: {said}{}",
            group.count,
            names(group)
        ));
    }
    if counts.unknown > 0 {
        let count = counts.unknown;
        output.text(&format!(
            "  {count} may or may not have got it; only with --duplicates-ok are they sent to again{}",
            names(&tally.unknown)
        ));
    }
    if let Some(path) = path {
        output.text(&format!("report: {}", escape(&path.to_string_lossy())));
    }
}

fn named(group: &Group) -> String {
    let names: Vec<String> = group
        .named
        .iter()
        .map(|id| format!("\n    {}", escape(id)))
        .collect();
    let more = match group.count - group.named.len() {
        0 => String::new(),
        more => format!("\n    and {more} more"),
    };
    names.concat() + &more
}

fn say_why(end: End<'_>, output: &mut Output) {
    match end {
        End::Reached => {}
        End::Interrupted => output.aside("interrupted"),
        End::Error(error) => report::error_text(error, output),
        End::Report(error) => output.aside(&format!("error: {}", escape(&unwritten(error)))),
    }
}

fn say_how_to_go_on(tally: &Tally, end: End<'_>, path: Option<&Path>, output: &mut Output) {
    match (path, end) {
        (Some(path), _) if tally.remaining > 0 => output.aside(&format!(
            "to send to the other {}: the same command with --resume {}",
            tally.remaining,
            escape(&path.to_string_lossy())
        )),
        (None, End::Interrupted | End::Error(_)) => output.aside(
            "warning: no report was kept, so who got the message is not on record: to send to all of them again \
             would reach some twice",
        ),
        _ => {}
    }
}

fn unwritten(error: &io::Error) -> String {
    format!(
        "the report cannot be written: {error}; nothing was begun after that, and users of calls that were out \
         may stand in it as unknown"
    )
}
