//! Protects the cost of a request: one allocation for the URL, none into the caller's buffer, none for a
//! decision of the limiter.
#![expect(unsafe_code, reason = "an allocator that counts has no safe form")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use zegoapi_client::{
    ActionExt, Answer, App, Call, CallOptions, Endpoint, FanOut, FanOutOptions, Limiter, Limiters, Permit,
    Quota, SendCustomCommand, Stamp, Step, Time,
};

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: hands everything on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|count| count.set(count.get() + 1));
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get().wrapping_add(layout.size())));
        // SAFETY: the caller's promises are the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = BYTES.try_with(|bytes| bytes.set(bytes.get().wrapping_sub(layout.size())));
        // SAFETY: the caller's promises are the same.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations<T>(run: impl FnOnce() -> T) -> (usize, T) {
    let before = ALLOCATIONS.get();
    let value = run();
    (ALLOCATIONS.get() - before, value)
}

const NOW: Time = Time {
    monotonic_ms: 0,
    unix_ms: 1_615_186_943_000,
};

fn app() -> App {
    App::new(12345, "9193cc662a4c0ec135ec71fb57194b38").unwrap()
}

fn command(content: &str) -> SendCustomCommand<'_> {
    let users = ["u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "u9", "u10"];
    SendCustomCommand::to_users("room1", "server", users, content).unwrap()
}

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| vec![1_u8; 9]).0, 1);
}

#[test]
fn a_request_is_one_allocation_and_a_buffer_none() {
    let (app, endpoint, stamp) = (
        app(),
        Endpoint::default(),
        Stamp::new("4fd24687296dd9f3", 1).unwrap(),
    );
    for content in ["hi", &"推".repeat(341)] {
        let command = command(content);
        assert_eq!(
            allocations(|| command.prepare(&app, &endpoint, &stamp).unwrap()).0,
            1
        );
        let mut buffer = [0; 8192];
        assert_eq!(
            allocations(|| command
                .prepare_into(&app, &endpoint, &stamp, &mut buffer)
                .unwrap())
            .0,
            0
        );
    }
}

#[test]
fn the_limiter_allocates_nothing() {
    let mut limiter = Limiter::new(Quota::per_second(100));
    let (count, ()) = allocations(|| {
        for at in 0..10_000 {
            match limiter.ask(None, at, at + 10_000) {
                Permit::Go(ticket) => {
                    limiter.written(ticket, at, Some(1));
                    limiter.finished(ticket, at + 1);
                }
                Permit::Wait { turn, .. } => limiter.leave(turn),
            }
        }
    });
    // The order of those who wait grows with them, once.
    assert!(count <= 1, "{count}");
}

/// A call that is let through, and one that has to wait and gives up.
fn warm_up(app: &App, limiters: &mut Limiters) {
    for _ in 0..2 {
        let mut call = Call::new(
            command("hi"),
            app.clone(),
            Endpoint::default(),
            CallOptions::default(),
            NOW,
        );
        let _ = call.next(limiters, NOW, &[0; 16]).unwrap();
        call.cancel(limiters, NOW);
    }
}

#[test]
fn a_step_of_a_call_allocates_the_request_alone() {
    let app = app().with_calls_per_second("SendCustomCommand", 1).unwrap();
    let mut limiters = Limiters::new();
    // The first call of an action makes its limiter.
    warm_up(&app, &mut limiters);
    let later = Time {
        monotonic_ms: 10_000,
        ..NOW
    };
    let mut call = Call::new(
        command("hi"),
        app.clone(),
        Endpoint::default(),
        CallOptions::default(),
        later,
    );
    let (count, step) = allocations(|| call.next(&mut limiters, later, &[0; 16]).unwrap());
    assert!(matches!(step, Step::Send { .. }));
    assert_eq!(count, 1);

    let mut waiting = Call::new(
        command("hi"),
        app,
        Endpoint::default(),
        CallOptions::default(),
        later,
    );
    let (count, step) = allocations(|| waiting.next(&mut limiters, later, &[0; 16]).unwrap());
    assert!(matches!(step, Step::Wait { .. }));
    assert_eq!(count, 0);
}

#[test]
fn a_fan_out_keeps_the_ids_and_twenty_bytes_a_user() {
    const USERS: usize = 100_000;
    let users: Vec<String> = (0..USERS).map(|n| format!("user{n:06}")).collect();
    let (id_bytes, before) = (10 * USERS, BYTES.get());
    let options = FanOutOptions::default();
    let endpoint = Endpoint::default();
    let app = app()
        .with_calls_per_second("SendCustomCommand", 1_000_000)
        .unwrap();
    let mut fan_out = FanOut::new(app, endpoint, "room1", "server", "hi", &users, options).unwrap();
    let held = BYTES.get().wrapping_sub(before);
    assert!(
        held <= id_bytes + 20 * USERS + 4096,
        "{} bytes a user beside the id",
        (held - id_bytes) / USERS
    );

    // Sending to them all adds nothing that grows, once what has settled is fetched.
    let mut limiters = Limiters::new();
    let reply = br#"{"Code":0,"Message":"success","RequestId":"1"}"#;
    while let zegoapi_client::FanOutStep::Send { call, .. } = fan_out.next(&mut limiters, NOW, &[7; 16]) {
        fan_out
            .reply(call, &mut limiters, NOW, &Answer::new(200, reply))
            .unwrap();
        while let Some(settled) = fan_out.take_settled() {
            assert!(settled.count() <= 10);
        }
        while fan_out.take_event().is_some() {}
    }
    assert_eq!(fan_out.progress().sent, USERS);
    drop(limiters);
    let grown = BYTES.get().wrapping_sub(before).saturating_sub(held);
    assert!(grown <= 64 << 10, "{grown} bytes");
}
