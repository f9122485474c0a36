//! Input refused before any I/O, told by field, limit and size, never by its value.

use super::Error;
use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use core::fmt;

/// Input that was refused before any I/O.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidInput {
    field: Cow<'static, str>,
    index: Option<usize>,
    problem: Problem,
    limit: Option<usize>,
    size: Option<usize>,
    unit: Unit,
    expected: &'static str,
}

/// What a limit and a size count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    None,
    Bytes,
    Items,
    Seconds,
}

/// A name longer than this is no parameter's, and does not show in an error.
const LONGEST_NAME: usize = 64;
/// So many hex digits and nothing else are a nonce, a signature or a secret, or look like one.
const SHORTEST_SECRET: usize = 16;

named! {
    /// What is wrong with a field.
    pub enum Problem {
        /// Empty, or under the smallest size that `limit` names.
        TooSmall = 1, "too_small";
        /// Over the largest size that `limit` names.
        TooLarge = 2, "too_large";
        /// Not of the expected form.
        Malformed = 3, "malformed";
        /// The caller's buffer holds `size` bytes and `limit` are needed.
        BufferTooSmall = 4, "buffer_too_small";
        /// Asked or reported out of order; see [`Call`](crate::Call).
        OutOfOrder = 5, "out_of_order";
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

    /// A text of another form than `expected`, which reads as the end of "it is not ...".
    /// `size` is the number of bytes that were given; the value itself is never kept.
    pub const fn malformed(field: &'static str, expected: &'static str, size: usize) -> Self {
        Self::new(field, Problem::Malformed, None, Some(size), expected)
    }

    /// A value other than `expected`, which reads as the end of "it is not ...": for what has no size, such as a
    /// number or a choice.
    pub const fn unsuitable(field: &'static str, expected: &'static str) -> Self {
        Self::new(field, Problem::Malformed, None, None, expected)
    }

    pub(crate) const fn buffer_too_small(needed: usize, size: usize) -> Self {
        Self::sized("buffer", Problem::BufferTooSmall, needed, size)
    }

    /// Something was asked or reported out of order; `expected` says the right order.
    pub const fn out_of_order(field: &'static str, expected: &'static str) -> Self {
        Self::new(field, Problem::OutOfOrder, None, None, expected)
    }

    const fn sized(field: &'static str, problem: Problem, limit: usize, size: usize) -> Self {
        Self::new(field, problem, Some(limit), Some(size), "")
    }

    const fn new(
        field: &'static str,
        problem: Problem,
        limit: Option<usize>,
        size: Option<usize>,
        expected: &'static str,
    ) -> Self {
        let unit = match field.as_bytes() {
            b"to" => Unit::Items,
            b"app_id" => Unit::None,
            b"valid_for" | b"window" => Unit::Seconds,
            _ => Unit::Bytes,
        };
        Self {
            field: Cow::Borrowed(field),
            index: None,
            problem,
            limit,
            size,
            unit,
            expected,
        }
    }

    /// Names the parameter that is meant, where callers choose the names. A text that cannot be a parameter's name,
    /// or may be a secret in the wrong place, is not kept.
    #[must_use]
    pub fn of_parameter(mut self, name: &str) -> Self {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'[' | b']');
        let may_be_secret = name.len() >= SHORTEST_SECRET && name.bytes().all(|b| b.is_ascii_hexdigit());
        let is_name = !name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(plain);
        if is_name && !may_be_secret {
            self.field = Cow::Owned(name.to_owned());
        }
        self
    }

    /// Says that limit and size count items.
    #[must_use]
    pub const fn in_items(mut self) -> Self {
        self.unit = Unit::Items;
        self
    }

    /// Says which item of a list it is, counted from 0.
    #[must_use]
    pub const fn at(mut self, index: usize) -> Self {
        self.index = Some(index);
        // An item of a list of texts is a text.
        if matches!(self.unit, Unit::Items) {
            self.unit = Unit::Bytes;
        }
        self
    }

    /// The field's name: in snake case (`room_id`, `from_user_id`, `to`, `content`, ...), or as the vendor writes it
    /// (`StreamId`) where callers name parameters so.
    pub fn field(&self) -> &str {
        &self.field
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
        let unit = match (self.unit, size) {
            (Unit::None, _) => "",
            (Unit::Bytes, 1) => " byte",
            (Unit::Bytes, _) => " bytes",
            (Unit::Items, 1) => " item",
            (Unit::Items, _) => " items",
            (Unit::Seconds, 1) => " second",
            (Unit::Seconds, _) => " seconds",
        };
        match self.problem {
            Problem::TooSmall => write!(f, " is {size}{unit}, at least {limit} needed"),
            Problem::TooLarge => write!(f, " is {size}{unit}, at most {limit} allowed"),
            Problem::BufferTooSmall => write!(f, " is {size}{unit}, {limit} needed"),
            Problem::Malformed if self.size.is_none() => write!(f, " is not {}", self.expected),
            Problem::Malformed => write!(f, " ({size}{unit}) is not {}", self.expected),
            Problem::OutOfOrder => return write!(f, " is used out of order: {}", self.expected),
        }?;
        f.write_str("; nothing was sent")
    }
}

impl core::error::Error for InvalidInput {}
