//! Which callbacks came before: a small interface that a store can be put behind, and a memory of this process.
//! Nothing else keeps a captured stamp from being sent again.

use alloc::collections::{BTreeMap, BTreeSet};
use core::fmt;
use sha1::{Digest, Sha1};

/// What a callback's stamp is remembered by: a digest of what is signed, and of nothing else, so that a captured
/// stamp with another body is the same one again. Its text is 40 hex digits, and gives nothing away.
///
/// ```
/// use zegoapi_core::{CallbackStamp, CallbackVerifier};
///
/// let stamp = CallbackStamp::signed("secret", "1700000000", "1");
/// let verified = CallbackVerifier::new("secret")?.check_stamp(&stamp, 1_700_000_000)?;
/// assert_eq!(verified.key().to_string().len(), 40);
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NonceKey([u8; 20]);

impl NonceKey {
    /// The signature is of secret, timestamp and nonce, so its digest is a name for the three of them.
    pub(super) fn of(signature: [u8; 20]) -> Self {
        Self(Sha1::digest(signature).into())
    }

    /// The key's bytes.
    pub fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }
}

impl fmt::Display for NonceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// What a memory answers to a claim.
///
/// ```
/// use zegoapi_core::Claim;
///
/// assert_eq!((Claim::New.name(), Claim::Done.number()), ("new", 3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum Claim {
    /// It never came before, and now is the caller's: to be committed or released.
    New = 1,
    /// It was claimed, and neither committed nor released since.
    InProgress = 2,
    /// It was claimed and committed.
    Done = 3,
    /// The memory cannot say.
    Unavailable = 4,
}

impl Claim {
    /// All, by number.
    pub const ALL: [Self; 4] = [Self::New, Self::InProgress, Self::Done, Self::Unavailable];

    /// The name that every language uses, in lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Unavailable => "unavailable",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }
}

/// A memory of the callbacks that came before. Times are Unix seconds.
///
/// A callback is claimed before it is dealt with, and committed after that; where dealing with it failed, it is
/// released, so that the vendor's next try is taken. One claim of a key at a time may answer [`Claim::New`], among
/// all who share the memory.
///
/// ```
/// use std::collections::HashMap;
/// use zegoapi_core::{Claim, NonceKey, NonceMemory};
///
/// /// One that never forgets.
/// #[derive(Default)]
/// struct Forever(HashMap<NonceKey, Claim>);
///
/// impl NonceMemory for Forever {
///     fn claim(&mut self, key: NonceKey, _now: i64, _until: i64) -> Claim {
///         let before = self.0.get(&key).copied();
///         before.unwrap_or_else(|| self.0.insert(key, Claim::InProgress).unwrap_or(Claim::New))
///     }
///     fn commit(&mut self, key: NonceKey) {
///         self.0.insert(key, Claim::Done);
///     }
///     fn release(&mut self, key: NonceKey) {
///         self.0.remove(&key);
///     }
/// }
/// ```
pub trait NonceMemory {
    /// Claims a key, which need not be remembered after `until`: then the callback is too old anyway.
    /// A store shared by several machines may let a claim lapse sooner while it is not committed.
    fn claim(&mut self, key: NonceKey, now: i64, until: i64) -> Claim;

    /// The callback was dealt with: the key is remembered until its end.
    fn commit(&mut self, key: NonceKey);

    /// The callback was not dealt with: the key is forgotten. One that was committed stays.
    fn release(&mut self, key: NonceKey);
}

/// A memory of bounded size in this process. It takes some 150 bytes for each callback of the last minutes.
///
/// When it is full, the oldest is forgotten for a new one, rather than a new one refused: only who knows a secret
/// can fill it. [`RecentNonces::forgotten`] counts them.
///
/// ```
/// use zegoapi_core::{CallbackErrorKind, CallbackStamp, CallbackVerifier, RecentNonces};
///
/// let verifier = CallbackVerifier::new("secret")?;
/// let mut memory = RecentNonces::default();
/// let stamp = CallbackStamp::signed("secret", "1700000000", "1");
/// let verified = verifier.verify_stamp(&stamp, 1_700_000_002, &mut memory)?;
/// verified.commit(&mut memory);
/// let again = verifier.verify_stamp(&stamp, 1_700_000_004, &mut memory).unwrap_err();
/// assert_eq!(again.kind(), CallbackErrorKind::Repeated);
/// # Ok::<(), zegoapi_core::CallbackError>(())
/// ```
#[derive(Debug)]
pub struct RecentNonces {
    entries: BTreeMap<NonceKey, Entry>,
    by_end: BTreeSet<(i64, NonceKey)>,
    capacity: usize,
    forgotten: u64,
}

#[derive(Debug)]
struct Entry {
    until: i64,
    done: bool,
}

impl RecentNonces {
    /// How many callbacks the default remembers at once: 65,536.
    pub const DEFAULT_CAPACITY: usize = 65_536;

    /// A memory of `capacity` callbacks at once, and of 1 where that is 0.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            entries: BTreeMap::new(),
            by_end: BTreeSet::new(),
            capacity: capacity.max(1),
            forgotten: 0,
        }
    }

    /// How many are remembered now.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many were forgotten before their end, since the memory was full.
    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    fn drop_first(&mut self) {
        if let Some((_, key)) = self.by_end.pop_first() {
            self.entries.remove(&key);
        }
    }
}

impl Default for RecentNonces {
    fn default() -> Self {
        Self::with_capacity(Self::DEFAULT_CAPACITY)
    }
}

impl NonceMemory for RecentNonces {
    fn claim(&mut self, key: NonceKey, now: i64, until: i64) -> Claim {
        while self.by_end.first().is_some_and(|(end, _)| *end < now) {
            self.drop_first();
        }
        if let Some(entry) = self.entries.get(&key) {
            return if entry.done {
                Claim::Done
            } else {
                Claim::InProgress
            };
        }
        if self.entries.len() == self.capacity {
            self.drop_first();
            self.forgotten = self.forgotten.saturating_add(1);
        }
        self.entries.insert(key, Entry { until, done: false });
        self.by_end.insert((until, key));
        Claim::New
    }

    fn commit(&mut self, key: NonceKey) {
        if let Some(entry) = self.entries.get_mut(&key) {
            entry.done = true;
        }
    }

    fn release(&mut self, key: NonceKey) {
        let open = self
            .entries
            .get(&key)
            .filter(|entry| !entry.done)
            .map(|entry| entry.until);
        if let Some(until) = open {
            self.entries.remove(&key);
            self.by_end.remove(&(until, key));
        }
    }
}
