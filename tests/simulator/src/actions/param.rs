//! How a parameter is described: what it must look like, and the code for one that does not.
//! The descriptions stand beside each action, written by hand from the vendor's pages.

/// A parameter of a query, or a member of a JSON body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Param {
    /// With `[]` for a list in a query, as on the wire.
    pub(crate) name: &'static str,
    pub(crate) required: bool,
    pub(crate) kind: Kind,
    pub(crate) is_list: bool,
    pub(crate) max_bytes: usize,
    pub(crate) max_items: usize,
    /// Codes of its own, where the action's general ones do not hold.
    pub(crate) wrong: Option<i32>,
    pub(crate) too_long: Option<i32>,
    pub(crate) too_many: Option<i32>,
}

/// What a value, or each value of a list, must be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    /// A text whose length is limited by the simulator's settings.
    RoomId,
    /// A whole number in this range.
    Whole(i64, i64),
    /// A number, possibly with a fraction, of 0 or more.
    Number,
    /// `true` or `false`.
    Bool,
    OneOf(&'static [&'static str]),
    /// An IPv4 address.
    Address,
    /// A JSON object with these members.
    Object(&'static [Param]),
}

/// A parameter that must be there.
pub(crate) const fn need(name: &'static str) -> Param {
    Param {
        required: true,
        ..may(name)
    }
}

/// A parameter that may be left out.
pub(crate) const fn may(name: &'static str) -> Param {
    let bytes = name.as_bytes();
    Param {
        name,
        required: false,
        kind: Kind::Text,
        is_list: bytes[bytes.len() - 1] == b']',
        max_bytes: usize::MAX,
        max_items: usize::MAX,
        wrong: None,
        too_long: None,
        too_many: None,
    }
}

impl Param {
    const fn of(self, kind: Kind) -> Param {
        Param { kind, ..self }
    }

    pub(crate) const fn room_id(self) -> Param {
        self.of(Kind::RoomId)
    }

    pub(crate) const fn whole(self, min: i64, max: i64) -> Param {
        self.of(Kind::Whole(min, max))
    }

    /// A whole number of 0 or more.
    pub(crate) const fn count(self) -> Param {
        self.whole(0, i64::MAX)
    }

    /// A whole number of either sign.
    pub(crate) const fn integer(self) -> Param {
        self.whole(i64::MIN, i64::MAX)
    }

    /// 0 or 1.
    pub(crate) const fn flag(self) -> Param {
        self.whole(0, 1)
    }

    pub(crate) const fn number(self) -> Param {
        self.of(Kind::Number)
    }

    pub(crate) const fn boolean(self) -> Param {
        self.of(Kind::Bool)
    }

    pub(crate) const fn one_of(self, values: &'static [&'static str]) -> Param {
        self.of(Kind::OneOf(values))
    }

    pub(crate) const fn address(self) -> Param {
        self.of(Kind::Address)
    }

    pub(crate) const fn object(self, members: &'static [Param]) -> Param {
        self.of(Kind::Object(members))
    }

    /// A JSON array.
    pub(crate) const fn list(self) -> Param {
        Param {
            is_list: true,
            ..self
        }
    }

    /// At most so many bytes of UTF-8.
    pub(crate) const fn bytes(self, max_bytes: usize) -> Param {
        Param { max_bytes, ..self }
    }

    /// At most so many values.
    pub(crate) const fn at_most(self, max_items: usize) -> Param {
        Param { max_items, ..self }
    }

    /// The code when it is missing or malformed.
    pub(crate) const fn or(self, code: i32) -> Param {
        Param {
            wrong: Some(code),
            ..self
        }
    }

    /// The code when it has too many bytes.
    pub(crate) const fn too_long(self, code: i32) -> Param {
        Param {
            too_long: Some(code),
            ..self
        }
    }

    /// The code when it has too many values.
    pub(crate) const fn too_many(self, code: i32) -> Param {
        Param {
            too_many: Some(code),
            ..self
        }
    }
}
