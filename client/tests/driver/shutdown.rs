//! The end of a dispatcher, raced with its jobs: each is accounted for when it returns, and nothing is called after it.

use crate::{LONG, client_of, command, hang, job, parts, wait_until, within};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use zegoapi_client::{
    CallOptions, Client, Dispatcher, DispatcherOptions, Endpoint, Error, NotSentCause, OnCompletion,
    RejectReason,
};

/// How many races are run; by hand more of them, with the variable.
fn races() -> usize {
    let races = std::env::var("ZEGOAPI_RACES")
        .ok()
        .and_then(|races| races.parse().ok());
    races.unwrap_or(2000)
}

/// A client whose every call fails in no time: nobody listens.
fn refused() -> Client {
    let (sim, client) = parts();
    let endpoint = Endpoint::from_base_url("http://127.0.0.1:1").unwrap();
    let app = client.app().clone();
    drop((sim, client));
    Client::builder(app)
        .endpoint(endpoint)
        .retries(0)
        .build()
        .unwrap()
}

#[test]
fn every_job_is_accounted_for_however_shutdown_is_timed() {
    let client = refused();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for race in 0..races() {
        let dispatcher = Dispatcher::new(
            client.clone(),
            DispatcherOptions {
                workers: 1 + race % 4,
                idle_ms: 5,
                ..DispatcherOptions::default()
            },
        );
        let mut open: BTreeMap<u64, bool> = BTreeMap::new();
        let (sender, called) = mpsc::channel();
        for number in 0..6 {
            let with_callback = number % 2 == 0;
            let sender = sender.clone();
            let callback: Option<OnCompletion> = with_callback
                .then(|| -> OnCompletion { Box::new(move |completion| sender.send(completion.id).unwrap()) });
            let id = dispatcher
                .submit_with(job("x"), client.options(), callback)
                .unwrap();
            open.insert(id, with_callback);
        }
        let spins = race * 37 % 4000;
        (0..spins).for_each(|_| std::hint::spin_loop());
        let unsent = dispatcher.shutdown(Duration::ZERO);
        // From here on nothing may be called, and everything is there.
        for (id, _) in unsent {
            assert!(open.remove(&id).is_some(), "handed back twice");
            *kinds.entry("handed back").or_default() += 1;
        }
        for id in called.try_iter() {
            assert_eq!(open.remove(&id), Some(true), "called for a job of another");
            *kinds.entry("called").or_default() += 1;
        }
        while let Some(completion) = dispatcher.poll() {
            assert_eq!(open.remove(&completion.id), Some(false));
            *kinds.entry("polled").or_default() += 1;
        }
        assert!(open.is_empty(), "missing after race {race}: {open:?}");
        assert!(called.try_recv().is_err());
    }
    assert!(kinds.len() == 3, "the races met every way to end: {kinds:?}");
}

#[test]
fn nothing_is_called_after_shutdown_or_drop() {
    let client = refused();
    for race in 0..races() / 4 {
        let ended = Arc::new(AtomicBool::new(false));
        let late = Arc::new(AtomicUsize::new(0));
        let dispatcher = Dispatcher::new(client.clone(), DispatcherOptions::default());
        for _ in 0..8 {
            let (ended, late) = (Arc::clone(&ended), Arc::clone(&late));
            let callback: OnCompletion = Box::new(move |_| {
                std::thread::sleep(Duration::from_micros(200));
                late.fetch_add(usize::from(ended.load(Ordering::SeqCst)), Ordering::SeqCst);
            });
            dispatcher
                .submit_with(job("x"), client.options(), Some(callback))
                .unwrap();
        }
        (0..race * 53 % 5000).for_each(|_| std::hint::spin_loop());
        if race % 2 == 0 {
            dispatcher.shutdown(Duration::from_micros(race as u64 % 300));
        } else {
            drop(dispatcher);
        }
        ended.store(true, Ordering::SeqCst);
        assert_eq!(late.load(Ordering::SeqCst), 0);
        if race % 50 == 0 {
            std::thread::sleep(Duration::from_millis(3));
            assert_eq!(late.load(Ordering::SeqCst), 0);
        }
    }
}

#[test]
fn the_listener_is_not_called_after_shutdown() {
    let (sim, _) = parts();
    let ended = Arc::new(AtomicBool::new(false));
    let late = Arc::new(AtomicUsize::new(0));
    let heard = Arc::new(AtomicUsize::new(0));
    let client = {
        let (ended, late, heard) = (Arc::clone(&ended), Arc::clone(&late), Arc::clone(&heard));
        Client::builder(crate::app_of(&sim))
            .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
            .on_event(move |_| {
                heard.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_micros(100));
                late.fetch_add(usize::from(ended.load(Ordering::SeqCst)), Ordering::SeqCst);
            })
            .build()
            .unwrap()
    };
    let dispatcher = Dispatcher::new(client, DispatcherOptions::default());
    for number in 0..100 {
        dispatcher.submit(job(&format!("{number}"))).unwrap();
    }
    dispatcher.shutdown(Duration::from_millis(5));
    ended.store(true, Ordering::SeqCst);
    // Each job has a begin and an end, and those were told before the end.
    assert!(
        heard.load(Ordering::SeqCst) >= 100,
        "{}",
        heard.load(Ordering::SeqCst)
    );
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(late.load(Ordering::SeqCst), 0);
}

#[test]
fn shutdown_hands_back_what_was_not_sent_and_ends_what_is_out() {
    let (sim, client) = parts();
    hang(&sim);
    let dispatcher = Dispatcher::new(
        client,
        DispatcherOptions {
            workers: 3,
            ..DispatcherOptions::default()
        },
    );
    let ids: Vec<u64> = (0..8)
        .map(|number| {
            dispatcher
                .submit_with(job(&format!("{number}")), within(LONG), None)
                .unwrap()
        })
        .collect();
    wait_until("three are out", || sim.counters().calls == 3);
    let began = Instant::now();
    let unsent = dispatcher.shutdown(Duration::from_millis(50));
    assert!(began.elapsed() < Duration::from_secs(1));
    let numbers: Vec<u64> = unsent.iter().map(|(id, _)| *id).collect();
    assert_eq!(numbers, ids[3..]);
    let mut unknown: Vec<u64> = std::iter::from_fn(|| dispatcher.poll())
        .map(|completion| {
            assert!(matches!(completion.outcome, Err(Error::Unknown(_))));
            completion.id
        })
        .collect();
    unknown.sort_unstable();
    assert_eq!(unknown, ids[..3]);
    assert!(matches!(
        dispatcher.submit(job("x")).unwrap_err().reason,
        RejectReason::Closed
    ));
    assert!(dispatcher.shutdown(Duration::ZERO).is_empty());
    assert_eq!(sim.counters().calls, 3, "nothing goes out after it");
}

#[test]
fn a_job_that_waits_for_its_turn_is_handed_back() {
    let (sim, client) = parts();
    let app = client
        .app()
        .clone()
        .with_calls_per_second("SendCustomCommand", 1)
        .unwrap();
    let client = Client::builder(app)
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .build()
        .unwrap();
    client.send(command("first")).unwrap();
    let dispatcher = Dispatcher::new(client, DispatcherOptions::default());
    let id = dispatcher.submit(job("second")).unwrap();
    let unsent = dispatcher.shutdown(Duration::from_millis(20));
    assert_eq!(unsent.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id]);
    assert_eq!(sim.counters().calls, 1);
}

#[test]
fn a_jobs_time_counts_from_its_submission() {
    let (sim, client) = parts();
    sim.set_settings(zegoapi_simulator::Settings {
        answer_delay_ms: 400,
        ..zegoapi_simulator::Settings::default()
    });
    let dispatcher = Dispatcher::new(
        client_of(&sim),
        DispatcherOptions {
            workers: 1,
            ..DispatcherOptions::default()
        },
    );
    drop(client);
    let options = CallOptions {
        timeout_ms: 600,
        ..CallOptions::default()
    };
    for _ in 0..2 {
        dispatcher.submit_with(job("x"), options, None).unwrap();
    }
    dispatcher.wait(LONG).unwrap().outcome.unwrap();
    // 200 ms are left for the second, and answers take 400.
    let second = dispatcher.wait(LONG).unwrap().outcome;
    assert!(matches!(second, Err(Error::NotSent(e)) if e.cause() == NotSentCause::Deadline));
    assert_eq!(sim.counters().calls, 1);
}
