//! The raw binding under the Python package: types and conversions, no rules. Not for users: the package
//! `zegoapi` is, and what it hands in is checked there or in the core.

mod action;
mod app;
mod beside;
mod call;
mod callback;
mod client;
mod convert;
mod dispatcher;
mod errors;
mod events;
mod fan_out;
mod gate;
mod limiter;
mod options;
mod report;
mod tables;
mod time;
mod token;
mod trust;

use pyo3::pymodule;

/// The raw binding; use the package `zegoapi`.
#[pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::action::{Action, Request};
    #[pymodule_export]
    use crate::app::{App, unset_variable};
    #[pymodule_export]
    use crate::call::Call;
    #[pymodule_export]
    use crate::callback::{Callback, CallbackVerifier, VerifiedStamp, callback_signature, own_task_id};
    #[pymodule_export]
    use crate::client::{Cancel, Client};
    #[pymodule_export]
    use crate::dispatcher::Dispatcher;
    #[pymodule_export]
    use crate::events::set_log_level;
    #[pymodule_export]
    use crate::fan_out::{FanOut, run_fan_out, start_fan_out};
    #[pymodule_export]
    use crate::gate::{close_gate, reset_gate};
    #[pymodule_export]
    use crate::limiter::Limiter;
    #[pymodule_export]
    use crate::options::Options;
    #[pymodule_export]
    use crate::report::{check_message, message_digest, parse_report_line, report_line, resumed};
    #[pymodule_export]
    use crate::tables::{explain, tables};
    #[pymodule_export]
    use crate::token::{Token, TokenContents, check_privileges};

    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
