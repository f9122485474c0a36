//! How hard a call tries, and for how long.

use crate::error::{Error, InvalidInput};

/// The options of one [`Call`](super::Call). The defaults are fit for production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOptions {
    /// How long the whole call may take, in milliseconds: waiting for the limiter, every try, and the time between
    /// tries. At least 1. Default: 10000.
    pub timeout_ms: u64,
    /// How long one try may take at most, in milliseconds; `None` for what is left of the whole, or
    /// half of that where another try may follow one that is never answered. At least 1. Default: `None`.
    pub try_timeout_ms: Option<u64>,
    /// How many more tries may follow one that failed; 0 means none. A refusal by a quota is no failure: the call waits
    /// for its turn again, until its time is up. Neither is a timestamp that is corrected, which happens once. Default: 2.
    pub retries: u32,
    /// The longest delay before the first retry, in milliseconds. Each delay is drawn at random between 0 and
    /// its longest, which doubles with each retry. Default: 200.
    pub backoff_ms: u64,
    /// What the longest delay grows to, in milliseconds. Default: 5000.
    pub max_backoff_ms: u64,
    /// Send again also what **may have been applied** and is not to be repeated, such as a message (time-outs, broken
    /// connections, answers that are no reply): receivers may then get it twice. Actions that may be repeated are
    /// tried again without this. Default: `false`.
    pub duplicates_ok: bool,
    /// End at once as `NotSent` when the limiter says to wait, and with the refusal when a quota refuses. Default:
    /// `false`, which waits.
    pub fail_fast: bool,
}

impl CallOptions {
    /// The default of `timeout_ms`.
    pub const DEFAULT_TIMEOUT_MS: u64 = 10_000;

    /// Refuses options that no call can be made by.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] for the field `timeout` or `try_timeout` when it is 0.
    pub fn check(&self) -> Result<(), Error> {
        for (field, is_zero) in [
            ("timeout", self.timeout_ms == 0),
            ("try_timeout", self.try_timeout_ms == Some(0)),
        ] {
            if is_zero {
                return Err(InvalidInput::unsuitable(field, "a millisecond or longer").into());
            }
        }
        Ok(())
    }
}

impl Default for CallOptions {
    fn default() -> Self {
        Self {
            timeout_ms: Self::DEFAULT_TIMEOUT_MS,
            try_timeout_ms: None,
            retries: 2,
            backoff_ms: 200,
            max_backoff_ms: 5000,
            duplicates_ok: false,
            fail_fast: false,
        }
    }
}
