//! `zegoapi explain`: what a return code means, from the library's own table.

use crate::exit::Exit;
use crate::output::Output;
use crate::report::{self, Refusal};
use clap::Args;
use serde::Serialize;
use zegoapi_client::{CodeFamily, Problem, ReturnCode};

/// The arguments of `zegoapi explain`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Return code, as the server's reply or an error shows it
    #[arg(
        value_name = "CODE",
        allow_negative_numbers = true,
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    code: Option<i32>,
    /// Lists every code that is known
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Serialize)]
struct Explained {
    ok: bool,
    codes: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    family: &'static str,
    code: i32,
    kind: &'static str,
    meaning: &'static str,
    advice: &'static str,
    retryable: bool,
}

impl From<&ReturnCode> for Entry {
    fn from(entry: &ReturnCode) -> Self {
        Self {
            family: entry.family.name(),
            code: entry.code,
            kind: entry.kind.name(),
            meaning: entry.meaning,
            advice: entry.advice,
            retryable: entry.kind.retryable(),
        }
    }
}

/// Explains one code, or lists them all.
pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> Exit {
    let wanted = |entry: &&ReturnCode| args.code.is_none_or(|code| code == entry.code);
    let codes: Vec<Entry> = CodeFamily::Room.codes().filter(wanted).map(Entry::from).collect();
    if let (Some(code), []) = (args.code, codes.as_slice()) {
        refuse(code, output);
        return Exit::Input;
    }
    if output.is_json() {
        output.object(&Explained { ok: true, codes });
    } else {
        let show = if args.all { line } else { paragraph };
        let text: Vec<String> = codes.iter().map(show).collect();
        output.text(&text.join("\n"));
    }
    Exit::Accepted
}

fn refuse(code: i32, output: &mut Output) {
    let (message, advice) = if code == 0 {
        (
            "0 is no refusal: the server accepted".to_owned(),
            "look at the failed users",
        )
    } else {
        (
            format!("no published table lists the code {code}"),
            "`zegoapi explain --all` lists those that are; for others ask the vendor and quote the request id",
        )
    };
    let refusal = Refusal {
        field: Some("code"),
        problem: Problem::Malformed.name(),
        message,
        advice,
        line: None,
    };
    report::refusal(&refusal, output);
}

fn paragraph(entry: &Entry) -> String {
    let Entry {
        family,
        code,
        kind,
        meaning,
        advice,
        ..
    } = entry;
    let retryable = if entry.retryable { "yes" } else { "no" };
    format!(
        "code:       {code}\nfamily:     {family}\nkind:       {kind}\nmeaning:    {meaning}\n\
         advice:     {advice}\nretryable:  {retryable}"
    )
}

fn line(entry: &Entry) -> String {
    let Entry {
        family,
        code,
        kind,
        meaning,
        advice,
        ..
    } = entry;
    let retryable = if entry.retryable { "again" } else { "" };
    format!("{code:>9}  {family:<7}  {kind:<9}  {retryable:<5}  {meaning}; {advice}")
}
