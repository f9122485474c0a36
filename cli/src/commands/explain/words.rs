//! The words that errors, events and reports use, explained: the one list of outcomes, and the causes under them.
//! Found under every name that a language gives them.

use super::vocabulary::{INTERNAL, PARTLY_REACHED, all, made, outcomes};
use serde::Serialize;

/// A word, explained.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Word {
    pub(super) name: &'static str,
    /// What sort of word it is.
    pub(super) is: &'static str,
    pub(super) meaning: String,
    pub(super) advice: String,
    /// Whether the call may have taken effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) applied: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) retryable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exit_code: Option<u8>,
    /// The other name that it goes by, which is that of the error's kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error_kind: Option<&'static str>,
}

/// The words that this text is meant to be, whatever its language writes them like.
pub(super) fn find(text: &str) -> Vec<Word> {
    if let Some(exit) = exit_code(text) {
        return outcomes()
            .into_iter()
            .chain([INTERNAL, PARTLY_REACHED].map(made))
            .filter(|word| word.exit_code == Some(exit))
            .collect();
    }
    let wanted = plain(text);
    let is_it = |name: &str| plain(name) == wanted;
    all()
        .into_iter()
        .filter(|word| is_it(word.name) || word.error_kind.is_some_and(is_it))
        .collect()
}

/// Every word, once.
pub(super) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = Vec::new();
    for word in all() {
        for name in [Some(word.name), word.error_kind].into_iter().flatten() {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The list of outcomes for the end of `explain --help`.
pub(crate) fn outcomes_help() -> String {
    let lines = outcomes().into_iter().map(|word| {
        let kind = word.error_kind.unwrap_or("-");
        let (exit, applied) = (word.exit_code.unwrap_or_default(), word.applied.unwrap_or("yes"));
        format!(
            "  {:<14} {kind:<13} {applied:<9} {exit}  {}",
            word.name, word.meaning
        )
    });
    let lines: Vec<String> = lines.collect();
    let head = "Outcomes of a call, with the kind of its error, whether it took effect, and the exit code:";
    format!("{head}\n{}", lines.join("\n"))
}

pub(super) const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// `exit 5`, `exit code 5`.
fn exit_code(text: &str) -> Option<u8> {
    let rest = text.strip_prefix("exit")?.trim_start();
    let rest = rest.strip_prefix("code").unwrap_or(rest);
    rest.trim_start().parse().ok()
}

/// A name without what languages add to it: `UnknownOutcomeError`, `ZEGOAPI_UNKNOWN` and `unknown` are one.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let mut rest = &*letters;
    for prefix in ["zegoapi", "status", "error", "cause", "problem"] {
        rest = rest
            .strip_prefix(prefix)
            .filter(|rest| !rest.is_empty())
            .unwrap_or(rest);
    }
    for suffix in ["error", "outcome"] {
        rest = rest
            .strip_suffix(suffix)
            .filter(|rest| !rest.is_empty())
            .unwrap_or(rest);
    }
    rest.to_owned()
}

impl Word {
    pub(super) fn paragraph(&self) -> String {
        let mut lines = vec![format!("word:       {}, {}", self.name, self.is)];
        let mut line = |name: &str, value: &str| lines.push(format!("{name:<12}{value}"));
        if let Some(kind) = self.error_kind {
            line("error:", kind);
        }
        line("meaning:", &self.meaning);
        line("advice:", &self.advice);
        if let Some(applied) = self.applied {
            line("applied:", applied);
        }
        if let Some(retryable) = self.retryable {
            line("retryable:", yes_or_no(retryable));
        }
        if let Some(exit) = self.exit_code {
            line("exit code:", &exit.to_string());
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_name_in_all_languages() {
        for name in [
            "unknown",
            "Unknown",
            "UnknownOutcome",
            "UnknownOutcomeError",
            "ZEGOAPI_UNKNOWN",
        ] {
            assert_eq!(plain(name), "unknown", "{name}");
        }
        assert_eq!(plain("rate_limit"), plain("RateLimit"));
        assert_eq!(plain("error"), "error", "something is left");
    }

    #[test]
    fn every_word_is_found_by_its_name() {
        for name in names() {
            assert!(!find(name).is_empty(), "{name}");
        }
        assert_eq!(
            (0..=6)
                .filter(|exit| find(&format!("exit {exit}")).is_empty())
                .count(),
            0
        );
    }
}
