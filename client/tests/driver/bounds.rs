//! Times that are kept whatever is busy, measured as bounds of a second or two against servers that never answer.

use crate::{LONG, app_of, client_of, command, hang, job, parts, wait_until, within};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use zegoapi_client::{
    Cancel, Client, Dispatcher, DispatcherOptions, Endpoint, Error, FanOutOptions, NotSentCause, Outcome,
    UnknownCause,
};

const SOON: Duration = Duration::from_secs(1);

/// Whether a time-out was kept: clocks show whole milliseconds.
fn kept(began: Instant, timeout: Duration) {
    let took = began.elapsed() + Duration::from_millis(2);
    assert!((timeout..timeout + SOON).contains(&took), "{took:?}");
}

#[test]
fn a_job_ends_in_its_time_although_every_worker_is_held() {
    let (sim, client) = parts();
    hang(&sim);
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 2,
            ..DispatcherOptions::default()
        },
    );
    for _ in 0..2 {
        dispatcher.submit_with(job("held"), within(LONG), None).unwrap();
    }
    wait_until("both are out", || sim.counters().calls == 2);
    let began = Instant::now();
    let timeout = Duration::from_millis(300);
    let id = dispatcher
        .submit_with(job("late"), within(timeout), None)
        .unwrap();
    let completion = dispatcher.wait(LONG).unwrap();
    kept(began, timeout);
    assert_eq!(completion.id, id);
    assert!(matches!(completion.outcome, Err(Error::NotSent(e)) if e.cause() == NotSentCause::Deadline));
    assert_eq!(sim.counters().calls, 2);
}

#[test]
fn a_request_that_is_never_answered_ends_in_its_time() {
    let (sim, client) = parts();
    hang(&sim);
    let dispatcher = Dispatcher::new(client.clone(), DispatcherOptions::default());
    let (began, timeout) = (Instant::now(), Duration::from_millis(300));
    dispatcher.submit_with(job("x"), within(timeout), None).unwrap();
    let completion = dispatcher.wait(LONG).unwrap();
    assert!(matches!(completion.outcome, Err(Error::Unknown(e)) if e.cause() == UnknownCause::Timeout));
    let error = client
        .send_with(command("y"), within(timeout), &Cancel::new())
        .unwrap_err();
    assert!(matches!(error, Error::Unknown(e) if e.cause() == UnknownCause::Timeout));
    kept(began, 2 * timeout);
}

#[test]
fn a_cancelled_job_holds_no_worker() {
    let (sim, client) = parts();
    hang(&sim);
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 1,
            ..DispatcherOptions::default()
        },
    );
    for round in 1..=5 {
        let began = Instant::now();
        let id = dispatcher.submit_with(job("x"), within(LONG), None).unwrap();
        wait_until("it is out", || sim.counters().calls == round);
        assert!(dispatcher.cancel(id));
        let completion = dispatcher.poll().expect("complete when cancel returns");
        assert!(matches!(completion.outcome, Err(Error::Unknown(e)) if e.cause() == UnknownCause::Cancelled));
        assert!(!dispatcher.cancel(id));
        assert!(began.elapsed() < SOON, "the one worker is free again");
    }
}

#[test]
fn a_queued_job_is_cancelled_unsent() {
    let (sim, client) = parts();
    hang(&sim);
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 1,
            ..DispatcherOptions::default()
        },
    );
    dispatcher.submit(job("held")).unwrap();
    let queued = dispatcher.submit(job("queued")).unwrap();
    assert!(dispatcher.cancel(queued));
    let completion = dispatcher.poll().unwrap();
    assert_eq!(completion.id, queued);
    assert!(matches!(completion.outcome, Err(Error::NotSent(e)) if e.cause() == NotSentCause::Cancelled));
}

#[test]
fn a_blocking_send_ends_when_it_is_cancelled() {
    let (sim, client) = parts();
    hang(&sim);
    let cancel = Cancel::new();
    let (began, ended) = std::thread::scope(|scope| {
        let sending = scope.spawn(|| client.send_with(command("x"), within(LONG), &cancel));
        wait_until("it is out", || sim.counters().calls == 1);
        let began = Instant::now();
        cancel.cancel();
        let error = sending.join().unwrap().unwrap_err();
        assert!(matches!(error, Error::Unknown(e) if e.cause() == UnknownCause::Cancelled));
        (began, Instant::now())
    });
    assert!(ended - began < SOON);
    let error = client.send_with(command("y"), within(LONG), &cancel).unwrap_err();
    assert!(matches!(error, Error::NotSent(e) if e.cause() == NotSentCause::Cancelled));
    assert_eq!(sim.counters().calls, 1);
}

#[test]
fn a_stopped_fan_out_reports_at_once_each_user_once() {
    let (sim, client) = parts();
    hang(&sim);
    let users: Vec<String> = (0..1000).map(|user| format!("u{user}")).collect();
    let options = FanOutOptions {
        concurrency: 100,
        ..FanOutOptions::default()
    };
    let fan_out = client.fan_out("room1", "server", "hi", &users, options).unwrap();
    let cancel = Cancel::new();
    let (report, took) = std::thread::scope(|scope| {
        let running = scope.spawn(|| client.run_fan_out(fan_out, &cancel, |_| {}));
        wait_until("a thousand users are out", || sim.counters().calls == 100);
        let began = Instant::now();
        cancel.cancel();
        (running.join().unwrap(), began.elapsed())
    });
    assert!(took < SOON, "{took:?}");
    let seen: BTreeSet<&str> = report.users().map(|(user, _)| user).collect();
    assert_eq!((seen.len(), report.len()), (1000, 1000));
    assert!(report.users().all(|(_, outcome)| outcome == Outcome::Unknown));
}

#[test]
fn a_stopped_fan_out_begins_nothing_more() {
    let (sim, client) = parts();
    hang(&sim);
    let users: Vec<String> = (0..100).map(|user| format!("u{user}")).collect();
    let options = FanOutOptions {
        concurrency: 2,
        ..FanOutOptions::default()
    };
    let fan_out = client.fan_out("room1", "server", "hi", &users, options).unwrap();
    let cancel = Cancel::new();
    let report = std::thread::scope(|scope| {
        let running = scope.spawn(|| client.run_fan_out(fan_out, &cancel, |_| {}));
        wait_until("two calls are out", || sim.counters().calls == 2);
        cancel.cancel();
        running.join().unwrap()
    });
    let progress = report.progress();
    assert_eq!((progress.unknown, progress.not_tried), (20, 80));
    assert_eq!(sim.counters().calls, 2);
}

#[test]
fn clients_of_one_app_keep_one_limit() {
    let (sim, _) = parts();
    let app = app_of(&sim)
        .with_calls_per_second("SendCustomCommand", 20)
        .unwrap();
    let client = |app| {
        let endpoint = Endpoint::from_base_url(&sim.http_url()).unwrap();
        Client::builder(app).endpoint(endpoint).build().unwrap()
    };
    let clients = [client(app.clone()), client(app.clone()), client(app)];
    let began = Instant::now();
    std::thread::scope(|scope| {
        for client in &clients {
            scope.spawn(move || {
                for _ in 0..15 {
                    client.send(command("x")).unwrap();
                }
            });
        }
    });
    assert_eq!(sim.counters().calls, 45);
    assert!(sim.counters().max_calls_in_window(sim.app_id()) <= 20);
    assert!(began.elapsed() > Duration::from_secs(2));
    drop(client_of(&sim));
}

#[cfg(target_os = "linux")]
#[test]
fn cancelled_sends_leave_no_thread_and_no_socket() {
    let (sim, client) = parts();
    hang(&sim);
    let sockets = || {
        let fds = std::fs::read_dir("/proc/self/fd").unwrap();
        let links = fds.filter_map(|fd| std::fs::read_link(fd.ok()?.path()).ok());
        links
            .filter(|link| link.to_string_lossy().starts_with("socket:"))
            .count()
    };
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            idle_ms: 50,
            ..DispatcherOptions::default()
        },
    );
    let ids: Vec<u64> = (0..50)
        .map(|_| dispatcher.submit_with(job("x"), within(LONG), None).unwrap())
        .collect();
    wait_until("all are out", || sim.counters().calls == 50);
    let before = sockets();
    for id in ids {
        assert!(dispatcher.cancel(id));
    }
    // Other tests of this process have sockets and threads, too.
    wait_until("their sockets are closed", || sockets() + 40 < before);
    wait_until("its threads are gone", || dispatcher.workers() == 0);
}
