//! Values that belong to one process: a forked child gets new ones, and never touches its parent's.
//! Without this, a child would share sockets with its parent and could wait for ever on a lock that one of
//! its parent's threads held at the moment of the fork.

use std::process;
use std::sync::OnceLock;

/// A value of this process, and behind it those of its forked children, of which each sees its own.
#[derive(Debug)]
pub struct PerProcess<T> {
    pid: u32,
    value: T,
    child: OnceLock<Box<PerProcess<T>>>,
}

impl<T> PerProcess<T> {
    /// A value of the process that calls this.
    pub fn new(value: T) -> Self {
        Self {
            pid: process::id(),
            value,
            child: OnceLock::new(),
        }
    }

    /// This process's value; `make` makes it when the process turns out to be a new one. Takes no lock that
    /// another process's thread could hold.
    pub fn get(&self, make: impl FnOnce() -> T) -> &T {
        let pid = process::id();
        let mut holder = self;
        while holder.pid != pid {
            let Some(child) = holder.child.get() else {
                let child = || {
                    Box::new(Self {
                        pid,
                        value: make(),
                        child: OnceLock::new(),
                    })
                };
                return &holder.child.get_or_init(child).value;
            };
            holder = child;
        }
        &holder.value
    }
}
