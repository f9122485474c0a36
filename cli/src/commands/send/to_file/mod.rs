//! One message to each user that a file names, with a report that a later run can resume from.
//! Everything that can be refused is refused before the first call; from then on the report is the truth.

mod counts;
mod earlier;
mod progress;
mod recorder;
mod report_file;
mod run;
mod signals;
mod summary;
mod users_file;

use super::SendArgs;
use crate::exit::Exit;
use crate::output::Output;
use crate::report::{self, Refusal};
use clap::Args;
use counts::Tally;
use earlier::Earlier;
use report_file::ReportFile;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use users_file::UsersFile;
use zegoapi_client::{Client, Error, FanOut, FanOutOptions};

/// What is said of a send to the users of a file, and of no other. Each names what it conflicts with, too: an
/// option that is required counts as given where another of its group is.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --to-file")]
pub(super) struct ToFileArgs {
    /// Report to write, a new file; the users file's name with .report.jsonl when left out, and none for standard input
    #[arg(long, value_name = "FILE", requires = "to_file", conflicts_with_all = ["to", "everyone", "resume", "no_report"])]
    report: Option<PathBuf>,
    /// Keeps no report: what was interrupted can then not be resumed
    #[arg(long, requires = "to_file", conflicts_with_all = ["to", "everyone", "resume"])]
    no_report: bool,
    /// Report of an earlier run of the same message: sends to who is left, and adds to it
    #[arg(long, value_name = "FILE", requires = "to_file", conflicts_with_all = ["to", "everyone"])]
    resume: Option<PathBuf>,
    /// How many calls, of ten users each, may be under way at once; 16 when left out
    #[arg(
        long,
        value_name = "COUNT",
        requires = "to_file",
        conflicts_with_all = ["to", "everyone"],
        value_parser = clap::value_parser!(u16).range(1..=1000)
    )]
    concurrency: Option<u16>,
}

/// Why nothing was begun.
enum Trouble {
    Error(Error),
    Refused(Refusal),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What is left to do, and what was done before.
struct Plan {
    /// `None` when nobody is left.
    fan_out: Option<FanOut>,
    file: Option<ReportFile>,
    before: Tally,
}

/// Sends, and says what came of it.
pub(super) fn run(args: &SendArgs, users: &Path, output: &mut Output) -> Result<Exit, Error> {
    match plan(args, users, output) {
        Ok((client, plan)) => Ok(run::run(&client, plan, output)),
        Err(Trouble::Error(error)) => Err(error),
        Err(Trouble::Refused(refusal)) => {
            report::refusal(&refusal, output);
            Ok(Exit::Input)
        }
    }
}

fn plan(args: &SendArgs, users: &Path, output: &mut Output) -> Result<(Client, Plan), Trouble> {
    let app = args.app()?;
    let path = report_path(&args.file, users);
    if let Some(path) = &path {
        ReportFile::refuse_existing(path)?;
    }
    if users == Path::new("-") && args.message.takes_stdin() {
        return Err(both_from_stdin().into());
    }
    let mut users = UsersFile::open(users, app.limits().url_bytes)?;
    let content = args.message.content(app.limits())?;
    let options = options(args);
    let builder = args.connection.builder(app)?;
    let client = builder.max_idle_connections(options.concurrency).build()?;

    let (room, from) = (&*args.message.room, &*args.message.from);
    let plan = if let Some(report) = &args.file.resume {
        let (mut file, duplicates_ok) = (ReportFile::open(report)?, args.call.duplicates_ok);
        let mut earlier = Earlier::collect(&mut users)?;
        users.check()?;
        file.read(|user, outcome| earlier.note(user, outcome))?;
        let anybody = earlier.remaining(duplicates_ok).next().is_some();
        let remaining = earlier.remaining(duplicates_ok);
        let fan_out = anybody.then(|| client.fan_out(room, from, content, remaining, options));
        let fan_out = fan_out.transpose()?;
        remark(&file, &earlier, output);
        file.mend()?;
        Plan {
            fan_out,
            file: Some(file),
            before: earlier.settled(duplicates_ok),
        }
    } else {
        let fan_out = client.fan_out(room, from, content, &mut users, options);
        // What is wrong with the file goes before what its first part led to.
        users.check()?;
        Plan {
            fan_out: Some(fan_out?),
            file: path.as_deref().map(ReportFile::create).transpose()?,
            before: Tally::default(),
        }
    };
    Ok((client, plan))
}

/// Where a new report goes, if one is to be made.
fn report_path(args: &ToFileArgs, users: &Path) -> Option<PathBuf> {
    let by_default = || {
        let mut name = OsString::from(users);
        name.push(".report.jsonl");
        (users != Path::new("-")).then(|| name.into())
    };
    if args.no_report || args.resume.is_some() {
        return None;
    }
    args.report.clone().or_else(by_default)
}

fn options(args: &SendArgs) -> FanOutOptions {
    let mut options = FanOutOptions::default();
    options.call.duplicates_ok = args.call.duplicates_ok;
    if let Some(retries) = args.call.retries {
        options.call.retries = retries;
    }
    if let Some(timeout) = args.connection.timeout {
        options.call.timeout_ms = u64::try_from(timeout.as_millis()).unwrap_or(u64::MAX);
    }
    if let Some(concurrency) = args.file.concurrency {
        options.concurrency = concurrency.into();
    }
    options
}

/// What is odd about a report, and no reason to stop.
fn remark(file: &ReportFile, earlier: &Earlier, output: &mut Output) {
    if output.is_json() {
        return;
    }
    if file.is_cut_off() {
        output.aside("note: the last line of the report was cut off, and is left out");
    }
    if earlier.strangers() > 0 {
        let count = earlier.strangers();
        output.aside(&format!(
            "note: {count} lines of the report name users whom the users file does not"
        ));
    }
}

fn both_from_stdin() -> Refusal {
    Refusal {
        field: Some("to_file"),
        problem: "Malformed",
        message: "to_file: standard input holds the content, and cannot hold the users too; nothing was sent"
            .to_owned(),
        advice: "put one of them in a file",
        line: None,
    }
}
