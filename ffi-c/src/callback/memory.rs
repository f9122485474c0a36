//! Which callbacks came before: a memory in this process, or the caller's own behind three functions.

use crate::boundary::{Failure, Reason, Texts, free, get, give, guard, lock, out};
use crate::error::zegoapi_error_t;
use crate::status::zegoapi_status_t;
use crate::text::zegoapi_str_t;
use std::ffi::c_void;
use std::sync::Mutex;
use zegoapi_core::{Claim, NonceKey, NonceMemory, RecentNonces};

/// It never came before, and now is the caller's: to be committed or released.
pub const ZEGOAPI_CLAIM_NEW: u32 = 1;
/// It was claimed, and neither committed nor released since.
pub const ZEGOAPI_CLAIM_IN_PROGRESS: u32 = 2;
/// It was claimed and committed.
pub const ZEGOAPI_CLAIM_DONE: u32 = 3;
/// The memory cannot say.
pub const ZEGOAPI_CLAIM_UNAVAILABLE: u32 = 4;

/// How many callbacks a memory of a usual size remembers at once. It takes some 150 bytes for each of the last minutes.
pub const ZEGOAPI_NONCE_MEMORY_CAPACITY: usize = 65_536;

/// Claims a key in a store of the caller's. The key is 40 hex digits, NUL-terminated, borrowed until the function returns;
/// it need not be remembered after `until`. Times are Unix seconds. One claim of a key at a time may answer
/// `ZEGOAPI_CLAIM_NEW`, among all who share the store. Any number that stands for no answer counts as
/// `ZEGOAPI_CLAIM_UNAVAILABLE`. It must return in the usual way: no `longjmp`, no C++ exception.
pub type zegoapi_claim_callback_t =
    Option<unsafe extern "C" fn(user_data: *mut c_void, key: zegoapi_str_t, now: i64, until: i64) -> u32>;

/// Commits a key in a store of the caller's (it is remembered until its end), or releases it (it is forgotten, unless it
/// was committed). The key is as for `zegoapi_claim_callback_t`.
pub type zegoapi_key_callback_t = Option<unsafe extern "C" fn(user_data: *mut c_void, key: zegoapi_str_t)>;

/// A memory of the callbacks that came before. Nothing else keeps a captured stamp from being sent again.
///
/// A callback is claimed before it is dealt with, and committed after that; where dealing with it failed, it is released,
/// so that the vendor's next try is taken.
///
/// Ownership: yours.
///
/// Threads: any number of threads may share it; functions of the caller's are called with nothing locked, on the thread that
/// verifies, commits or releases. Free it once, after the last use.
pub struct zegoapi_nonce_memory_t {
    memory: Memory,
}

enum Memory {
    Recent(Mutex<RecentNonces>),
    Callers(Store),
}

/// Functions of the caller's.
#[derive(Clone, Copy)]
struct Store {
    claim: unsafe extern "C" fn(*mut c_void, zegoapi_str_t, i64, i64) -> u32,
    commit: unsafe extern "C" fn(*mut c_void, zegoapi_str_t),
    release: unsafe extern "C" fn(*mut c_void, zegoapi_str_t),
    user_data: *mut c_void,
}

impl NonceMemory for Store {
    fn claim(&mut self, key: NonceKey, now: i64, until: i64) -> Claim {
        let key = Texts::of([&*key.to_string()]);
        // SAFETY: the caller's function, called as its type says.
        let answer = unsafe { (self.claim)(self.user_data, key.get(0), now, until) };
        let known = Claim::ALL.into_iter().find(|claim| claim.number() == answer);
        known.unwrap_or(Claim::Unavailable)
    }

    fn commit(&mut self, key: NonceKey) {
        let key = Texts::of([&*key.to_string()]);
        // SAFETY: the caller's function, called as its type says.
        unsafe { (self.commit)(self.user_data, key.get(0)) };
    }

    fn release(&mut self, key: NonceKey) {
        let key = Texts::of([&*key.to_string()]);
        // SAFETY: the caller's function, called as its type says.
        unsafe { (self.release)(self.user_data, key.get(0)) };
    }
}

impl zegoapi_nonce_memory_t {
    /// Does something with the memory, under a lock where it is ours.
    pub(super) fn with<T>(&self, use_it: impl FnOnce(&mut dyn NonceMemory) -> T) -> T {
        match &self.memory {
            Memory::Recent(recent) => use_it(&mut *lock(recent)),
            Memory::Callers(store) => use_it(&mut { *store }),
        }
    }

    fn recent<T>(&self, read: impl FnOnce(&RecentNonces) -> T) -> Option<T> {
        match &self.memory {
            Memory::Recent(recent) => Some(read(&lock(recent))),
            Memory::Callers(_) => None,
        }
    }
}

/// Makes a memory of this process, of bounded size. When it is full, the oldest is forgotten for a new one: only who knows
/// a secret can fill it.
///
/// @param capacity How many callbacks are remembered at once; 0 counts as 1. `ZEGOAPI_NONCE_MEMORY_CAPACITY` is fit.
/// @param[out] out_memory The memory; yours, free it with `zegoapi_nonce_memory_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_nonce_memory_new(
    capacity: usize,
    out_memory: *mut *mut zegoapi_nonce_memory_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_memory = unsafe { out(out_memory, "out_memory") }?;
        let memory = Memory::Recent(Mutex::new(RecentNonces::with_capacity(capacity)));
        give(out_memory, zegoapi_nonce_memory_t { memory });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Makes a memory of a store of yours, such as one that several machines share.
///
/// @param claim Claims a key.
/// @param commit Commits one.
/// @param release Releases one.
/// @param user_data Passed to all three as it is, on any thread, as long as the memory is used.
/// @param[out] out_memory The memory; yours, free it with `zegoapi_nonce_memory_free`. NULL on failure.
/// @param[out] out_error The detail of a failure, yours; may be NULL.
/// @return `ZEGOAPI_OK`; `ZEGOAPI_ERROR_NULL_ARGUMENT`.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_nonce_memory_new_of_store(
    claim: zegoapi_claim_callback_t,
    commit: zegoapi_key_callback_t,
    release: zegoapi_key_callback_t,
    user_data: *mut c_void,
    out_memory: *mut *mut zegoapi_nonce_memory_t,
    out_error: *mut *mut zegoapi_error_t,
) -> zegoapi_status_t {
    let body = || {
        // SAFETY: this function's contract.
        let out_memory = unsafe { out(out_memory, "out_memory") }?;
        let memory = Memory::Callers(Store {
            claim: claim.ok_or(Failure::of(Reason::Null, "claim"))?,
            commit: commit.ok_or(Failure::of(Reason::Null, "commit"))?,
            release: release.ok_or(Failure::of(Reason::Null, "release"))?,
            user_data,
        });
        give(out_memory, zegoapi_nonce_memory_t { memory });
        Ok(())
    };
    // SAFETY: this function's contract.
    unsafe { guard(out_error, body) }
}

/// Frees a memory.
///
/// @param memory A memory, or NULL.
///
/// Threads: any, once, after the last use.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_nonce_memory_free(memory: *mut zegoapi_nonce_memory_t) {
    // SAFETY: this function's contract.
    unsafe { free(memory) };
}

/// How many callbacks a memory of this process remembers now.
///
/// @param memory The memory, or NULL.
/// @return The number; 0 for a store of the caller's, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_nonce_memory_len(memory: *const zegoapi_nonce_memory_t) -> usize {
    // SAFETY: this function's contract.
    unsafe {
        get(memory, 0, |memory| {
            memory.recent(RecentNonces::len).unwrap_or_default()
        })
    }
}

/// How many a memory of this process has forgotten before their end, since it was full.
///
/// @param memory The memory, or NULL.
/// @return The number; 0 for a store of the caller's, and for NULL.
///
/// Threads: any.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_nonce_memory_forgotten(memory: *const zegoapi_nonce_memory_t) -> u64 {
    // SAFETY: this function's contract.
    unsafe {
        get(memory, 0, |memory| {
            memory.recent(RecentNonces::forgotten).unwrap_or_default()
        })
    }
}
