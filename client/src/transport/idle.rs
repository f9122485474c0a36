//! How long an idle connection is used: as long as the server says, and no longer than it was seen to keep its word.

use super::socket::Socket;
use crate::system::millis;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long an idle connection is used when the server does not say how long it keeps one.
const DEFAULT: Duration = Duration::from_secs(4);
/// No idle connection is used for longer, whatever the server says.
pub(super) const LONGEST: Duration = Duration::from_secs(60);
/// A connection that broke after less than this breaks at once.
const AT_ONCE: Duration = Duration::from_millis(20);
/// A witness is looked at after so long at the earliest.
const FIRST_LOOK: Duration = Duration::from_secs(1);

/// What was learned of a server's patience.
#[derive(Debug)]
pub(super) struct Idle {
    said_ms: AtomicU64,
    /// What was seen to be too long, and anything longer; in milliseconds.
    learned_ms: AtomicU64,
    /// A connection that is kept, and never written to, to see whether the server keeps it too: so that learning that
    /// it does costs no request.
    witness: Mutex<Option<(Arc<Socket>, Instant)>>,
}

impl Default for Idle {
    fn default() -> Self {
        Self {
            said_ms: AtomicU64::new(millis(DEFAULT)),
            learned_ms: AtomicU64::new(u64::MAX),
            witness: Mutex::default(),
        }
    }
}

impl Idle {
    /// An idle connection may be used for less than this.
    pub(super) fn longest(&self) -> Duration {
        let said = self.said_ms.load(Ordering::Relaxed);
        Duration::from_millis(said.min(self.learned_ms.load(Ordering::Relaxed)))
    }

    /// The server's `Keep-Alive` header.
    pub(super) fn told(&self, header: &str) {
        if let Some(idle) = keep_alive(header) {
            self.said_ms.store(millis(idle), Ordering::Relaxed);
        }
    }

    /// A connection that had been idle for so long was gone when it was used.
    pub(super) fn broke_after(&self, idle: Duration) {
        let learned = if idle < AT_ONCE { Duration::ZERO } else { idle / 2 };
        self.learned_ms.fetch_min(millis(learned), Ordering::Relaxed);
    }

    /// A connection that is open still is not used, because it has been idle since then.
    pub(super) fn not_used(&self, socket: &Arc<Socket>, since: Instant) {
        if self.learned_ms.load(Ordering::Relaxed) != u64::MAX {
            let mut witness = self.witness.lock().unwrap_or_else(PoisonError::into_inner);
            witness.get_or_insert_with(|| (Arc::clone(socket), since));
        }
    }

    /// Looks at the witness. What the server was seen to keep may be used again.
    pub(super) fn look(&self) {
        let learned = self.learned_ms.load(Ordering::Relaxed);
        if learned == u64::MAX {
            return;
        }
        let mut witness = self.witness.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((socket, since)) = &*witness else { return };
        let kept = since.elapsed();
        if !socket.is_quiet() {
            *witness = None;
        } else if kept >= FIRST_LOOK.max(Duration::from_millis(learned.saturating_mul(2))) {
            let mut longer = millis(kept);
            if longer >= self.said_ms.load(Ordering::Relaxed) {
                longer = u64::MAX;
                *witness = None;
            }
            self.learned_ms.store(longer, Ordering::Relaxed);
        }
    }
}

/// How long to use an idle connection that the server says it keeps for so long: a little less, for the two
/// may disagree about when it began.
fn keep_alive(header: &str) -> Option<Duration> {
    let parameters = header
        .split(',')
        .filter_map(|parameter| parameter.trim().split_once('='));
    let mut timeouts = parameters.filter(|(name, _)| name.eq_ignore_ascii_case("timeout"));
    let kept = Duration::from_secs(timeouts.next()?.1.trim().parse().ok()?);
    Some(
        kept.saturating_sub(Duration::from_secs(1))
            .clamp(Duration::from_millis(200), LONGEST),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{TcpListener, TcpStream};

    #[test]
    fn idle_connections_are_left_a_little_before_the_server_leaves_them() {
        assert_eq!(keep_alive("timeout=5, max=100"), Some(Duration::from_secs(4)));
        assert_eq!(keep_alive("max=1, Timeout=30"), Some(Duration::from_secs(29)));
        assert_eq!(keep_alive("timeout=1"), Some(Duration::from_millis(200)));
        assert_eq!(keep_alive("timeout=86400"), Some(LONGEST));
        assert_eq!(keep_alive("timeout=soon"), None);
        assert_eq!(keep_alive(""), None);
    }

    #[test]
    fn what_broke_is_not_done_again_and_what_is_kept_is() {
        let idle = Idle::default();
        assert_eq!(idle.longest(), DEFAULT);
        idle.broke_after(Duration::from_secs(3));
        assert_eq!(idle.longest(), Duration::from_millis(1500));
        idle.broke_after(Duration::from_secs(3));
        assert_eq!(
            idle.longest(),
            Duration::from_millis(1500),
            "never longer by a break"
        );
        idle.broke_after(Duration::from_micros(80));
        assert_eq!(idle.longest(), Duration::ZERO);
        idle.told("timeout=11");
        assert_eq!(
            idle.longest(),
            Duration::ZERO,
            "what was seen counts, not what is said"
        );

        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let connect = || {
            let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            (
                Arc::new(Socket::new(stream).unwrap()),
                listener.accept().unwrap().0,
            )
        };
        let ago = |seconds| Instant::now().checked_sub(Duration::from_secs(seconds)).unwrap();
        let (socket, closed) = connect();
        idle.not_used(&socket, ago(3));
        drop(closed);
        let began = Instant::now();
        // The end of the connection takes its time to come over, also on loopback.
        while socket.is_quiet() {
            assert!(began.elapsed() < Duration::from_secs(30), "the end is never seen");
        }
        idle.look();
        assert_eq!(idle.longest(), Duration::ZERO);
        let (socket, _kept) = connect();
        idle.not_used(&socket, ago(3));
        idle.look();
        let learned = idle.longest();
        assert!((3..4).contains(&learned.as_secs()), "{learned:?}");
        idle.look();
        assert_eq!(idle.longest(), learned, "it has to be kept for twice as long now");
        *idle.witness.lock().unwrap() = Some((socket, ago(11)));
        idle.look();
        assert_eq!(idle.longest(), Duration::from_secs(10), "as the server said");
    }
}
