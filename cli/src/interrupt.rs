//! Ctrl-C and SIGTERM during a single call: it ends soon, and with a word about what is known.

use crate::failure::Failure;
use crate::output::Output;
use crate::signals;
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use zegoapi_client::{
    Action, Applied, Cancel, Cancelled, Client, Error, NotSent, NotSentCause, UnknownCause,
};

/// How long a request that is out may still be answered after a signal: what came of it is better than "unknown".
const GRACE: Duration = Duration::from_secs(1);

/// Makes a call, which a signal ends: at once while nothing is out, and else with its answer or after [`GRACE`].
pub(crate) fn call<A: Action>(client: &Client, action: A, json: bool) -> Result<A::Reply, Failure> {
    let (cancel, over) = (Cancel::new(), Arc::new(Mutex::new(false)));
    signals::watch(on_signal(cancel.clone(), Arc::clone(&over), json)).map_err(|error| {
        let detail = format!("signals cannot be heard: {error}");
        Error::from(NotSent::new(NotSentCause::System, detail))
    })?;
    let outcome = client.send_with(action, client.options(), &cancel);
    *lock(&over) = true;
    outcome.map_err(|error| match error.details().cause {
        Some(cause) if is_cancelled(cause) => Failure::Interrupted(error.applied()),
        _ => error.into(),
    })
}

fn is_cancelled(cause: &str) -> bool {
    cause == NotSentCause::Cancelled.name() || cause == UnknownCause::Cancelled.name()
}

fn on_signal(cancel: Cancel, over: Arc<Mutex<bool>>, json: bool) -> impl FnMut() + Send + 'static {
    move || {
        if cancel.cancel() == Cancelled::BeforeSending {
            // The call ends by itself, and has the last word.
            return;
        }
        thread::sleep(GRACE);
        // Held to the end of the process, so that only one of the two has the last word.
        let over = lock(&over);
        if !*over {
            let mut output = Output::new(json);
            let exit = Failure::Interrupted(Applied::Unknown).tell(&mut output);
            process::exit(output.end(exit).code().into());
        }
    }
}

fn lock(over: &Mutex<bool>) -> MutexGuard<'_, bool> {
    over.lock().unwrap_or_else(PoisonError::into_inner)
}
