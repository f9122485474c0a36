//! What an action is made of: the facts that signing, pacing, retrying and reading need to know of it.
//! Everything else in this crate stands above this trait and asks it; no fact of an action stands elsewhere.

use crate::codes::{CodeKind, CodeScope, ReturnCode};
use crate::error::{Applied, Error};
use crate::fail_user::FailUser;
use crate::limits::Limits;
use crate::product::Product;
use crate::reply::Envelope;
use alloc::borrow::Cow;
use alloc::vec::Vec;

/// The HTTP method of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// All parameters stand in the query.
    #[default]
    Get,
    /// The common parameters stand in the query, the action's own in a JSON object in the body.
    Post,
}

impl Method {
    /// `"GET"` or `"POST"`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

named! {
    /// What happens when an action is done twice. Decides what may follow a try whose outcome is not known.
    pub enum Effect {
        /// It changes nothing: it is tried again.
        Read = 1, "read";
        /// Twice is as good as once: it is tried again.
        Repeatable = 2, "repeatable";
        /// Each request carries a `Sequence` that must grow: it is tried again with a new, larger one.
        Resequence = 3, "resequence";
        /// Twice does it twice: it is tried again only where the caller said that duplicates are fine.
        Once = 4, "once";
    }
}

impl Effect {
    /// Whether a request whose outcome is not known may be sent again without asking the caller.
    pub const fn may_repeat(self) -> bool {
        !matches!(self, Self::Once)
    }
}

/// So many calls in any span of so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quota {
    /// How many calls, at least 1.
    pub calls: u32,
    /// The length of the span in milliseconds, at least 1.
    pub window_ms: u32,
}

impl Quota {
    /// So many calls in any second.
    pub const fn per_second(calls: u32) -> Self {
        Self {
            calls,
            window_ms: 1000,
        }
    }
}

/// How often an action may be called, as the vendor documents it. Each part that is there is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate {
    /// For the whole application, all its rooms together.
    pub app: Quota,
    /// The same in the test environment; `None` where it is the same as `app`.
    pub app_in_test: Option<Quota>,
    /// For each room (or group) besides; which one a call belongs to is [`Action::rate_room`].
    pub room: Option<Quota>,
    /// For the whole application in any 24 hours besides.
    pub daily: Option<u32>,
}

impl Rate {
    /// So many calls a second for the whole application.
    pub const fn per_second(calls: u32) -> Self {
        Self {
            app: Quota::per_second(calls),
            app_in_test: None,
            room: None,
            daily: None,
        }
    }

    /// The same with fewer calls a second in the test environment.
    #[must_use]
    pub const fn in_test(mut self, calls: u32) -> Self {
        self.app_in_test = Some(Quota::per_second(calls));
        self
    }

    /// The same with a quota for each room besides.
    #[must_use]
    pub const fn per_room(mut self, quota: Quota) -> Self {
        self.room = Some(quota);
        self
    }
}

/// One action of the server API: everything that signing, sending and reading need to know of it.
///
/// Implement it to give an action of your own types for its parameters and its reply; for a single call
/// of an action that has no type here, [`GenericAction`](crate::GenericAction) is enough. What is done with an
/// action ([`prepare`](crate::ActionExt::prepare), [`parse`](crate::ActionExt::parse)) is in
/// [`ActionExt`](crate::ActionExt), which every action has.
pub trait Action {
    /// What the server's acceptance is read into.
    type Reply;

    /// The value of the `Action` parameter, such as `SendCustomCommand`.
    fn name(&self) -> &str;

    /// The product that serves it; `None` for the product that the endpoint names.
    fn product(&self) -> Option<Product> {
        None
    }

    /// GET, unless the action takes a JSON body.
    fn method(&self) -> Method {
        Method::Get
    }

    /// Which table explains the action's return codes.
    fn code_scope(&self) -> CodeScope {
        CodeScope::Gateway
    }

    /// What happens when this call is made twice. May depend on its parameters, such as a key of the caller's.
    fn effect(&self) -> Effect;

    /// How often the action may be called.
    fn rate(&self) -> Rate;

    /// The room (or group) whose quota this call takes from, where [`Rate::room`] is there.
    fn rate_room(&self) -> Option<&str> {
        None
    }

    /// How many calls' worth of the quota this call takes: 1, unless the vendor counts items.
    fn rate_cost(&self) -> u32 {
        1
    }

    /// Refuses what the server would refuse for sure, under the limits of the account.
    fn check(&self, limits: &Limits) -> Result<(), Error>;

    /// Shows every parameter of the action's own, in the order of the URL, with its name and value before
    /// encoding. A list shows its name with `[]` once per item. Must show the same each time for one `sequence`,
    /// which is for actions that carry a `Sequence` and larger with every request.
    fn visit_params(&self, sequence: i64, visit: &mut dyn FnMut(&str, &str));

    /// The JSON object of a POST, for this `sequence`.
    fn body(&self, _sequence: i64) -> Option<Cow<'_, str>> {
        None
    }

    /// Shows every text that must not appear in an error, whatever the server's answer repeats.
    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        self.visit_params(0, &mut |_, value| visit(value));
        if let Some(body) = self.body(0) {
            visit(&body);
        }
    }

    /// Whether a code other than 0 is an answer of this action's and no refusal.
    fn is_answer(&self, _code: i64) -> bool {
        false
    }

    /// Whether this code, after a try whose outcome is not known, says that that try was done.
    fn is_done_already(&self, _code: i64) -> bool {
        false
    }

    /// The users that a reply or a refusal names as those for whom it failed.
    fn read_fail_users(&self, _envelope: &Envelope<'_>) -> Vec<FailUser> {
        Vec::new()
    }

    /// Whether a refused call may have taken effect, by what the code means. `entry` is `None` for a code that no
    /// table of the action's scope lists.
    fn refusal_applied(&self, entry: Option<&ReturnCode>, _fail_users: &[FailUser]) -> Applied {
        applied_by_kind(entry.map_or(CodeKind::Unlisted, |entry| entry.kind))
    }

    /// Makes the reply of an accepted call; `None` when the reply has another shape than the action's.
    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<Self::Reply>;
}

/// Whether a call that was refused for such a reason may have taken effect all the same.
pub const fn applied_by_kind(kind: CodeKind) -> Applied {
    match kind {
        CodeKind::Caller | CodeKind::Auth | CodeKind::Clock | CodeKind::Absent | CodeKind::Limited => {
            Applied::No
        }
        CodeKind::Transient | CodeKind::Service | CodeKind::Unlisted => Applied::Unknown,
    }
}

/// A borrowed action is the same action.
impl<A: Action + ?Sized> Action for &A {
    type Reply = A::Reply;

    fn name(&self) -> &str {
        (**self).name()
    }

    fn product(&self) -> Option<Product> {
        (**self).product()
    }

    fn method(&self) -> Method {
        (**self).method()
    }

    fn code_scope(&self) -> CodeScope {
        (**self).code_scope()
    }

    fn effect(&self) -> Effect {
        (**self).effect()
    }

    fn rate(&self) -> Rate {
        (**self).rate()
    }

    fn rate_room(&self) -> Option<&str> {
        (**self).rate_room()
    }

    fn rate_cost(&self) -> u32 {
        (**self).rate_cost()
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        (**self).check(limits)
    }

    fn visit_params(&self, sequence: i64, visit: &mut dyn FnMut(&str, &str)) {
        (**self).visit_params(sequence, visit);
    }

    fn body(&self, sequence: i64) -> Option<Cow<'_, str>> {
        (**self).body(sequence)
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        (**self).visit_private(visit);
    }

    fn is_answer(&self, code: i64) -> bool {
        (**self).is_answer(code)
    }

    fn is_done_already(&self, code: i64) -> bool {
        (**self).is_done_already(code)
    }

    fn read_fail_users(&self, envelope: &Envelope<'_>) -> Vec<FailUser> {
        (**self).read_fail_users(envelope)
    }

    fn refusal_applied(&self, entry: Option<&ReturnCode>, fail_users: &[FailUser]) -> Applied {
        (**self).refusal_applied(entry, fail_users)
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<A::Reply> {
        (**self).read_reply(envelope)
    }
}
