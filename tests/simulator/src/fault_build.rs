//! Ways to write a fault in Rust: what goes wrong, then when and for which calls.

use crate::fault::{BadText, FailUser, Fault, FaultKind, Junk, When};

impl Fault {
    /// See [`FaultKind::Delay`].
    pub fn delay(ms: u64) -> Fault {
        FaultKind::Delay { ms }.into()
    }

    /// See [`FaultKind::Trickle`].
    pub fn trickle(ms: u64) -> Fault {
        FaultKind::Trickle { ms }.into()
    }

    /// See [`FaultKind::Drop`].
    pub fn drop_connection() -> Fault {
        FaultKind::Drop.into()
    }

    /// See [`FaultKind::Reset`].
    pub fn reset() -> Fault {
        FaultKind::Reset.into()
    }

    /// See [`FaultKind::Stall`].
    pub fn stall() -> Fault {
        FaultKind::Stall.into()
    }

    /// See [`FaultKind::CutShort`].
    pub fn cut_short() -> Fault {
        FaultKind::CutShort.into()
    }

    /// See [`FaultKind::Html`].
    pub fn html(status: u16) -> Fault {
        FaultKind::Html { status }.into()
    }

    /// See [`FaultKind::Empty`].
    pub fn empty(status: u16) -> Fault {
        FaultKind::Empty { status }.into()
    }

    /// See [`FaultKind::Junk`].
    pub fn junk(flavour: Junk) -> Fault {
        FaultKind::Junk { flavour }.into()
    }

    /// See [`FaultKind::Code`].
    pub fn code(code: i32) -> Fault {
        FaultKind::Code {
            code,
            message: None,
            status: 200,
        }
        .into()
    }

    /// See [`FaultKind::DateOffset`].
    pub fn date_offset(seconds: i64) -> Fault {
        FaultKind::DateOffset { seconds }.into()
    }

    /// See [`FaultKind::FailUsers`]; each user with the code that stands beside it.
    pub fn fail_users<'a>(code: i32, users: impl IntoIterator<Item = (&'a str, i32)>) -> Fault {
        let user = |(uid, code): (&str, i32)| FailUser {
            uid: uid.to_owned(),
            code,
        };
        FaultKind::FailUsers {
            code,
            message: None,
            users: users.into_iter().map(user).collect(),
        }
        .into()
    }

    /// See [`FaultKind::Data`].
    pub fn data(code: i32, data: serde_json::Value) -> Fault {
        FaultKind::Data { code, data }.into()
    }

    /// See [`FaultKind::BadMessage`].
    pub fn bad_message(code: i32, flavour: BadText) -> Fault {
        FaultKind::BadMessage { code, flavour }.into()
    }

    /// Strikes before acting.
    #[must_use]
    pub fn before(self) -> Fault {
        Fault {
            when: Some(When::Before),
            ..self
        }
    }

    /// Strikes after acting.
    #[must_use]
    pub fn after(self) -> Fault {
        Fault {
            when: Some(When::After),
            ..self
        }
    }

    /// Only calls of this action.
    #[must_use]
    pub fn on_action(self, action: impl Into<String>) -> Fault {
        Fault {
            action: Some(action.into()),
            ..self
        }
    }

    /// Only calls that name this room.
    #[must_use]
    pub fn on_room(self, room_id: impl Into<String>) -> Fault {
        Fault {
            room_id: Some(room_id.into()),
            ..self
        }
    }

    /// Only calls that name this user, as a receiver or as the sender.
    #[must_use]
    pub fn on_user(self, user_id: impl Into<String>) -> Fault {
        Fault {
            user_id: Some(user_id.into()),
            ..self
        }
    }

    /// Strikes only this share of the calls, chosen repeatably by the seed.
    #[must_use]
    pub fn with_probability(self, probability: f64, seed: u64) -> Fault {
        Fault {
            probability: Some(probability),
            seed,
            ..self
        }
    }
}
