//! How hard a call tries, and for how long.

/// The options of one [`Call`](super::Call). The defaults are fit for production.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallOptions {
    /// How long the whole call may take, in milliseconds: waiting for the pace, every try, and the time between
    /// tries. Default: 10000.
    pub timeout_ms: u64,
    /// How long one try may take at most, in milliseconds; `None` for what is left of the whole. Default: `None`.
    pub try_timeout_ms: Option<u64>,
    /// How many more tries may follow the first; 0 means none. Default: 2.
    pub retries: u32,
    /// The longest delay before the first retry, in milliseconds. Each delay is drawn at random between 0 and
    /// its longest, which doubles with each retry; after a refusal by the application's quota (206) it does not
    /// double, for then the limiter slows all calls down. Default: 200.
    pub backoff_ms: u64,
    /// What the longest delay grows to, in milliseconds. Default: 5000.
    pub max_backoff_ms: u64,
    /// Send again also what **may have been delivered** (time-outs, broken connections, answers that are no
    /// reply): receivers may then get the message twice. Default: `false`.
    pub duplicates_ok: bool,
    /// End at once as `NotSent` when the limiter says to wait. Default: `false`, which waits.
    pub fail_fast: bool,
}

impl CallOptions {
    /// The default of `timeout_ms`.
    pub const DEFAULT_TIMEOUT_MS: u64 = 10_000;
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
