//! `zegoapi explain`: what a return code, an outcome, a cause or an exit code means, from the library's own tables.

mod vocabulary;
mod words;

use crate::exit::Exit;
use crate::failure::{Failure, Refusal};
use crate::output::Output;
use clap::Args;
use serde::Serialize;
use words::Word;
use zegoapi_client::{CodeScope, ReturnCode};

pub(crate) use words::outcomes_help;

/// The arguments of `zegoapi explain`.
#[derive(Debug, Args)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) struct ExplainArgs {
    /// Return code (50003), or a word: an outcome, a kind of error, a cause, a problem, an exit code ("exit 5")
    #[arg(
        value_name = "WHAT",
        allow_negative_numbers = true,
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    what: Vec<String>,
    /// What an action of this scope means by the code: gateway, room, mixing, media-service, media-files, moderation, scene
    #[arg(long, value_name = "SCOPE", value_parser = super::scope)]
    scope: Option<CodeScope>,
    /// Lists every code that is known
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Serialize)]
struct Explained {
    ok: bool,
    codes: Vec<Entry>,
    words: Vec<Word>,
}

#[derive(Debug, Serialize)]
struct Entry {
    scope: &'static str,
    code: i64,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limited_by: Option<&'static str>,
    meaning: &'static str,
    advice: &'static str,
    retryable: bool,
}

impl From<&ReturnCode> for Entry {
    fn from(entry: &ReturnCode) -> Self {
        Self {
            scope: entry.scope.name(),
            code: entry.code,
            kind: entry.kind.name(),
            limited_by: entry.limited_by.map(zegoapi_client::LimitedBy::name),
            meaning: entry.meaning,
            advice: entry.advice,
            retryable: entry.kind.retryable(),
        }
    }
}

/// Explains one code or word, or lists the codes.
pub(crate) fn run(args: &ExplainArgs, output: &mut Output) -> Result<Exit, Failure> {
    let explained = if args.all {
        Explained::codes(all(args.scope))
    } else {
        one(&args.what.join(" "), args.scope)?
    };
    if output.is_json() {
        output.object(&explained);
    } else if args.all {
        let lines: Vec<String> = explained.codes.iter().map(Entry::line).collect();
        output.text(&lines.join("\n"));
    } else {
        let codes = explained.codes.iter().map(Entry::paragraph);
        let texts: Vec<String> = codes.chain(explained.words.iter().map(Word::paragraph)).collect();
        output.text(&texts.join("\n\n"));
    }
    Ok(Exit::Accepted)
}

/// The codes of one scope, or of all, each in its own table.
fn all(scope: Option<CodeScope>) -> Vec<Entry> {
    let scopes = CodeScope::ALL
        .into_iter()
        .filter(|one| scope.is_none_or(|scope| scope == *one));
    let own = |scope: CodeScope| scope.codes().filter(move |entry| entry.scope == scope);
    scopes.flat_map(own).map(Entry::from).collect()
}

fn one(what: &str, scope: Option<CodeScope>) -> Result<Explained, Failure> {
    let what = what.trim();
    let bare = what.strip_prefix("code").map_or(what, str::trim_start);
    if let Ok(code) = bare.parse::<i64>() {
        let codes: Vec<Entry> = match scope {
            Some(scope) => scope.explain(code).into_iter().map(Entry::from).collect(),
            None => zegoapi_client::explain(code).map(Entry::from).collect(),
        };
        return if codes.is_empty() {
            Err(unlisted(code, scope).into())
        } else {
            Ok(Explained::codes(codes))
        };
    }
    let words = words::find(what);
    if words.is_empty() {
        return Err(no_word().into());
    }
    Ok(Explained {
        ok: true,
        codes: Vec::new(),
        words,
    })
}

fn unlisted(code: i64, scope: Option<CodeScope>) -> Refusal {
    if code == 0 {
        let message = "0 is no refusal: the server accepted";
        return Refusal::new("what", message, "look at the failed users");
    }
    let whose = scope.map_or("no published table".to_owned(), |scope| {
        format!("no table that counts for the scope {}", scope.name())
    });
    let advice =
        "`zegoapi explain --all` lists those that are; for others ask the vendor and quote the request id";
    Refusal::new("what", format!("{whose} lists the code {code}"), advice)
}

/// The text is not repeated: it may be a message that went astray.
fn no_word() -> Refusal {
    let message = format!(
        "what: this is neither a number nor one of these words: {}, exit 0 to exit 6",
        words::names().join(", ")
    );
    Refusal::new("what", message, "give a return code, or one of these words")
}

impl Explained {
    fn codes(codes: Vec<Entry>) -> Self {
        Self {
            ok: true,
            codes,
            words: Vec::new(),
        }
    }
}

impl Entry {
    fn paragraph(&self) -> String {
        let Self {
            scope,
            code,
            kind,
            meaning,
            advice,
            ..
        } = self;
        let retryable = words::yes_or_no(self.retryable);
        let limited_by = self
            .limited_by
            .map_or(String::new(), |by| format!("limited by: the {by}'s quota\n"));
        format!(
            "code:       {code}\nscope:      {scope}\nkind:       {kind}\nmeaning:    {meaning}\n\
             advice:     {advice}\n{limited_by}retryable:  {retryable}"
        )
    }

    fn line(&self) -> String {
        let Self {
            scope,
            code,
            kind,
            meaning,
            advice,
            ..
        } = self;
        let retryable = if self.retryable { "again" } else { "" };
        format!("{code:>9}  {scope:<13}  {kind:<9}  {retryable:<5}  {meaning}; {advice}")
    }
}
