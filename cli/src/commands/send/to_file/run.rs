//! The run itself: the library sends, the recorder writes down, signals end it in good order.

use super::Plan;
use super::recorder::Recorder;
use super::summary::{self, End};
use crate::exit::Exit;
use crate::output::Output;
use crate::{report, signals};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;
use zegoapi_client::{AppLimiters, Cancel, Client, Clock, FanOut, FanOutState};

/// How often, and how far apart, a signal tries to get at the recorder. A disk that hangs must not keep it.
const TRIES: u32 = 50;
const BETWEEN_TRIES: Duration = Duration::from_millis(10);

/// Sends to who is left.
pub(super) fn run(client: &Client, plan: Plan, output: &mut Output) -> Exit {
    let Plan {
        fan_out,
        file,
        mut before,
    } = plan;
    let Some(fan_out) = fan_out else {
        let path = file.as_ref().map(super::ReportFile::path);
        return summary::show(&before, End::Reached, path, output);
    };
    let (cancel, interrupted) = (Cancel::new(), Arc::new(AtomicBool::new(false)));
    let recorder = Recorder::new(before.counts, &fan_out, file, cancel.clone(), output.is_json());
    let recorder = Arc::new(Mutex::new(recorder));
    let heard = signals::watch(on_signal(&interrupted, &recorder, output.is_json()));
    if let Err(error) = heard {
        report::internal(
            &format!("signals cannot be heard: {error}; nothing was sent"),
            output,
        );
        return Exit::Internal;
    }
    let report = client.run_fan_out(fan_out, &cancel, |fan_out| {
        lock(&recorder).note(fan_out);
        if interrupted.load(Ordering::SeqCst) {
            stop(client, fan_out);
        }
    });
    let mut recorder = lock(&recorder);
    recorder.complete(&report);
    before.counts.repeated += report.repeated();
    report
        .users()
        .for_each(|(user, outcome)| before.add(user, outcome));
    let end = match (recorder.trouble(), report.stopped_by()) {
        (Some(error), _) => End::Report(error),
        (None, Some(error)) => End::Error(error),
        (None, None) if interrupted.load(Ordering::SeqCst) => End::Interrupted,
        (None, None) => End::Reached,
    };
    summary::show(&before, end, recorder.path(), output)
}

/// Begins no further call. What is out is waited for, so that its users are not unknown: a cancellation would cut it.
fn stop(client: &Client, fan_out: &mut FanOut) {
    if fan_out.state() == FanOutState::Running {
        let limiters = AppLimiters::of(client.app());
        fan_out.stop(&mut limiters.lock(), Clock::new().now());
    }
}

/// The first signal stops it in good order, the second one at once.
fn on_signal(
    interrupted: &Arc<AtomicBool>,
    recorder: &Arc<Mutex<Recorder>>,
    json: bool,
) -> impl FnMut() + Send + 'static {
    let (interrupted, recorder) = (Arc::clone(interrupted), Arc::clone(recorder));
    move || {
        if !interrupted.swap(true, Ordering::SeqCst) {
            if let Some(recorder) = lock_soon(&recorder) {
                recorder.display.say(
                    "stopping: no call is begun any more, those that are out are waited for; once more ends it at once",
                );
            }
            return;
        }
        let exit = match lock_soon(&recorder) {
            // It is ending by itself, and has the last word.
            Some(recorder) if recorder.over => return,
            Some(mut recorder) => abandon(&mut recorder, json),
            None => Exit::Unknown,
        };
        process::exit(exit.code().into());
    }
}

/// The last word, said for a run that is left as it is. The report stands: who was out is unknown in it.
fn abandon(recorder: &mut Recorder, json: bool) -> Exit {
    let counts = recorder.counts().abandoned();
    recorder.display.end(&counts);
    let mut output = Output::new(json);
    let exit = summary::show_abandoned(&counts, recorder.path(), &mut output);
    output.end(exit)
}

fn lock(recorder: &Mutex<Recorder>) -> MutexGuard<'_, Recorder> {
    recorder.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lock_soon(recorder: &Mutex<Recorder>) -> Option<MutexGuard<'_, Recorder>> {
    for _ in 0..TRIES {
        match recorder.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(BETWEEN_TRIES),
        }
    }
    None
}
