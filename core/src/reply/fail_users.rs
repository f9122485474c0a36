//! `Data.FailUsers`: the named users who did not get a message that was accepted all the same.

use super::text::text_or_number;
use crate::codes::{CodeFamily, ReturnCode, advice, meaning};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Deserialize;

/// A named user who did not get the message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FailUser {
    /// The user's id, as it was named in the request.
    pub uid: String,
    /// Why: 50003 for a user who is not online.
    pub code: i32,
}

impl FailUser {
    /// What the code means and what to do; `None` for a code that no table lists.
    pub fn explain(&self) -> Option<&'static ReturnCode> {
        CodeFamily::Room.explain(self.code)
    }

    /// What the code means.
    pub fn meaning(&self) -> &'static str {
        meaning(self.explain())
    }

    /// What to do about it.
    pub fn advice(&self) -> &'static str {
        advice(self.explain())
    }
}

#[derive(Deserialize)]
struct WireData<'a> {
    #[serde(rename = "FailUsers", borrow, default)]
    fail_users: Option<Vec<WireFailUser<'a>>>,
}

#[derive(Deserialize)]
struct WireFailUser<'a> {
    #[serde(rename = "Uid", borrow, deserialize_with = "text_or_number")]
    uid: Cow<'a, str>,
    #[serde(rename = "Code")]
    code: i32,
}

/// Reads the failed users from the text of `Data`, which may be missing, null or without them.
pub(crate) fn read_fail_users(data: Option<&str>) -> serde_json::Result<Vec<FailUser>> {
    let Some(data) = data else { return Ok(Vec::new()) };
    let data: Option<WireData<'_>> = serde_json::from_str(data)?;
    let users = data.and_then(|data| data.fail_users).unwrap_or_default();
    Ok(users
        .into_iter()
        .map(|user| FailUser {
            uid: user.uid.into_owned(),
            code: user.code,
        })
        .collect())
}
