//! Ctrl-C and SIGTERM during a single call: it ends soon, and with a word about what is known.

use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::Output;
use crate::signals;
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zegoapi_client::{Action, Applied, Cancel, Client, Error, NotSent, NotSentCause, UnknownCause};

/// Makes a call, which a signal ends at once, with its connection. A second one ends the process, whatever is under way.
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
        if !cancel.is_cancelled() {
            // The call ends by itself, and says what is known.
            cancel.cancel();
            return;
        }
        // Held to the end of the process, so that only one of the two has the last word.
        let over = lock(&over);
        let exit = if *over {
            // What came of it is being printed, to somebody who does not read it.
            Exit::Internal
        } else {
            let mut output = Output::new(json);
            let exit = Failure::Interrupted(Applied::Unknown).tell(&mut output);
            output.end(exit)
        };
        process::exit(exit.code().into());
    }
}

fn lock(over: &Mutex<bool>) -> MutexGuard<'_, bool> {
    over.lock().unwrap_or_else(PoisonError::into_inner)
}
