//! `SendCustomCommand`: a message from the server to the users of one room, or to some of them.
//! The vendor's page: <https://www.zegocloud.com/docs/rtc-server-api/send-custom-command>.

use crate::action::{Action, Effect, Rate, applied_by_kind};
use crate::codes::{CodeKind, CodeScope, ReturnCode};
use crate::error::{Applied, Error, InvalidInput};
use crate::fail_user::FailUser;
use crate::limits::Limits;
use crate::product::Product;
use crate::reply::{Envelope, number_or_text, objects, text_or_number};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Who gets a message: everyone in the room, or the users named. Never an empty list.
///
/// The API takes a request without users for a broadcast; here the two are different things to say, so that
/// a list that came out empty cannot turn a private message into a public one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipients<'a>(Option<Vec<Cow<'a, str>>>);

impl<'a> Recipients<'a> {
    /// Everyone in the room, except a client that is logged in under the sender's id.
    pub const fn everyone() -> Self {
        Self(None)
    }

    /// The users named. How many there may be at most depends on the account's
    /// [`Limits::to_users`](crate::Limits) (10, unless raised) and is checked when the request is made.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] for the field `to` when there are none, or when one of the ids is empty.
    pub fn users<I>(user_ids: I) -> Result<Self, Error>
    where
        I: IntoIterator,
        I::Item: Into<Cow<'a, str>>,
    {
        let user_ids: Vec<Cow<'a, str>> = user_ids.into_iter().map(Into::into).collect();
        if user_ids.is_empty() {
            return Err(InvalidInput::too_small("to", 1, 0).into());
        }
        if let Some(index) = user_ids.iter().position(|id| id.is_empty()) {
            return Err(InvalidInput::too_small("to", 1, 0).at(index).into());
        }
        Ok(Self(Some(user_ids)))
    }

    /// The users named; `None` for everyone.
    pub fn user_ids(&self) -> Option<&[Cow<'a, str>]> {
        self.0.as_deref()
    }

    /// Whether the message goes to everyone in the room.
    pub fn is_everyone(&self) -> bool {
        self.0.is_none()
    }

    fn into_owned(self) -> Recipients<'static> {
        let own = |id: Cow<'a, str>| Cow::Owned(id.into_owned());
        Recipients(self.0.map(|ids| ids.into_iter().map(own).collect()))
    }
}

/// A custom message to users of one room.
///
/// Clients get it in `onIMRecvCustomCommand` (Web: `IMRecvCustomCommand`). The sender need not be logged in to
/// the room; a client logged in under the sender's id does not get the message, so to reach everyone, send
/// from an id that nobody in the room uses. Messages are "unreliable" in the vendor's words and meant for rooms
/// of at most about 500 users.
///
/// Texts are borrowed where they are given as `&str`, and owned where they are given as `String`.
///
/// ```
/// use zegoapi_core::SendCustomCommand;
///
/// let gift = SendCustomCommand::to_users("room1", "server", ["u1", "u2"], r#"{"gift":"rose"}"#)?;
/// let start = SendCustomCommand::to_everyone("room1", "server", "match start")?;
/// assert!(SendCustomCommand::to_users("room1", "server", Vec::<String>::new(), "hi").is_err());
/// # Ok::<(), zegoapi_core::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SendCustomCommand<'a> {
    room_id: Cow<'a, str>,
    from_user_id: Cow<'a, str>,
    recipients: Recipients<'a>,
    content: Cow<'a, str>,
}

impl<'a> SendCustomCommand<'a> {
    /// A message to everyone in the room.
    ///
    /// # Errors
    ///
    /// As for [`SendCustomCommand::new`].
    pub fn to_everyone(
        room_id: impl Into<Cow<'a, str>>,
        from_user_id: impl Into<Cow<'a, str>>,
        content: impl Into<Cow<'a, str>>,
    ) -> Result<Self, Error> {
        Self::new(room_id, from_user_id, Recipients::everyone(), content)
    }

    /// A message to the users named, 1 to 10 of them (or to the account's limit).
    ///
    /// # Errors
    ///
    /// As for [`SendCustomCommand::new`] and [`Recipients::users`].
    pub fn to_users<I>(
        room_id: impl Into<Cow<'a, str>>,
        from_user_id: impl Into<Cow<'a, str>>,
        user_ids: I,
        content: impl Into<Cow<'a, str>>,
    ) -> Result<Self, Error>
    where
        I: IntoIterator,
        I::Item: Into<Cow<'a, str>>,
    {
        Self::new(room_id, from_user_id, Recipients::users(user_ids)?, content)
    }

    /// A message to recipients that were made before.
    ///
    /// Sizes are held against the account's limits when the request is made, still before any I/O:
    /// 1024 **bytes** of content and 10 users, unless they were raised.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`] when the room, the sender or the content is empty.
    pub fn new(
        room_id: impl Into<Cow<'a, str>>,
        from_user_id: impl Into<Cow<'a, str>>,
        recipients: Recipients<'a>,
        content: impl Into<Cow<'a, str>>,
    ) -> Result<Self, Error> {
        let (room_id, from_user_id, content) = (room_id.into(), from_user_id.into(), content.into());
        Self::check_texts(&room_id, &from_user_id, &content)?;
        Ok(Self {
            room_id,
            from_user_id,
            recipients,
            content,
        })
    }

    /// The room.
    pub fn room_id(&self) -> &str {
        &self.room_id
    }

    /// The sender.
    pub fn from_user_id(&self) -> &str {
        &self.from_user_id
    }

    /// Who gets it.
    pub fn recipients(&self) -> &Recipients<'a> {
        &self.recipients
    }

    /// The message itself.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The same command with texts of its own, for a queue or another thread.
    pub fn into_owned(self) -> SendCustomCommand<'static> {
        SendCustomCommand {
            room_id: Cow::Owned(self.room_id.into_owned()),
            from_user_id: Cow::Owned(self.from_user_id.into_owned()),
            recipients: self.recipients.into_owned(),
            content: Cow::Owned(self.content.into_owned()),
        }
    }
}

impl Action for SendCustomCommand<'_> {
    type Reply = SendCustomCommandReply;

    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn product(&self) -> Option<Product> {
        Some(Product::Rtc)
    }

    fn code_scope(&self) -> CodeScope {
        Self::CODE_SCOPE
    }

    fn effect(&self) -> Effect {
        Self::EFFECT
    }

    fn rate(&self) -> Rate {
        Self::RATE
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        Self::check_sizes(
            self.content.len(),
            self.recipients.user_ids().map_or(0, <[_]>::len),
            limits,
        )
    }

    fn visit_params(&self, _sequence: i64, visit: &mut dyn FnMut(&str, &str)) {
        let user_ids = self
            .recipients
            .user_ids()
            .unwrap_or_default()
            .iter()
            .map(|id| &**id);
        Self::visit(&self.room_id, &self.from_user_id, user_ids, &self.content, visit);
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.content);
    }

    fn read_fail_users(&self, envelope: &Envelope<'_>) -> Vec<FailUser> {
        // A refusal stands whatever its Data looks like.
        read_fail_users(envelope.data).unwrap_or_default()
    }

    fn refusal_applied(&self, entry: Option<&ReturnCode>, fail_users: &[FailUser]) -> Applied {
        let user_ids = self.recipients.user_ids().unwrap_or_default();
        Self::applied(entry, fail_users, user_ids.iter().map(|id| &**id))
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<SendCustomCommandReply> {
        SendCustomCommandReply::read(envelope)
    }
}

/// The action's rules, for every form in which it is held.
impl SendCustomCommand<'_> {
    /// The action's name.
    pub const NAME: &'static str = "SendCustomCommand";
    pub(crate) const CODE_SCOPE: CodeScope = CodeScope::Room;
    pub(crate) const EFFECT: Effect = Effect::Once;
    /// For all rooms of the application together.
    pub(crate) const RATE: Rate = Rate::per_second(100).in_test(10);
    /// "Sending the custom message failed": for all users, unless the refusal names some.
    const SENDING_FAILED: i64 = 50_013;
    /// The codes that stand for a room that does not exist; every message to it would be refused.
    const NO_ROOM: [i64; 3] = [104, 5024, 50_001];

    /// Whether a refused message may have reached someone. A list of users for whom sending failed leaves the others
    /// open.
    pub(crate) fn applied<'u>(
        entry: Option<&ReturnCode>,
        fail_users: &[FailUser],
        mut user_ids: impl Iterator<Item = &'u str>,
    ) -> Applied {
        match entry {
            Some(entry) if entry.code == Self::SENDING_FAILED => {
                let failed = |id: &str| fail_users.iter().any(|user| user.is(id));
                let everyone = user_ids.size_hint().1 == Some(0);
                if fail_users.is_empty() || (!everyone && user_ids.all(failed)) {
                    Applied::No
                } else {
                    Applied::Unknown
                }
            }
            entry => applied_by_kind(entry.map_or(CodeKind::Unlisted, |entry| entry.kind)),
        }
    }

    /// Whether a refusal would meet every message to the room, whoever gets it.
    pub(crate) fn meets_everyone(code: i64, kind: CodeKind) -> bool {
        matches!(kind, CodeKind::Auth | CodeKind::Clock) || Self::NO_ROOM.contains(&code)
    }

    /// Whether the same message may be accepted for the same user later on.
    pub(crate) fn may_be_mended(code: i64) -> bool {
        let kind = Self::CODE_SCOPE.explain(code).map(|entry| entry.kind);
        kind.is_some_and(|kind| kind.retryable() || kind == CodeKind::Auth) || Self::NO_ROOM.contains(&code)
    }

    pub(crate) fn check_texts(room_id: &str, from_user_id: &str, content: &str) -> Result<(), Error> {
        for (field, text) in [
            ("room_id", room_id),
            ("from_user_id", from_user_id),
            ("content", content),
        ] {
            if text.is_empty() {
                return Err(InvalidInput::too_small(field, 1, 0).into());
            }
        }
        Ok(())
    }

    pub(crate) fn check_sizes(content_bytes: usize, to_users: usize, limits: &Limits) -> Result<(), Error> {
        for (field, limit, size) in [
            ("content", limits.content_bytes, content_bytes),
            ("to", limits.to_users, to_users),
        ] {
            if size > limit {
                return Err(InvalidInput::too_large(field, limit, size).into());
            }
        }
        Ok(())
    }

    /// Shows the parameters in the order of the URL; no users means everyone.
    pub(crate) fn visit<'u>(
        room_id: &str,
        from_user_id: &str,
        user_ids: impl Iterator<Item = &'u str>,
        content: &str,
        visit: &mut dyn FnMut(&str, &str),
    ) {
        visit("RoomId", room_id);
        visit("FromUserId", from_user_id);
        for user_id in user_ids {
            visit("ToUserId[]", user_id);
        }
        visit("MessageContent", content);
    }
}

impl fmt::Debug for SendCustomCommand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendCustomCommand")
            .field("room_id", &self.room_id)
            .field("from_user_id", &self.from_user_id)
            .field("recipients", &self.recipients)
            .field("content_bytes", &self.content.len())
            .finish()
    }
}

/// What the server said to an accepted [`SendCustomCommand`].
///
/// **Accepted is not reached**: look at [`fail_users`](Self::fail_users).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SendCustomCommandReply {
    /// The server's `RequestId`, every digit kept whatever JSON type it came as; empty when it gave none.
    pub request_id: String,
    /// The server's `Message`, usually `success`.
    pub message: String,
    /// The named users that did not get the message; empty when all did, and for a message to everyone.
    pub fail_users: Vec<FailUser>,
    /// The whole reply as JSON text.
    pub whole: String,
}

impl SendCustomCommandReply {
    /// `None` when `Data` has another shape.
    pub(crate) fn read(envelope: &Envelope<'_>) -> Option<Self> {
        Some(Self {
            fail_users: read_fail_users(envelope.data)?,
            request_id: envelope.request_id.to_string(),
            message: envelope.message.to_string(),
            whole: envelope.whole.to_string(),
        })
    }
}

impl fmt::Debug for SendCustomCommandReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendCustomCommandReply")
            .field("request_id", &self.request_id)
            .field("message", &self.message)
            .field("fail_users", &self.fail_users)
            .field("whole_bytes", &self.whole.len())
            .finish()
    }
}

#[derive(Deserialize)]
struct WireData<'a> {
    #[serde(rename = "FailUsers", borrow, default)]
    fail_users: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct WireFailUser<'a> {
    #[serde(rename = "Uid", borrow, deserialize_with = "text_or_number")]
    uid: Cow<'a, str>,
    #[serde(rename = "Code", deserialize_with = "number_or_text")]
    code: i64,
}

/// Reads the failed users from the text of `Data`, which may be missing, null, an empty list or without them.
/// `None` when it has another shape.
pub(crate) fn read_fail_users(data: Option<&str>) -> Option<Vec<FailUser>> {
    let list = match data {
        None => None,
        Some(data) if data.starts_with('[') => {
            // What an empty object becomes in some languages.
            return data[1..].trim_ascii_start().starts_with(']').then(Vec::new);
        }
        Some(data) => serde_json::from_str::<Option<WireData<'_>>>(data).ok()?,
    };
    let Some(list) = list.and_then(|data| data.fail_users) else {
        return Some(Vec::new());
    };
    let users: Vec<WireFailUser<'_>> = objects(list.get()).ok()?;
    Some(
        users
            .into_iter()
            .map(|user| FailUser::new(user.uid.into_owned(), user.code))
            .collect(),
    )
}
