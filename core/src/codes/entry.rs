//! One entry of a table of return codes.

use super::{CodeKind, CodeScope, LimitedBy};

/// One return code, explained.
///
/// The vendor's own list: <https://www.zegocloud.com/docs/rtc-server-api/return-codes>.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReturnCode {
    /// The number in the reply's `Code`.
    pub code: i64,
    /// The scope whose table it stands in.
    pub scope: CodeScope,
    /// What it is about.
    pub kind: CodeKind,
    /// Whose calls were too many: set for [`CodeKind::Limited`] and for no other.
    pub limited_by: Option<LimitedBy>,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// For the tables.
impl CodeScope {
    pub(super) const fn entry(
        self,
        code: i64,
        kind: CodeKind,
        meaning: &'static str,
        advice: &'static str,
    ) -> ReturnCode {
        ReturnCode {
            code,
            scope: self,
            kind,
            limited_by: None,
            meaning,
            advice,
        }
    }

    pub(super) const fn limited(
        self,
        code: i64,
        by: LimitedBy,
        meaning: &'static str,
        advice: &'static str,
    ) -> ReturnCode {
        ReturnCode {
            limited_by: Some(by),
            ..self.entry(code, CodeKind::Limited, meaning, advice)
        }
    }
}
