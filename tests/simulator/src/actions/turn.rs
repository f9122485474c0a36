//! A call whose turn it is: what it says, the state that it acts on, and what comes of it.

use serde_json::{Map, Value};

use crate::actions::form;
use crate::arrival::{Admitted, Call};
use crate::state::State;

/// A call that passed the check by form.
#[derive(Debug)]
pub(crate) struct Turn<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) admitted: Admitted,
    pub(crate) call: &'a Call,
    /// The body of a POST; empty for a GET.
    pub(crate) body: &'a Map<String, Value>,
    /// Users whom a fault keeps messages from.
    pub(crate) withheld: &'a [String],
}

/// What an action gave: `Code`, `Data`, and what its product puts beside these.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) data: Option<Value>,
    pub(crate) beside: Map<String, Value>,
}

/// What an action gave, or the code that it was refused with.
pub(crate) type Acted = Result<Done, i32>;

impl Done {
    /// No `Data`.
    pub(crate) fn nothing() -> Done {
        Done::default()
    }

    pub(crate) fn data(data: Value) -> Done {
        Done {
            data: Some(data),
            ..Done::default()
        }
    }
}

impl<'a> Turn<'a> {
    /// A text; empty when it was left out.
    pub(crate) fn text(&self, name: &'static str) -> &'a str {
        if self.admitted.action.is_post {
            self.body.get(name).and_then(Value::as_str).unwrap_or_default()
        } else {
            self.call.query.get(name).unwrap_or_default()
        }
    }

    /// A whole number.
    pub(crate) fn whole(&self, name: &'static str) -> Option<i64> {
        if self.admitted.action.is_post {
            self.body.get(name).and_then(Value::as_i64)
        } else {
            self.call.query.get(name).and_then(form::whole)
        }
    }

    /// The values of a list in a query.
    pub(crate) fn list(&self, name: &'static str) -> Vec<&'a str> {
        self.call.query.all(name).collect()
    }

    /// The objects of a list in a body.
    pub(crate) fn objects(&self, name: &'static str) -> Vec<&'a Map<String, Value>> {
        let items = self.body.get(name).and_then(Value::as_array);
        items.into_iter().flatten().filter_map(Value::as_object).collect()
    }

    /// An id that is new, plausible and long.
    pub(crate) fn new_id(&mut self) -> String {
        self.state.next_id()
    }

    /// The code for a room that is not there.
    pub(crate) fn room_missing(&self) -> i32 {
        self.state.settings.room_missing_code
    }

    /// Refuses with `code` unless this holds.
    pub(crate) fn demand(holds: bool, code: i32) -> Result<(), i32> {
        if holds { Ok(()) } else { Err(code) }
    }
}
