//! `zegoapi simulate`: the simulator's own command, under this one's name.

use crate::exit::Exit;
use crate::output::Output;
use crate::report;
use zegoapi_simulator::Args;

/// Runs until it is told to end. The line that says it is ready is JSON in either mode.
pub(crate) fn run(args: &Args, output: &mut Output) -> Exit {
    match zegoapi_simulator::run(args) {
        Ok(()) => Exit::Accepted,
        Err(error) => {
            report::internal(&format!("the simulator cannot run: {error}"), output);
            Exit::Internal
        }
    }
}
