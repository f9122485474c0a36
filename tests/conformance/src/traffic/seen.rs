//! What was seen, and what is expected of it.

use super::case::{Accepted, TrafficCase};
use crate::scripts::{Checked, same};
use std::collections::BTreeMap;
use zegoapi_client::Error;

/// How a call went.
#[derive(Debug)]
pub(super) struct CallSeen {
    process: usize,
    action: String,
    began: u64,
    deadline: u64,
    ended: Option<(u64, String)>,
    was_sent: bool,
}

#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) calls: Vec<CallSeen>,
    /// The calls in the order in which they were first sent.
    first_sent: Vec<usize>,
    /// Action, time, and the code that it was answered with.
    pub(super) arrivals: Vec<(String, u64, i64)>,
}

impl CallSeen {
    pub(super) fn new(process: usize, action: String, began: u64, deadline: u64) -> Self {
        Self {
            process,
            action,
            began,
            deadline,
            ended: None,
            was_sent: false,
        }
    }

    pub(super) fn end(&mut self, now: u64, outcome: Result<(), Error>) {
        let how = match outcome {
            Ok(()) => "accepted".to_owned(),
            Err(error) => {
                let (details, kind) = (error.details(), error.kind().name());
                match (details.code, details.cause) {
                    (Some(code), _) => format!("{kind} {code}"),
                    (None, Some(cause)) => format!("{kind} {cause}"),
                    (None, None) => kind.to_owned(),
                }
            }
        };
        self.ended = Some((now, how));
    }
}

impl Seen {
    pub(super) fn sent(&mut self, call: usize) {
        if !self.calls[call].was_sent {
            self.calls[call].was_sent = true;
            self.first_sent.push(call);
        }
    }

    pub(super) fn check(&self, case: &TrafficCase) -> Checked {
        let expected = &case.expected;
        same("calls", &self.calls.len(), &expected.calls)?;
        for call in &self.calls {
            self.check_end(case, call)?;
        }
        for accepted in &expected.accepted {
            self.accepted(accepted)?;
        }
        for (action, most) in &expected.refused_at_most {
            let refused = self.arrivals.iter();
            let refused = refused.filter(|(of, _, code)| of == action && *code != 0).count();
            if refused > *most {
                return Err(format!("the server refused {refused} of {action}"));
            }
        }
        if expected.in_order {
            self.in_order()?;
        }
        Ok(())
    }

    fn check_end(&self, case: &TrafficCase, call: &CallSeen) -> Checked {
        let expected = &case.expected;
        let Some((at, how)) = &call.ended else {
            return Err(format!("never ended: {call:?}"));
        };
        if !expected.ends.contains(how) {
            return Err(format!("ended otherwise: {call:?}; {:?}", self.ends()));
        }
        if let Some(before) = expected.not_before_deadline_ms
            && how != "accepted"
            && at + before < call.deadline
        {
            return Err(format!("gave up early: {call:?}"));
        }
        if let Some(longest) = expected.longest_ms.get(&call.action)
            && at - call.began > *longest
        {
            return Err(format!("took too long: {call:?}"));
        }
        Ok(())
    }

    fn ends(&self) -> BTreeMap<&str, usize> {
        let mut ends = BTreeMap::new();
        for (_, how) in self.calls.iter().filter_map(|call| call.ended.as_ref()) {
            *ends.entry(how.as_str()).or_default() += 1;
        }
        ends
    }

    fn accepted(&self, expected: &Accepted) -> Checked {
        let Accepted {
            action,
            from_ms,
            to_ms,
            least,
            most,
        } = expected;
        let arrived = self.arrivals.iter().filter(|(of, at, code)| {
            let meant = of == action && *code == 0;
            meant && (*from_ms..*to_ms).contains(at)
        });
        let accepted = arrived.count();
        if (*least..=*most).contains(&accepted) {
            return Ok(());
        }
        Err(format!(
            "accepted: got {accepted}, expected {expected:?}; {:?}",
            self.ends()
        ))
    }

    fn in_order(&self) -> Checked {
        let mut latest: BTreeMap<(usize, &str), usize> = BTreeMap::new();
        for call in &self.first_sent {
            let seen = &self.calls[*call];
            // Calls are numbered in the order in which they began.
            let before = latest.insert((seen.process, &seen.action), *call);
            if before.is_some_and(|before| before > *call) {
                return Err(format!("overtaken: {seen:?}"));
            }
        }
        Ok(())
    }
}
