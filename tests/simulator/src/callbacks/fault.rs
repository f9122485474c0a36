//! What can be made to go wrong with callbacks, and the queue of faults that wait for them. The same
//! types in Rust and, as JSON, over the admin API.

use serde::{Deserialize, Serialize};

use super::event::Event;

/// Spellings of the fields that every event has, other than those of rooms, users and streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spelling {
    /// `Event`, `AppId`, `Timestamp`, `Nonce`, `Signature`.
    UpperFirst,
    /// The same with `Appid`.
    UpperFirstAppid,
}

/// What goes wrong with a callback. All faults that match one apply together; of two that change its
/// form or spelling the later one wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CallbackFaultKind {
    /// Leaves so late; later ones overtake it.
    Delay {
        /// Milliseconds.
        ms: u64,
    },
    /// Is sent once more, byte for byte, after it was answered with a status of 200 to 299.
    Twice,
    /// Is sent after the next one to the same URL; after 10 seconds if there is none.
    AfterNext,
    /// Is never sent, and counted as lost.
    Lose,
    /// Has a signature that is well formed and wrong.
    WrongSignature,
    /// Has a timestamp that is off, and signed as it is.
    TimestampOffset {
        /// Seconds added to it; negative for an old one.
        seconds: i64,
    },
    /// Spells the fields that every event has another way.
    Spelling {
        /// Which.
        flavour: Spelling,
    },
    /// Is a form (`application/x-www-form-urlencoded`); of a list each item is a field of that name.
    Form,
    /// Is percent-encoded JSON.
    PercentEncoded,
}

/// What goes wrong, and with which callbacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallbackFault {
    /// What goes wrong.
    pub kind: CallbackFaultKind,
    /// Only callbacks of this event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Only callbacks about this room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room_id: Option<String>,
}

impl From<CallbackFaultKind> for CallbackFault {
    fn from(kind: CallbackFaultKind) -> CallbackFault {
        CallbackFault {
            kind,
            event: None,
            room_id: None,
        }
    }
}

impl CallbackFault {
    /// Only callbacks of this event.
    #[must_use]
    pub fn on_event(self, event: impl Into<String>) -> CallbackFault {
        CallbackFault {
            event: Some(event.into()),
            ..self
        }
    }

    /// Only callbacks about this room.
    #[must_use]
    pub fn on_room(self, room_id: impl Into<String>) -> CallbackFault {
        CallbackFault {
            room_id: Some(room_id.into()),
            ..self
        }
    }

    fn matches(&self, event: &Event) -> bool {
        let is = |wanted: &Option<String>, own: &str| wanted.as_deref().is_none_or(|wanted| wanted == own);
        is(&self.event, event.name) && is(&self.room_id, &event.room_id)
    }
}

/// A fault of callbacks in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingCallbackFault {
    /// The fault.
    pub fault: CallbackFault,
    /// Callbacks that it will still strike.
    pub left: u32,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Json,
    Form,
    PercentEncoded,
}

/// What goes wrong with one callback.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub(crate) delay_ms: u64,
    pub(crate) is_twice: bool,
    pub(crate) is_after_next: bool,
    pub(crate) is_lost: bool,
    pub(crate) look: Look,
    /// How many faults these are.
    pub(crate) struck: u64,
}

/// How a callback looks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    pub(crate) is_signed_wrong: bool,
    /// Seconds added to the timestamp.
    pub(crate) timestamp_offset: i64,
    pub(crate) spelling: Option<Spelling>,
    pub(crate) encoding: Encoding,
}

impl Plan {
    fn add(&mut self, kind: &CallbackFaultKind) {
        self.struck += 1;
        let look = &mut self.look;
        match *kind {
            CallbackFaultKind::Delay { ms } => self.delay_ms = self.delay_ms.saturating_add(ms),
            CallbackFaultKind::Twice => self.is_twice = true,
            CallbackFaultKind::AfterNext => self.is_after_next = true,
            CallbackFaultKind::Lose => self.is_lost = true,
            CallbackFaultKind::WrongSignature => look.is_signed_wrong = true,
            CallbackFaultKind::TimestampOffset { seconds } => {
                look.timestamp_offset = look.timestamp_offset.saturating_add(seconds);
            }
            CallbackFaultKind::Spelling { flavour } => look.spelling = Some(flavour),
            CallbackFaultKind::Form => look.encoding = Encoding::Form,
            CallbackFaultKind::PercentEncoded => look.encoding = Encoding::PercentEncoded,
        }
    }
}

/// The waiting faults, oldest first.
#[derive(Debug, Default)]
pub(crate) struct CallbackFaults {
    queued: Vec<PendingCallbackFault>,
}

impl CallbackFaults {
    /// Adds a fault for the next `count` callbacks that it matches.
    pub(crate) fn add(&mut self, fault: CallbackFault, count: u32) {
        self.queued.push(PendingCallbackFault { fault, left: count });
        self.forget_spent();
    }

    /// What still waits.
    pub(crate) fn pending(&self) -> &[PendingCallbackFault] {
        &self.queued
    }

    /// Chooses what strikes this one.
    pub(crate) fn plan(&mut self, event: &Event) -> Plan {
        let mut plan = Plan::default();
        for queued in &mut self.queued {
            if queued.fault.matches(event) {
                queued.left -= 1;
                plan.add(&queued.fault.kind);
            }
        }
        self.forget_spent();
        plan
    }

    fn forget_spent(&mut self) {
        self.queued.retain(|queued| queued.left > 0);
    }
}
