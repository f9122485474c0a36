//! One message to each user that a file names, with a report that a later run can resume from.
//! Everything that can be refused is refused before the first call; from then on the report is the truth.

mod counts;
mod earlier;
mod progress;
mod recorder;
mod report_file;
mod run;
mod summary;
mod users_file;

use super::SendArgs;
use crate::exit::Exit;
use crate::failure::{Failure, Refusal};
use crate::output::Output;
use clap::Args;
use counts::Tally;
use earlier::Earlier;
use report_file::ReportFile;
use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use users_file::UsersFile;
use zegoapi_client::{Client, Error, FanOut, FanOutOptions, MessageDigest};

/// What is said of a send to the users of a file, and of no other. Each names what it conflicts with, too: an
/// option that is required counts as given where another of its group is.
#[derive(Debug, Args)]
#[command(next_help_heading = "With --to-file")]
pub(super) struct ToFileArgs {
    /// Report to write, a new file; the users file's name with .report.jsonl when left out, and none for standard input
    #[arg(long, value_name = "FILE", requires = "to_file", conflicts_with_all = ["to", "everyone", "resume", "no_report"])]
    report: Option<PathBuf>,
    /// Puts the new report in the place of an old one that is of another message, or finished; for a daily timer
    #[arg(long, requires = "to_file", conflicts_with_all = ["to", "everyone", "resume", "no_report"])]
    replace_report: bool,
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

/// What is left to do, and what was done before.
struct Plan {
    /// `None` when nobody is left.
    fan_out: Option<FanOut>,
    file: Option<ReportFile>,
    before: Tally,
}

/// Sends, and says what came of it.
pub(super) fn run(args: &SendArgs, users: &Path, output: &mut Output) -> Result<Exit, Failure> {
    let (client, plan) = plan(args, users, output)?;
    Ok(run::run(&client, plan, output))
}

fn plan(args: &SendArgs, users: &Path, output: &mut Output) -> Result<(Client, Plan), Failure> {
    let app = args.app()?;
    let path = report_path(&args.file, users);
    match &path {
        Some(path) if !args.file.replace_report => ReportFile::refuse_existing(path)?,
        None if args.file.replace_report => return Err(nothing_to_replace().into()),
        _ => {}
    }
    if users == Path::new("-") && args.message.takes_stdin() {
        return Err(both_from_stdin().into());
    }
    let users = UsersFile::open(users, app.limits().url_bytes)?;
    let content = args.message.content(app.limits())?;
    let builder = args.connection.builder(app)?;
    let options = options(args);
    let task = Task {
        client: builder.max_idle_connections(options.concurrency).build()?,
        room: &args.message.room,
        from: &args.message.from,
        content,
        options,
    };
    let plan = match (&args.file.resume, path) {
        (Some(report), _) => task.resume(report, users, output),
        (None, Some(path)) if path.symlink_metadata().is_ok() => task.replace(&path, users),
        (None, path) => task.start(path.as_deref(), users),
    };
    Ok((task.client, plan?))
}

/// A message, and how it is sent.
struct Task<'a> {
    client: Client,
    room: &'a str,
    from: &'a str,
    content: Cow<'a, str>,
    options: FanOutOptions,
}

impl Task<'_> {
    /// To all users, with a new report or none.
    fn start(&self, path: Option<&Path>, mut users: UsersFile) -> Result<Plan, Failure> {
        let fan_out = self.fan_out(&mut users);
        // What is wrong with the file goes before what its first part led to.
        users.check()?;
        Ok(Plan {
            fan_out: Some(fan_out?),
            file: path
                .map(|path| ReportFile::create(path, self.digest()))
                .transpose()?,
            before: Tally::default(),
        })
    }

    /// To the users whom a report leaves.
    fn resume(&self, path: &Path, mut users: UsersFile, output: &mut Output) -> Result<Plan, Failure> {
        let mut file = ReportFile::open("resume", path, self.digest())?;
        let mut earlier = Earlier::collect(&mut users)?;
        users.check()?;
        if let Some(line) = file.read(|user, outcome| earlier.note(user, outcome))? {
            let what = "it is the report of another message (another room, sender or content)";
            return Err(Refusal {
                advice: "resume it with the message that it is about; for this one, begin without --resume",
                ..file.refuse(what, Some(line))
            }
            .into());
        }
        let duplicates_ok = self.options.call.duplicates_ok;
        let anybody = earlier.remaining(duplicates_ok).next().is_some();
        let fan_out = anybody.then(|| self.fan_out(earlier.remaining(duplicates_ok)));
        let fan_out = fan_out.transpose()?;
        remark(&file, &earlier, output);
        file.mend()?;
        Ok(Plan {
            fan_out,
            file: Some(file),
            before: earlier.settled(duplicates_ok),
        })
    }

    /// To all users, with a new report in the place of an old one that nobody needs to resume.
    fn replace(&self, path: &Path, mut users: UsersFile) -> Result<Plan, Failure> {
        let mut file = ReportFile::open("report", path, self.digest())?;
        let mut earlier = Earlier::collect(&mut users)?;
        users.check()?;
        let mut of_this_message = false;
        file.read(|user, outcome| {
            of_this_message = true;
            earlier.note(user, outcome);
        })?;
        let left = earlier.remaining(false).count();
        if of_this_message && left > 0 {
            let what = format!("it is an unfinished report of this very message, with {left} users to go");
            return Err(Refusal {
                advice: "go on with it by --resume, or name another with --report",
                ..file.refuse(&what, None)
            }
            .into());
        }
        let fan_out = self.fan_out(earlier.users())?;
        file.empty()?;
        Ok(Plan {
            fan_out: Some(fan_out),
            file: Some(file),
            before: Tally::default(),
        })
    }

    fn fan_out(&self, users: impl IntoIterator<Item: AsRef<str>>) -> Result<FanOut, Error> {
        let (room, from, content) = (self.room, self.from, &*self.content);
        self.client.fan_out(room, from, content, users, self.options)
    }

    fn digest(&self) -> MessageDigest {
        MessageDigest::of(self.room, self.from, &self.content)
    }
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
    let message =
        "to_file: standard input holds the content, and cannot hold the users too; nothing was sent";
    Refusal::new("to_file", message, "put one of them in a file")
}

fn nothing_to_replace() -> Refusal {
    let message = "replace_report: users from standard input have no report of their own; nothing was sent";
    Refusal::new("replace_report", message, "name one with --report")
}
