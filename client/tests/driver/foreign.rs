//! The caller's code inside the driver: callbacks, listeners and their drops run without a lock of ours, may call back
//! into it, and cost no more than their own call when they panic.

use crate::{LONG, app_of, hang, job, parts, wait_until, within};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Barrier, Mutex, OnceLock};
use std::time::Duration;
use zegoapi_client::{
    Cancel, Client, Dispatcher, DispatcherOptions, Endpoint, EventKind, FanOutOptions, OnCompletion, Outcome,
};

/// A lock of the caller's, such as an interpreter's, that a callback takes when it is dropped.
struct TakesALock(Arc<Mutex<()>>);

impl Drop for TakesALock {
    fn drop(&mut self) {
        drop(self.0.lock().unwrap());
    }
}

#[test]
fn a_callback_that_takes_a_lock_when_it_is_dropped_hangs_nobody() {
    let (sim, client) = parts();
    hang(&sim);
    let interpreter = Arc::new(Mutex::new(()));
    for _ in 0..20 {
        let dispatcher = Arc::new(Dispatcher::new(
            client.clone(),
            DispatcherOptions {
                workers: 1,
                ..DispatcherOptions::default()
            },
        ));
        for _ in 0..5 {
            let guard = TakesALock(Arc::clone(&interpreter));
            let callback: OnCompletion = Box::new(move |_| drop(guard));
            dispatcher
                .submit_with(job("x"), within(LONG), Some(callback))
                .unwrap();
        }
        let (sender, done) = mpsc::channel();
        let other = Arc::clone(&dispatcher);
        let shutting = std::thread::spawn(move || {
            other.shutdown(Duration::ZERO);
            sender.send(()).unwrap();
        });
        // Like a thread that holds the interpreter and looks at the dispatcher.
        for _ in 0..50 {
            let held = interpreter.lock().unwrap();
            dispatcher.pending();
            drop(held);
        }
        done.recv_timeout(LONG).expect("a deadlock");
        shutting.join().unwrap();
    }
}

#[test]
fn a_callback_may_use_the_dispatcher_and_end_it() {
    let (_sim, client) = parts();
    let dispatcher = Arc::new(Dispatcher::new(client, DispatcherOptions::default()));
    let (sender, done) = mpsc::channel();
    let inner = Arc::clone(&dispatcher);
    let callback: OnCompletion = Box::new(move |completion| {
        completion.outcome.unwrap();
        let id = inner.submit(job("from within")).unwrap();
        inner.cancel(id);
        assert!(inner.poll().is_some());
        inner.shutdown(Duration::from_millis(10));
        sender.send(inner.pending()).unwrap();
    });
    dispatcher
        .submit_with(job("x"), within(LONG), Some(callback))
        .unwrap();
    assert_eq!(done.recv_timeout(LONG), Ok(0));
}

#[test]
fn a_panic_in_a_callback_costs_nothing_else() {
    let (_sim, client) = parts();
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 1,
            ..DispatcherOptions::default()
        },
    );
    for _ in 0..3 {
        let callback: OnCompletion = Box::new(|_| panic!("the caller's"));
        dispatcher
            .submit_with(job("x"), within(LONG), Some(callback))
            .unwrap();
        dispatcher.submit(job("y")).unwrap();
        dispatcher.wait(LONG).unwrap().outcome.unwrap();
    }
    wait_until("all are done", || dispatcher.pending() == 0);
}

#[test]
fn a_panic_in_a_listener_costs_no_call() {
    let (sim, _) = parts();
    let client = Client::builder(app_of(&sim))
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .on_event(|event| assert!(event.kind == EventKind::Begin, "the caller's"))
        .build()
        .unwrap();
    client.send(crate::command("blocking")).unwrap();
    let dispatcher = Dispatcher::new(client.clone(), DispatcherOptions::default());
    dispatcher.submit(job("queued")).unwrap();
    dispatcher.wait(LONG).unwrap().outcome.unwrap();
    let users: Vec<String> = (0..45).map(|user| format!("u{user}")).collect();
    let report = client.send_to_users("room1", "server", "hi", &users).unwrap();
    assert!(
        report
            .users()
            .all(|(_, outcome)| matches!(outcome, Outcome::Sent | Outcome::Failed { .. }))
    );
}

#[test]
fn a_panic_in_watch_stops_the_fan_out_with_a_whole_report() {
    let (sim, client) = parts();
    hang(&sim);
    let users: Vec<String> = (0..200).map(|user| format!("u{user}")).collect();
    let fan_out = client
        .fan_out("room1", "server", "hi", &users, FanOutOptions::default())
        .unwrap();
    let looks = AtomicUsize::new(0);
    let report = client.run_fan_out(fan_out, &Cancel::new(), |_| {
        assert!(looks.fetch_add(1, Ordering::SeqCst) < 3, "the caller's");
    });
    let progress = report.progress();
    assert_eq!(progress.total, 200);
    assert_eq!(progress.unknown + progress.not_tried, 200);
    assert_eq!(looks.load(Ordering::SeqCst), 4, "not called again");
}

#[test]
fn events_of_a_call_come_in_their_order_and_say_which_call() {
    let (sim, _) = parts();
    let heard: Arc<Mutex<Vec<(u64, EventKind)>>> = Arc::default();
    let client = {
        let heard = Arc::clone(&heard);
        Client::builder(app_of(&sim))
            .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
            .on_event(move |event| {
                // Long enough for another thread to come by with what happened next.
                if event.kind == EventKind::Begin {
                    std::thread::sleep(Duration::from_millis(2));
                }
                heard.lock().unwrap().push((event.call, event.kind));
            })
            .build()
            .unwrap()
    };
    let dispatcher = Dispatcher::new(client, DispatcherOptions::default());
    for _ in 0..100 {
        dispatcher.submit(job("x")).unwrap();
    }
    for _ in 0..100 {
        dispatcher.wait(LONG).unwrap().outcome.unwrap();
    }
    dispatcher.shutdown(LONG);
    let heard = heard.lock().unwrap();
    for call in 1..=100 {
        let of_call: Vec<EventKind> = heard
            .iter()
            .filter(|(of, _)| *of == call)
            .map(|(_, kind)| *kind)
            .collect();
        assert_eq!(
            of_call,
            [EventKind::Begin, EventKind::Try, EventKind::End],
            "call {call}"
        );
    }
}

#[test]
fn a_callback_that_submits_under_its_own_lock_finds_no_lock_of_ours() {
    static LOCK: OnceLock<Mutex<()>> = OnceLock::new();
    let lock = LOCK.get_or_init(Mutex::default);
    let (_sim, client) = parts();
    let dispatcher = Arc::new(Dispatcher::new(client, DispatcherOptions::default()));
    let (sender, done) = mpsc::channel();
    for _ in 0..50 {
        let (sender, inner) = (sender.clone(), Arc::clone(&dispatcher));
        let callback: OnCompletion = Box::new(move |_| {
            let held = lock.lock().unwrap();
            inner.pending();
            drop(held);
            sender.send(()).unwrap();
        });
        let held = lock.lock().unwrap();
        dispatcher
            .submit_with(job("x"), within(LONG), Some(callback))
            .unwrap();
        drop(held);
    }
    for _ in 0..50 {
        done.recv_timeout(LONG).expect("a deadlock");
    }
}

/// A callback of `dispatcher` that says that it runs, and then runs until it is told to go on.
fn held_callback(dispatcher: &Dispatcher) -> (mpsc::Sender<()>, Arc<AtomicUsize>) {
    let (go_on, told) = mpsc::channel::<()>();
    let (sender, runs) = mpsc::channel();
    let ended = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&ended);
    let callback: OnCompletion = Box::new(move |_| {
        sender.send(()).unwrap();
        let _ = told.recv_timeout(LONG);
        count.fetch_add(1, Ordering::SeqCst);
    });
    dispatcher
        .submit_with(job("held"), within(LONG), Some(callback))
        .unwrap();
    runs.recv_timeout(LONG).unwrap();
    (go_on, ended)
}

#[test]
fn a_callback_that_ends_another_dispatcher_waits_for_that_ones_callbacks() {
    for by_drop in [false, true] {
        let (_sim, client) = parts();
        let ends = Dispatcher::new(client.clone(), DispatcherOptions::default());
        let other = Dispatcher::new(client, DispatcherOptions::default());
        let (go_on, ended) = held_callback(&other);
        let (sender, done) = mpsc::channel();
        let seen = Arc::clone(&ended);
        let callback: OnCompletion = Box::new(move |_| {
            if by_drop {
                drop(other);
            } else {
                other.shutdown(Duration::ZERO);
            }
            sender.send(seen.load(Ordering::SeqCst)).unwrap();
        });
        ends.submit_with(job("ends"), within(LONG), Some(callback))
            .unwrap();
        // Time enough to come back too early.
        std::thread::sleep(Duration::from_millis(200));
        go_on.send(()).unwrap();
        assert_eq!(done.recv_timeout(LONG), Ok(1), "by drop: {by_drop}");
    }
}

#[test]
fn callbacks_that_all_shut_down_do_not_wait_for_each_other() {
    const CALLBACKS: usize = 3;
    let (_sim, client) = parts();
    let dispatcher = Arc::new(Dispatcher::new(client, DispatcherOptions::default()));
    let all_run = Arc::new(Barrier::new(CALLBACKS));
    let (sender, done) = mpsc::channel();
    for _ in 0..CALLBACKS {
        let (sender, inner, all_run) = (sender.clone(), Arc::clone(&dispatcher), Arc::clone(&all_run));
        let callback: OnCompletion = Box::new(move |_| {
            all_run.wait();
            inner.shutdown(Duration::ZERO);
            sender.send(()).unwrap();
        });
        dispatcher
            .submit_with(job("x"), within(LONG), Some(callback))
            .unwrap();
    }
    for _ in 0..CALLBACKS {
        done.recv_timeout(LONG).expect("a deadlock");
    }
}
