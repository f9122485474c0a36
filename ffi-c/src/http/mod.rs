//! What needs the network, threads, the system's time or its random bytes: all of it is left out of a library
//! without HTTP.

pub mod cancel;
pub mod client;
pub mod completion;
pub mod dispatcher;
mod event_gate;
mod gate;
pub mod options;
pub mod shutdown;
pub mod system;

pub(crate) use options::Listener;

use std::ffi::c_void;

/// A pointer of the caller's that goes along to another thread and comes back untouched.
#[derive(Clone, Copy)]
pub(crate) struct UserData(pub(crate) *mut c_void);

// SAFETY: nothing here looks behind it; the functions that take one say that the caller's function gets it on other
// threads.
unsafe impl Send for UserData {}
// SAFETY: as above.
unsafe impl Sync for UserData {}

impl UserData {
    /// By a method, so that closures take the whole value along and not the bare pointer in it.
    pub(crate) fn get(self) -> *mut c_void {
        self.0
    }
}
