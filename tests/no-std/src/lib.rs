//! A program without a standard library that signs a request, reads a reply, makes a token and takes a callback with
//! the core.
//! It is built and looked at, not run: were `std` linked anywhere below, the panic handler would stand there twice.

#![no_std]

extern crate alloc;

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::panic::PanicInfo;
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::time::Duration;
use zegoapi_core::{
    ActionExt, Answer, App, Callback, CallbackVerifier, Endpoint, Error, NewToken, RecentNonces,
    SendCustomCommand, Stamp, TokenStamp,
};

/// Signs a request, takes `reply` for its answer, and returns how many users did not get it.
/// Negative is the number of an error's kind.
///
/// # Safety
///
/// `reply` points to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_no_std_send(reply: *const u8, len: usize) -> i32 {
    // SAFETY: as promised by the caller.
    let reply = unsafe { core::slice::from_raw_parts(reply, len) };
    match send(reply) {
        Ok(failed) => i32::try_from(failed).unwrap_or(i32::MAX),
        Err(error) => -i32::try_from(error.kind().number()).unwrap_or(i32::MAX),
    }
}

fn send(reply: &[u8]) -> Result<usize, Error> {
    let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?;
    let stamp = Stamp::from_random([7; Stamp::RANDOM_LEN], 1_615_186_943)?;
    let command = SendCustomCommand::to_users("room1", "server", ["u1", "u2"], "hi")?;
    let request = command.prepare(&app, &Endpoint::default(), &stamp)?;
    if request.url().is_empty() {
        return Ok(0);
    }
    Ok(command.parse(&Answer::new(200, reply))?.fail_users.len())
}

/// Makes a token and opens it, and verifies a callback. 0 when both went well; the number of an error's kind, negative,
/// when not.
///
/// # Safety
///
/// `body` points to `len` readable bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn zegoapi_no_std_receive(body: *const u8, len: usize) -> i32 {
    // SAFETY: as promised by the caller.
    let body = unsafe { core::slice::from_raw_parts(body, len) };
    match token().and_then(|()| receive(body)) {
        Ok(()) => 0,
        Err(error) => -i32::try_from(error.kind().number()).unwrap_or(i32::MAX),
    }
}

fn token() -> Result<(), Error> {
    let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?;
    let stamp = TokenStamp::from_random([7; TokenStamp::RANDOM_LEN], 1_615_186_943)?;
    let token = NewToken::new("u1", Duration::from_secs(3600))?.make(&app, &stamp)?;
    token.open(&app)?;
    Ok(())
}

fn receive(body: &[u8]) -> Result<(), Error> {
    let callback = Callback::read(body)?;
    let mut memory = RecentNonces::default();
    let verifier = CallbackVerifier::new("secret")?;
    let verified = verifier.verify_stamp(callback.stamp(), 1_615_186_943, &mut memory)?;
    verified.commit(&mut memory);
    Ok(())
}

const ARENA_BYTES: usize = 64 << 10;

/// Hands out memory once and takes none back, which does for one message.
struct Arena {
    bytes: UnsafeCell<[u8; ARENA_BYTES]>,
    used: AtomicUsize,
}

// SAFETY: each byte is handed out to one caller only, as `used` only grows.
unsafe impl Sync for Arena {}

// SAFETY: what it hands out lies within `bytes`, is aligned as asked for, and overlaps nothing handed out before.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // Room for the worst alignment, so that one addition decides.
        let Some(need) = layout.size().checked_add(layout.align()) else {
            return ptr::null_mut();
        };
        let from = self.used.fetch_add(need, Ordering::Relaxed);
        if from.saturating_add(need) > ARENA_BYTES {
            return ptr::null_mut();
        }
        let start = self.bytes.get().cast::<u8>().wrapping_add(from);
        start.wrapping_add(start.align_offset(layout.align()))
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ARENA: Arena = Arena {
    bytes: UnsafeCell::new([0; ARENA_BYTES]),
    used: AtomicUsize::new(0),
};

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}
