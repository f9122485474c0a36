//! Threads on which calls are made for a thread that looks out for signals meanwhile. One that is done stays for a
//! while, as one send often follows another.

use crate::time::lock;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SendError, Sender, channel};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::Duration;
use zegoapi_client::PerProcess;

/// What is to be done.
type Task = Box<dyn FnOnce() + Send>;
/// The threads without work, by number, the last one last.
type Idle = Mutex<Vec<(u64, Sender<Task>)>>;

/// How long a thread without work stays.
const STAYS: Duration = Duration::from_secs(1);

/// Does something on another thread.
pub(crate) fn run(mut task: Task) -> io::Result<()> {
    loop {
        // In a statement of its own, so that nothing is done under the lock.
        let worker = lock(idle()).pop();
        let Some((_, worker)) = worker else { break };
        match worker.send(task) {
            Ok(()) => return Ok(()),
            // Cannot be: a thread that retires takes itself off the list first.
            Err(SendError(back)) => task = back,
        }
    }
    let spawned = thread::Builder::new()
        .name("zegoapi-send".into())
        .spawn(move || work(task));
    spawned.map(drop)
}

fn work(first: Task) {
    static NUMBERS: AtomicU64 = AtomicU64::new(0);
    let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
    let (teller, told) = channel();
    first();
    loop {
        lock(idle()).push((number, teller.clone()));
        let task = told.recv_timeout(STAYS).ok().or_else(|| {
            let mut idle = lock(idle());
            if let Some(at) = idle.iter().position(|(other, _)| *other == number) {
                idle.remove(at);
                return None;
            }
            drop(idle);
            // Somebody took it off the list just now, and is about to tell it what to do.
            told.recv().ok()
        });
        match task {
            Some(task) => task(),
            None => return,
        }
    }
}

/// Those of this process: a forked child has none of its parent's threads.
fn idle() -> &'static Idle {
    static IDLE: OnceLock<PerProcess<Idle>> = OnceLock::new();
    IDLE.get_or_init(|| PerProcess::new(Mutex::default()))
        .get(Mutex::default)
}
