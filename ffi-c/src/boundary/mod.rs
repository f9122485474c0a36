//! The line between C and Rust: pointers checked on the way in, panics and errors turned into statuses on
//! the way out. Everything that every entry point does stands here once.

mod arguments;
mod failure;
mod guard;
mod outputs;
mod texts;

pub(crate) use arguments::{bytes, flag, handle, http_status, list, optional, text, text_or_lossy};
pub(crate) use failure::{Failure, Reason};
pub(crate) use guard::{free, get, guard, value};
pub(crate) use outputs::{Blank, copy_out, give, give_some, out};
pub(crate) use texts::{EMPTY, Texts};

use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};

/// Locks what several threads share. A panic under a lock is reported by its own call; whatever these locks
/// hold is whole after each statement.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Locks what has one driver at a time; a second one is told so, not kept waiting.
pub(crate) fn drive<'m, T>(
    mutex: &'m Mutex<T>,
    argument: &'static str,
) -> Result<MutexGuard<'m, T>, Failure> {
    match mutex.try_lock() {
        Ok(guard) => Ok(guard),
        Err(TryLockError::Poisoned(poisoned)) => Ok(poisoned.into_inner()),
        Err(TryLockError::WouldBlock) => Err(Failure::of(Reason::Busy, argument)),
    }
}

pub(crate) fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
