//! Names and their addresses: remembered for a while, and looked up by one thread a name that lives as long as the
//! look-up. The system's look-up cannot be ended, so nobody waits for it longer than he wants to.

use super::attempt::{Stop, Try};
use super::cut::Waits;
use std::collections::HashMap;
use std::fmt;
use std::io;
use std::net::{IpAddr, ToSocketAddrs};
use std::panic;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Finds a name's addresses; may block for as long as it likes.
pub(crate) type Resolve = dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync;

/// A name's addresses are used for so long without asking again.
const FRESH: Duration = Duration::from_secs(30);
/// Older addresses are used for so long where the system knows no newer ones.
const STALE: Duration = Duration::from_secs(3600);
/// How long a look-up may take before older addresses are used in its place.
const PATIENCE: Duration = Duration::from_millis(500);

/// Addresses, in the order in which the system gave them.
type Addresses = Arc<[IpAddr]>;

/// The names that connections were asked for.
pub(super) struct Names {
    resolve: Arc<Resolve>,
    entries: Arc<Mutex<HashMap<String, Entry>>>,
    /// `None` for the system's own.
    pub(super) stack_bytes: Option<usize>,
}

#[derive(Default)]
struct Entry {
    known: Option<(Addresses, Instant)>,
    under_way: Option<Arc<LookUp>>,
}

/// A look-up under way, and then its outcome.
#[derive(Default)]
pub(super) struct LookUp {
    outcome: Mutex<Option<Result<Addresses, String>>>,
    changed: Condvar,
}

impl Names {
    pub(super) fn new(resolve: Arc<Resolve>) -> Self {
        Self {
            resolve,
            entries: Arc::default(),
            stack_bytes: None,
        }
    }

    /// The addresses of a host; literals are read in place. Joins a look-up that is under way.
    pub(super) fn find(&self, host: &str, this: &Try<'_>) -> io::Result<Addresses> {
        if let Some(address) = literal(host) {
            return Ok(Arc::new([address]));
        }
        let (known, look_up) = match self.known_or_asked(host) {
            Ok(found) => found,
            Err(error) => {
                *this.detail.borrow_mut() = format!("no thread could be started: {error}");
                return Err(this.stop(Stop::NoThread));
            }
        };
        let Some(look_up) = look_up else {
            return Ok(known.unwrap_or_else(|| Arc::new([])));
        };
        if let Some(cut) = this.cut() {
            cut.set(Some(Waits::Name(Arc::clone(&look_up))));
        }
        match (look_up.wait(this, known.is_some()), known) {
            (Some(Ok(addresses)), _) | (_, Some(addresses)) if !this.is_cut() => Ok(addresses),
            (Some(Err(detail)), _) => {
                *this.detail.borrow_mut() = detail;
                Err(io::Error::other("the name could not be looked up"))
            }
            _ => Err(this.left().err().unwrap_or_else(|| this.stop(Stop::Time))),
        }
    }

    /// None of a name's addresses can be reached: the next connection asks anew.
    pub(super) fn doubt(&self, host: &str) {
        if let Some((_, since)) = lock(&self.entries)
            .get_mut(host)
            .and_then(|entry| entry.known.as_mut())
        {
            *since = since.checked_sub(FRESH).unwrap_or(*since);
        }
    }

    /// What is known of a name, and the look-up that is under way unless that is fresh.
    fn known_or_asked(&self, host: &str) -> io::Result<(Option<Addresses>, Option<Arc<LookUp>>)> {
        let mut entries = lock(&self.entries);
        let entry = entries.entry(host.to_owned()).or_default();
        if let Some((addresses, since)) = &entry.known {
            let age = since.elapsed();
            if age < FRESH {
                return Ok((Some(Arc::clone(addresses)), None));
            }
            if age >= STALE {
                entry.known = None;
            }
        }
        let known = entry.known.as_ref().map(|(addresses, _)| Arc::clone(addresses));
        if let Some(look_up) = &entry.under_way {
            return Ok((known, Some(Arc::clone(look_up))));
        }
        let look_up = Arc::<LookUp>::default();
        match self.start(host, &look_up) {
            Ok(()) => entry.under_way = Some(Arc::clone(&look_up)),
            Err(_) if known.is_some() => return Ok((known, None)),
            Err(error) => return Err(error),
        }
        Ok((known, Some(look_up)))
    }

    fn start(&self, host: &str, look_up: &Arc<LookUp>) -> io::Result<()> {
        let (resolve, entries) = (Arc::clone(&self.resolve), Arc::clone(&self.entries));
        let (host, look_up) = (host.to_owned(), Arc::clone(look_up));
        let mut builder = thread::Builder::new().name("zegoapi-names".into());
        if let Some(bytes) = self.stack_bytes {
            builder = builder.stack_size(bytes);
        }
        let job = move || {
            let found = panic::catch_unwind(panic::AssertUnwindSafe(|| resolve(&host)));
            let outcome = match found {
                Ok(Ok(addresses)) if addresses.is_empty() => Err("it has no address".to_owned()),
                Ok(Ok(addresses)) => Ok(Addresses::from(addresses)),
                Ok(Err(error)) => Err(error.to_string()),
                Err(_) => Err("the resolver panicked".to_owned()),
            };
            let mut entries = lock(&entries);
            let entry = entries.entry(host).or_default();
            entry.under_way = None;
            if let Ok(addresses) = &outcome {
                entry.known = Some((Arc::clone(addresses), Instant::now()));
            }
            drop(entries);
            *lock(&look_up.outcome) = Some(outcome);
            look_up.changed.notify_all();
        };
        builder.spawn(job).map(drop)
    }
}

impl LookUp {
    /// Waits for the outcome; `None` when the try is over before, or `PATIENCE` where there is something to go on with.
    fn wait(&self, this: &Try<'_>, briefly: bool) -> Option<Result<Addresses, String>> {
        let mut until = this.limit();
        if briefly {
            until = until.min(Instant::now() + PATIENCE);
        }
        let mut outcome = lock(&self.outcome);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if outcome.is_some() || this.is_cut() || left.is_zero() {
                return outcome.clone();
            }
            let waited = self.changed.wait_timeout(outcome, left);
            outcome = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Makes all that wait look at their try again.
    pub(super) fn wake_all(&self) {
        // With the lock, so that it meets nobody between his look and his wait.
        drop(lock(&self.outcome));
        self.changed.notify_all();
    }
}

/// Every state that these locks guard is a whole one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An address that stands for itself, with or without an IPv6 address's brackets.
fn literal(host: &str) -> Option<IpAddr> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    bare.unwrap_or(host).parse().ok()
}

/// As the system resolves names.
pub(crate) fn by_the_system() -> Arc<Resolve> {
    Arc::new(|host| {
        let mut addresses = Vec::new();
        for address in (host, 0).to_socket_addrs()? {
            if !addresses.contains(&address.ip()) {
                addresses.push(address.ip());
            }
        }
        Ok(addresses)
    })
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::attempt::{Attempt, Stop, Try};
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn found(names: &Names, host: &str) -> (io::Result<Addresses>, Option<Stop>, String) {
        let attempt = Attempt::within(Duration::from_secs(30));
        let this = Try::new("GET", "/", host, 0, attempt);
        let found = names.find(host, &this);
        (found, this.stopped.get(), this.detail.take())
    }

    #[test]
    fn a_thread_that_cannot_start_is_an_error() {
        let mut names = Names::new(Arc::new(|_| Ok(vec![IpAddr::from([192, 0, 2, 1])])));
        // More than any system gives.
        names.stack_bytes = Some(1 << 60);
        let (outcome, stopped, detail) = found(&names, "example.com");
        assert_eq!((outcome.is_err(), stopped), (true, Some(Stop::NoThread)));
        assert!(detail.starts_with("no thread could be started: "), "{detail}");
        // It is no lasting state, and what is known goes on being used.
        names.stack_bytes = None;
        assert_eq!(
            &*found(&names, "example.com").0.unwrap(),
            [IpAddr::from([192, 0, 2, 1])]
        );
        names.doubt("example.com");
        names.stack_bytes = Some(1 << 60);
        assert!(found(&names, "example.com").0.is_ok());
    }

    #[test]
    fn addresses_are_fresh_for_a_while_and_stale_for_a_longer_one() {
        let asked = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&asked);
        let names = Names::new(Arc::new(move |_| match count.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(vec![IpAddr::from([192, 0, 2, 1])]),
            _ => Err(io::Error::other("no name server")),
        }));
        let age = |age: Duration| {
            let since = Instant::now().checked_sub(age).unwrap();
            lock(&names.entries)
                .get_mut("a")
                .unwrap()
                .known
                .as_mut()
                .unwrap()
                .1 = since;
            (found(&names, "a").0.is_ok(), asked.load(Ordering::SeqCst))
        };
        found(&names, "a").0.unwrap();
        let second = Duration::from_secs(1);
        assert_eq!(age(FRESH.checked_sub(second).unwrap()), (true, 1));
        assert_eq!(
            age(FRESH + second),
            (true, 2),
            "asked in vain, and used all the same"
        );
        assert_eq!(age(STALE + second), (false, 3));
    }

    #[test]
    fn literals_stand_for_themselves() {
        for (host, address) in [("192.0.2.1", "192.0.2.1"), ("[::1]", "::1"), ("::1", "::1")] {
            assert_eq!(literal(host), Some(address.parse().unwrap()));
        }
        assert_eq!(
            literal("localhost").or(literal("[::1")).or(literal("1.2.3")),
            None
        );
    }
}
