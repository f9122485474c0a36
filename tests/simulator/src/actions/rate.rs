//! How often an action may be called.

/// The documented rates of an action; its calls are counted apart from all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rate {
    /// Calls that an app may make in a second, all rooms together.
    pub(crate) per_second: u32,
    /// The same with `IsTest=true`.
    pub(crate) test_per_second: u32,
    pub(crate) room: Option<RoomRate>,
}

/// Calls that an app may make for one room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoomRate {
    pub(crate) calls: u32,
    pub(crate) seconds: u32,
}

/// So many calls a second in either environment.
pub(crate) const fn rate(per_second: u32) -> Rate {
    Rate {
        per_second,
        test_per_second: per_second,
        room: None,
    }
}

impl Rate {
    /// In the test environment only so many.
    pub(crate) const fn test(self, test_per_second: u32) -> Rate {
        Rate {
            test_per_second,
            ..self
        }
    }

    /// And for one room so many in so many seconds.
    pub(crate) const fn room(self, calls: u32, seconds: u32) -> Rate {
        Rate {
            room: Some(RoomRate { calls, seconds }),
            ..self
        }
    }
}
