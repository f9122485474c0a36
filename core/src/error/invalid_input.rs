//! Input refused before any I/O, told by field, limit and size, never by its value.

use super::Error;
use alloc::boxed::Box;
use core::fmt;

/// Input that was refused before any I/O.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidInput {
    field: &'static str,
    index: Option<usize>,
    problem: Problem,
    limit: Option<usize>,
    size: Option<usize>,
    expected: &'static str,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u32)]
pub enum Problem {
    /// Empty, or under the smallest size that `limit` names.
    TooSmall = 1,
    /// Over the largest size that `limit` names.
    TooLarge = 2,
    /// Not of the expected form.
    Malformed = 3,
    /// The caller's buffer holds `size` bytes and `limit` are needed.
    BufferTooSmall = 4,
    /// Asked or reported out of order; see [`Call`](crate::Call).
    OutOfOrder = 5,
}

impl Problem {
    /// Every problem, by number.
    pub const ALL: [Self; 5] = [
        Self::TooSmall,
        Self::TooLarge,
        Self::Malformed,
        Self::BufferTooSmall,
        Self::OutOfOrder,
    ];

    /// The name that every language uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TooSmall => "TooSmall",
            Self::TooLarge => "TooLarge",
            Self::Malformed => "Malformed",
            Self::BufferTooSmall => "BufferTooSmall",
            Self::OutOfOrder => "OutOfOrder",
        }
    }

    /// The number that C uses.
    pub const fn number(self) -> u32 {
        self as u32
    }
}

impl InvalidInput {
    /// A field with `size` where at least `limit` is needed (bytes for text, items for lists).
    pub const fn too_small(field: &'static str, limit: usize, size: usize) -> Self {
        Self::sized(field, Problem::TooSmall, limit, size)
    }

    /// A field with `size` where at most `limit` is allowed (bytes for text, items for lists).
    pub const fn too_large(field: &'static str, limit: usize, size: usize) -> Self {
        Self::sized(field, Problem::TooLarge, limit, size)
    }

    /// A field of another form than `expected`, which reads as the end of "it is not ...".
    /// `size` is the size of what was given; the value itself is never kept.
    pub const fn malformed(field: &'static str, expected: &'static str, size: usize) -> Self {
        Self {
            field,
            index: None,
            problem: Problem::Malformed,
            limit: None,
            size: Some(size),
            expected,
        }
    }

    pub(crate) const fn buffer_too_small(needed: usize, size: usize) -> Self {
        Self::sized("buffer", Problem::BufferTooSmall, needed, size)
    }

    /// Something was asked or reported out of order; `expected` says the right order.
    pub const fn out_of_order(field: &'static str, expected: &'static str) -> Self {
        Self {
            field,
            index: None,
            problem: Problem::OutOfOrder,
            limit: None,
            size: None,
            expected,
        }
    }

    fn unit(&self, size: usize) -> &'static str {
        match (self.field, self.index, size) {
            ("app_id", ..) => "",
            ("to" | "params", None, 1) => " item",
            ("to" | "params", None, _) => " items",
            (.., 1) => " byte",
            _ => " bytes",
        }
    }

    const fn sized(field: &'static str, problem: Problem, limit: usize, size: usize) -> Self {
        Self {
            field,
            index: None,
            problem,
            limit: Some(limit),
            size: Some(size),
            expected: "",
        }
    }

    /// Says which item of a list it is, counted from 0.
    #[must_use]
    pub const fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        self
    }

    /// The field's name, in snake case (`room_id`, `from_user_id`, `to`, `content`, ...).
    pub fn field(&self) -> &str {
        self.field
    }

    /// The item's place in the list, counted from 0, when one item of a list is meant.
    pub fn index(&self) -> Option<usize> {
        self.index
    }

    /// What is wrong with it.
    pub fn problem(&self) -> Problem {
        self.problem
    }

    /// The limit that was missed: bytes for text, items for lists.
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// The size that was given: bytes for text, items for lists.
    pub fn size(&self) -> Option<usize> {
        self.size
    }
}

impl From<InvalidInput> for Error {
    fn from(error: InvalidInput) -> Self {
        Self::InvalidInput(Box::new(error))
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid input: {}", self.field)?;
        if let Some(index) = self.index {
            write!(f, "[{index}]")?;
        }
        let (limit, size) = (self.limit.unwrap_or_default(), self.size.unwrap_or_default());
        let unit = self.unit(size);
        match self.problem {
            Problem::TooSmall => write!(f, " is {size}{unit}, at least {limit} needed"),
            Problem::TooLarge => write!(f, " is {size}{unit}, at most {limit} allowed"),
            Problem::BufferTooSmall => write!(f, " is {size}{unit}, {limit} needed"),
            Problem::Malformed => write!(f, " ({size}{unit}) is not {}", self.expected),
            Problem::OutOfOrder => return write!(f, " is used out of order: {}", self.expected),
        }?;
        f.write_str("; nothing was sent")
    }
}

impl core::error::Error for InvalidInput {}
