//! The command line: which commands there are, and what is said of one that cannot be read.
//! What stands on it may be message content, so a stray word is never repeated.

use crate::commands::{self, Command};
use crate::exit::{self, Exit};
use crate::failure::Refusal;
use crate::output::Output;
use crate::{report, terminal};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, FromArgMatches, Parser};

/// Sends ZEGOCLOUD SendCustomCommand messages, makes any other call of the server API, and helps when it fails
///
/// The AppId and the secrets come from the environment variables ZEGO_APP_ID, ZEGO_SERVER_SECRET and (for callbacks)
/// ZEGO_CALLBACK_SECRET, never from an argument, which every user of the machine could read.
#[derive(Debug, Parser)]
#[command(name = "zegoapi", version)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) struct Arguments {
    /// Writes one JSON object to standard output, for programs; errors too
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Reads the command line.
pub(crate) fn parse() -> Result<Arguments, clap::Error> {
    let mut command = with_exit_codes(Arguments::command())
        .mut_subcommand("send", |command| command.after_help(exit::send_help()))
        .mut_subcommand("call", |command| {
            command.after_help(format!("{}\n\n{}", commands::CALL_HELP, exit::HELP))
        })
        .mut_subcommand("explain", |command| {
            command.after_help(format!("{}\n\n{}", commands::outcomes_help(), exit::HELP))
        });
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The exit codes stand in the help of every command.
fn with_exit_codes(command: clap::Command) -> clap::Command {
    command.after_help(exit::HELP).mut_subcommands(with_exit_codes)
}

/// Whether `--json` is asked for, told without reading the rest, which may turn out to be unreadable.
pub(crate) fn wants_json() -> bool {
    std::env::args_os()
        .take_while(|argument| argument != "--")
        .any(|argument| argument == "--json")
}

/// Says why the command line cannot be read, or shows the help that it asked for.
pub(crate) fn report(mut error: clap::Error, output: &mut Output) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        output.text(error.render().to_string().trim_end());
        return Exit::Accepted;
    }
    hide_stray_word(&mut error);
    let text = terminal::escape_lines(error.render().to_string().trim_end());
    if output.is_json() {
        let message = text.split("\n\n").next().unwrap_or_default();
        let message = message.strip_prefix("error: ").unwrap_or(message);
        let advice = "see zegoapi --help, and that of each command";
        report::refusal(&Refusal::usage(message, advice), output);
    } else {
        output.aside(&text);
    }
    Exit::Input
}

/// A word that is no option is, as a rule, the rest of a text whose quotes were forgotten.
fn hide_stray_word(error: &mut clap::Error) {
    let stray = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(word)) => error.kind() == ErrorKind::UnknownArgument && !is_option(word),
        _ => false,
    };
    if stray {
        let hidden = "(not shown; is a text without quotes around it?)".to_owned();
        error.insert(ContextKind::InvalidArg, ContextValue::String(hidden));
        error.remove(ContextKind::Suggested);
    }
}

/// Whether a word looks like a misspelt option.
fn is_option(word: &str) -> bool {
    word.strip_prefix("--")
        .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
}
