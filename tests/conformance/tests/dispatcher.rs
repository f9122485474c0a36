//! Protects those who cannot block: submit returns at once, and every job is accounted for exactly once,
//! whatever happens to the server, the callback or the dispatcher.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;
use std::time::{Duration, Instant};
use zegoapi_client::{
    App, CallOptions, Client, Completion, Dispatcher, DispatcherOptions, Endpoint, Error, Job, NotSentCause,
    RejectReason, SendCustomCommand, UnknownCause,
};
use zegoapi_simulator::{Config, Fault, Limits as ServerLimits, Simulator};

/// Long enough for anything that is to come; reached only when a test fails.
const LONG: Duration = Duration::from_secs(30);

fn start(options: DispatcherOptions) -> (Simulator, Dispatcher) {
    start_with(options, 100_000)
}

fn start_with(options: DispatcherOptions, calls_per_second: u32) -> (Simulator, Dispatcher) {
    let sim = Simulator::start(Config::default()).unwrap();
    sim.set_limits(ServerLimits {
        calls_per_second: 100_000,
        ..ServerLimits::default()
    });
    sim.login("room1", "u1");
    let app = App::new(sim.app_id(), sim.server_secret())
        .unwrap()
        .with_calls_per_second("SendCustomCommand", calls_per_second)
        .unwrap();
    let client = Client::builder(app)
        .endpoint(Endpoint::from_base_url(&sim.http_url()).unwrap())
        .timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    (sim, Dispatcher::new(client, options))
}

fn job(number: usize) -> Job {
    SendCustomCommand::to_users("room1", "server", ["u1"], format!("job {number}"))
        .unwrap()
        .into()
}

fn wait_until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + LONG;
    while !done() {
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn cancelled_unsent(outcome: &Result<zegoapi_client::JobReply, Error>) -> bool {
    matches!(outcome, Err(Error::NotSent(e)) if e.cause() == NotSentCause::Cancelled)
}

fn cancelled_while_sending(outcome: &Result<zegoapi_client::JobReply, Error>) -> bool {
    matches!(outcome, Err(Error::Unknown(e)) if e.cause() == UnknownCause::Cancelled)
}

#[test]
fn every_job_completes_once_and_no_thread_starts_early_or_stays() {
    let (sim, dispatcher) = start(DispatcherOptions {
        workers: 4,
        idle_ms: 50,
        ..DispatcherOptions::default()
    });
    assert_eq!(dispatcher.workers(), 0);
    let ids: Vec<u64> = (0..200)
        .map(|number| dispatcher.submit(job(number)).unwrap())
        .collect();
    assert!(dispatcher.workers() <= 4);
    let mut completed = BTreeSet::new();
    while completed.len() < ids.len() {
        let Completion { id, outcome } = dispatcher.wait(LONG).expect("a completion");
        outcome.unwrap();
        assert!(completed.insert(id), "{id} completed twice");
    }
    assert!(dispatcher.poll().is_none());
    assert_eq!(sim.messages("room1", "u1").len(), 200);
    wait_until("idle workers retire", || dispatcher.workers() == 0);
    dispatcher.submit(job(200)).unwrap();
    assert!(
        dispatcher.wait(LONG).unwrap().outcome.is_ok(),
        "and come back for new work"
    );
}

#[test]
fn submit_does_not_wait_for_the_server_and_says_when_it_is_full() {
    let options = DispatcherOptions {
        workers: 2,
        capacity: 50,
        ..DispatcherOptions::default()
    };
    let (sim, dispatcher) = start(options);
    sim.fail_next(Fault::delay(2000), u32::MAX);
    let before = Instant::now();
    for number in 0..50 {
        dispatcher.submit(job(number)).unwrap();
    }
    let rejected = dispatcher.submit(job(50)).unwrap_err();
    assert_eq!(rejected.reason, RejectReason::Full);
    assert_eq!(rejected.job, job(50), "the job comes back untouched");
    assert!(
        before.elapsed() < Duration::from_secs(2),
        "no submit waited for an answer"
    );
    assert_eq!(
        dispatcher.shutdown(Duration::ZERO).len() + completions(&dispatcher),
        50
    );
}

fn completions(dispatcher: &Dispatcher) -> usize {
    std::iter::from_fn(|| dispatcher.poll()).count()
}

#[test]
fn completions_that_nobody_fetches_fill_it_too() {
    let (_sim, dispatcher) = start(DispatcherOptions {
        capacity: 3,
        ..DispatcherOptions::default()
    });
    for number in 0..3 {
        dispatcher.submit(job(number)).unwrap();
    }
    wait_until("all complete", || dispatcher.pending() == 0);
    assert_eq!(dispatcher.submit(job(3)).unwrap_err().reason, RejectReason::Full);
    dispatcher.poll().unwrap();
    dispatcher.submit(job(3)).unwrap();
}

#[test]
fn bad_input_is_refused_before_it_is_queued() {
    let (sim, dispatcher) = start(DispatcherOptions::default());
    let long = SendCustomCommand::to_everyone("room1", "server", "x".repeat(1025)).unwrap();
    let rejected = dispatcher.submit(long).unwrap_err();
    assert!(matches!(rejected.reason, RejectReason::InvalidInput(_)));
    assert_eq!((dispatcher.workers(), sim.counters().calls), (0, 0));
}

#[test]
fn shutdown_delivers_or_hands_back_each_job_exactly_once() {
    let (sim, dispatcher) = start(DispatcherOptions {
        workers: 2,
        ..DispatcherOptions::default()
    });
    sim.fail_next(Fault::delay(100), u32::MAX);
    let ids: Vec<u64> = (0..40)
        .map(|number| dispatcher.submit(job(number)).unwrap())
        .collect();
    let handed_back = dispatcher.shutdown(Duration::from_millis(500));
    assert_eq!(
        dispatcher.submit(job(99)).unwrap_err().reason,
        RejectReason::Closed
    );

    let mut accounted: BTreeMap<u64, &str> = BTreeMap::new();
    for (id, job) in &handed_back {
        assert!(accounted.insert(*id, "handed back").is_none());
        let Job::SendCustomCommand(command) = job else {
            panic!()
        };
        assert_eq!(
            sim.counters().acted_on(command.content()),
            0,
            "handed back means not sent"
        );
    }
    while let Some(Completion { id, outcome }) = dispatcher.poll() {
        let how = if outcome.is_ok() {
            "delivered"
        } else {
            "out at the end"
        };
        assert!(
            how == "delivered" || cancelled_while_sending(&outcome),
            "{outcome:?}"
        );
        assert!(accounted.insert(id, how).is_none(), "{id} twice");
    }
    assert_eq!(accounted.keys().copied().collect::<Vec<u64>>(), ids);
    let delivered = accounted.values().filter(|how| **how == "delivered").count();
    assert!(delivered > 0 && !handed_back.is_empty(), "{accounted:?}");
    assert!(
        dispatcher.shutdown(Duration::ZERO).is_empty(),
        "nothing is handed back twice"
    );
}

#[test]
fn shutdown_hands_back_what_waits_for_the_pace() {
    let (sim, dispatcher) = start_with(
        DispatcherOptions {
            workers: 4,
            ..DispatcherOptions::default()
        },
        1,
    );
    for number in 0..4 {
        dispatcher.submit(job(number)).unwrap();
    }
    wait_until("one is through", || sim.counters().calls == 1);
    let handed_back = dispatcher.shutdown(Duration::ZERO);
    assert_eq!(
        (handed_back.len() + completions(&dispatcher), sim.counters().calls),
        (4, 1)
    );
}

#[test]
fn a_server_that_dies_midway_loses_no_job() {
    let (sim, dispatcher) = start(DispatcherOptions {
        workers: 4,
        ..DispatcherOptions::default()
    });
    sim.fail_next(Fault::delay(20), u32::MAX);
    let options = CallOptions {
        timeout_ms: 3000,
        retries: 1,
        ..CallOptions::default()
    };
    let ids: Vec<u64> = (0..100)
        .map(|number| dispatcher.submit_with(job(number), options, None).unwrap())
        .collect();
    wait_until("some went through", || sim.counters().calls > 10);
    drop(sim);
    let mut kinds = BTreeMap::new();
    for _ in &ids {
        let outcome = dispatcher.wait(LONG).expect("every job completes").outcome;
        *kinds
            .entry(outcome.map_or_else(|error| error.kind().name(), |_| "Ok"))
            .or_insert(0) += 1;
    }
    assert!(
        dispatcher.poll().is_none() && kinds.contains_key("Ok") && kinds.contains_key("NotSent"),
        "{kinds:?}"
    );
}

#[test]
fn cancel_says_what_it_met() {
    let (sim, dispatcher) = start(DispatcherOptions {
        workers: 1,
        ..DispatcherOptions::default()
    });
    sim.fail_next(Fault::delay(1000), 1);
    let out = dispatcher.submit(job(0)).unwrap();
    wait_until("the first is out", || sim.counters().calls == 1);
    let queued = dispatcher.submit(job(1)).unwrap();
    assert!(dispatcher.cancel(queued) && dispatcher.cancel(out));
    let completed: BTreeMap<u64, _> = (0..2)
        .map(|_| dispatcher.wait(LONG).unwrap())
        .map(|done| (done.id, done.outcome))
        .collect();
    assert!(cancelled_unsent(&completed[&queued]), "{completed:?}");
    assert!(cancelled_while_sending(&completed[&out]), "{completed:?}");
    assert!(!dispatcher.cancel(out) && !dispatcher.cancel(queued) && !dispatcher.cancel(999));
    wait_until("the worker's late answer is nobody's", || {
        dispatcher.pending() == 0
    });
    assert!(dispatcher.poll().is_none());
    assert_eq!(sim.counters().acted_on("job 1"), 0);
}

#[test]
fn expire_ends_what_waits_for_a_worker_and_nothing_else() {
    let options = DispatcherOptions {
        workers: 1,
        ..DispatcherOptions::default()
    };
    let (sim, dispatcher) = start(options);
    sim.fail_next(Fault::stall(), 1);
    let out = dispatcher.submit(job(1)).unwrap();
    wait_until("the first is out", || sim.counters().calls == 1);
    let queued = dispatcher.submit(job(2)).unwrap();
    assert!(dispatcher.expire(queued));
    let ended = dispatcher.poll().expect("it completes before expire returns");
    assert_eq!(ended.id, queued);
    let Err(Error::NotSent(e)) = ended.outcome else {
        panic!("{:?}", ended.outcome)
    };
    assert_eq!(e.cause(), NotSentCause::Deadline);
    assert!(!dispatcher.expire(queued), "once");
    assert!(
        !dispatcher.expire(out),
        "one that is out ends by its own time-out"
    );
    assert_eq!(dispatcher.pending(), 1);
}

#[test]
fn cancel_ends_a_wait_for_the_pace() {
    let (sim, dispatcher) = start_with(DispatcherOptions::default(), 1);
    dispatcher.submit(job(0)).unwrap();
    assert!(dispatcher.wait(LONG).unwrap().outcome.is_ok());
    let waiting = dispatcher.submit(job(1)).unwrap();
    wait_until("a worker has taken it", || dispatcher.workers() > 0);
    assert!(dispatcher.cancel(waiting));
    assert!(cancelled_unsent(&dispatcher.wait(LONG).unwrap().outcome));
    assert_eq!(sim.counters().calls, 1);
}

#[test]
fn a_callback_that_panics_takes_nothing_with_it() {
    let (_sim, dispatcher) = start(DispatcherOptions {
        workers: 1,
        ..DispatcherOptions::default()
    });
    let (tell, told) = mpsc::channel();
    for number in 0..3 {
        let tell = tell.clone();
        let callback = Box::new(move |completion: Completion| {
            tell.send(completion.id).unwrap();
            assert_ne!(number, 0, "a panic on purpose");
        });
        dispatcher
            .submit_with(job(number), CallOptions::default(), Some(callback))
            .unwrap();
    }
    let ids: Vec<u64> = (0..3).map(|_| told.recv_timeout(LONG).unwrap()).collect();
    assert_eq!(ids, [1, 2, 3]);
    assert!(
        dispatcher.poll().is_none(),
        "what was called back is not polled too"
    );
}

#[test]
fn dropping_it_calls_every_callback() {
    let (sim, dispatcher) = start(DispatcherOptions {
        workers: 1,
        ..DispatcherOptions::default()
    });
    sim.fail_next(Fault::delay(300), u32::MAX);
    let (tell, told) = mpsc::channel();
    for number in 0..5 {
        let tell = tell.clone();
        let callback = Box::new(move |completion: Completion| tell.send(completion.outcome).unwrap());
        dispatcher
            .submit_with(job(number), CallOptions::default(), Some(callback))
            .unwrap();
    }
    wait_until("the first is out", || sim.counters().calls == 1);
    drop((dispatcher, tell));
    let outcomes: Vec<_> = (0..5).map(|_| told.recv_timeout(LONG).unwrap()).collect();
    assert_eq!(
        outcomes
            .iter()
            .filter(|outcome| cancelled_unsent(outcome))
            .count(),
        4
    );
}
