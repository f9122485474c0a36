//! The way into Python for threads that are not in it: open until the interpreter ends, and closed when none is inside.
//! Without it, a thread that comes back while Python is being taken down ends the process with a signal.

use pyo3::prelude::*;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

static CLOSED: AtomicBool = AtomicBool::new(false);
static INSIDE: AtomicUsize = AtomicUsize::new(0);
/// How long the interpreter's end waits for threads that are inside, such as one whose log handler is slow.
const PATIENCE: Duration = Duration::from_secs(5);

thread_local! {
    /// The thread that takes the interpreter down goes on using it, in handlers that run after ours.
    static CLOSED_IT: Cell<bool> = const { Cell::new(false) };
}

/// A thread is inside, or on its way in.
#[derive(Debug)]
pub(crate) struct Inside(());

impl Inside {
    /// `None` when the gate is closed.
    fn new() -> Option<Self> {
        // Counted first and asked then: who closes asks in the other order, so that one of the two sees the other.
        INSIDE.fetch_add(1, SeqCst);
        let inside = Self(());
        (!CLOSED.load(SeqCst) || CLOSED_IT.get()).then_some(inside)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        INSIDE.fetch_sub(1, SeqCst);
    }
}

/// Runs something in Python, on a thread that is not in it. `None` at the interpreter's end: then nobody listens.
pub(crate) fn enter<R>(run: impl for<'py> FnOnce(Python<'py>) -> R) -> Option<R> {
    let _inside = Inside::new()?;
    Python::try_attach(run)
}

/// Does something that may take long while other threads run Python. Keep what is returned beside the result until
/// the thread goes back to Python.
///
/// A daemon thread that comes back after the interpreter's end has begun stays here for ever: it would be ended
/// inside of this library's code, which ends the process.
pub(crate) fn outside<R: Send>(py: Python<'_>, act: impl FnOnce() -> R + Send) -> (R, Inside) {
    py.detach(|| {
        let done = act();
        loop {
            if let Some(inside) = Inside::new() {
                return (done, inside);
            }
            thread::park();
        }
    })
}

/// Lets no other thread in any more, and waits for those that are inside. For `atexit`.
#[pyfunction]
pub(crate) fn close_gate(py: Python<'_>) {
    CLOSED.store(true, SeqCst);
    CLOSED_IT.set(true);
    py.detach(|| {
        let until = Instant::now() + PATIENCE;
        while INSIDE.load(SeqCst) > 0 && Instant::now() < until {
            thread::sleep(Duration::from_millis(1));
        }
    });
}

/// Forgets the threads of the parent. For a forked child, which has only the one that forked.
#[pyfunction]
pub(crate) fn reset_gate() {
    INSIDE.store(0, SeqCst);
}
