//! When a fan-out stops early: an error that is sure to meet every further call, or the same one several times in a
//! row, so that twenty thousand users do not become twenty thousand unknown outcomes.

use crate::actions::SendCustomCommand;
use crate::codes::CodeKind;
use crate::error::{Error, NotSentCause};

/// So many calls in a row that end in the same way stop the fan-out.
const MOST_IN_A_ROW: u32 = 3;

/// Watches how the calls of a fan-out end.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    last: Option<SameEnd>,
    in_a_row: u32,
}

/// What makes two ends the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SameEnd {
    Refusal(i64),
    Page(u16),
}

impl Breaker {
    /// Whether no further call is to be begun after one that ended so; `None` for an accepted one.
    pub(super) fn opens_after(&mut self, error: Option<&Error>) -> bool {
        let end = error.and_then(same_end);
        self.in_a_row = match end {
            Some(_) if end == self.last => self.in_a_row + 1,
            Some(_) => 1,
            None => 0,
        };
        self.last = end;
        self.in_a_row >= MOST_IN_A_ROW || error.is_some_and(meets_every_call)
    }
}

fn same_end(error: &Error) -> Option<SameEnd> {
    match error {
        // Whether a user is there differs from call to call.
        Error::Api(e) if e.code_kind() == CodeKind::Absent => None,
        Error::Api(e) => Some(SameEnd::Refusal(e.code())),
        Error::BadReply(e) => Some(SameEnd::Page(e.http_status())),
        Error::InvalidInput(_) | Error::NotSent(_) | Error::Unknown(_) => None,
    }
}

/// Whether an error of one call will meet every call after it, so that going on makes no sense.
fn meets_every_call(error: &Error) -> bool {
    match error {
        Error::Api(e) => SendCustomCommand::meets_everyone(e.code(), e.code_kind()),
        Error::NotSent(e) => !matches!(
            e.cause(),
            NotSentCause::RateLimit | NotSentCause::Deadline | NotSentCause::Cancelled
        ),
        // Sizes were checked before the first call: what is left is a time that cannot be signed.
        Error::InvalidInput(_) => true,
        Error::Unknown(_) | Error::BadReply(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{BadReply, NotSent, Unknown, UnknownCause};

    fn page(status: u16) -> Error {
        BadReply::new(status, "not JSON", b"", &[]).into()
    }

    #[test]
    fn three_equal_pages_in_a_row_and_not_three_in_all() {
        let mut breaker = Breaker::default();
        let ends = [
            Some(page(404)),
            Some(page(404)),
            None,
            Some(page(404)),
            Some(page(502)),
            Some(page(404)),
        ];
        for end in &ends {
            assert!(!breaker.opens_after(end.as_ref()));
        }
        assert!(!breaker.opens_after(Some(&page(404))));
        assert!(breaker.opens_after(Some(&page(404))));
    }

    #[test]
    fn what_passes_or_differs_does_not_count() {
        let mut breaker = Breaker::default();
        let errors: [Error; 2] = [
            Unknown::new(UnknownCause::Timeout, "").into(),
            NotSent::new(NotSentCause::RateLimit, "").into(),
        ];
        for error in errors.iter().cycle().take(20) {
            assert!(!breaker.opens_after(Some(error)));
        }
        assert!(breaker.opens_after(Some(&NotSent::new(NotSentCause::Dns, "").into())));
    }
}
