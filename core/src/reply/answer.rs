//! What came back over HTTP, unread: the one form in which every driver hands it over.

use alloc::borrow::Cow;
use core::fmt;

/// An HTTP answer: status, `Date`, body, and whether the body came whole.
///
/// ```
/// use zegoapi_core::Answer;
///
/// let answer = Answer::new(200, br#"{"Code":0}"#).with_date("Sun, 06 Nov 1994 08:49:37 GMT");
/// assert!(answer.whole);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The `Date` header as it came; it corrects a clock that is wrong.
    pub date: Option<Cow<'a, str>>,
    /// The body, or the part of it that was read.
    pub body: Cow<'a, [u8]>,
    /// Whether `body` is the whole body. One that was cut off, at a limit of the transport's, is no reply.
    pub whole: bool,
}

impl<'a> Answer<'a> {
    /// An answer with a whole body.
    pub fn new(status: u16, body: impl Into<Cow<'a, [u8]>>) -> Self {
        Self {
            status,
            date: None,
            body: body.into(),
            whole: true,
        }
    }

    /// The same with the `Date` header.
    #[must_use]
    pub fn with_date(mut self, date: impl Into<Cow<'a, str>>) -> Self {
        self.date = Some(date.into());
        self
    }

    /// The same with a body that was not read to its end.
    #[must_use]
    pub fn cut_off(mut self) -> Self {
        self.whole = false;
        self
    }
}

impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The body may repeat parts of the request.
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("date", &self.date)
            .field("body_bytes", &self.body.len())
            .field("whole", &self.whole)
            .finish()
    }
}
