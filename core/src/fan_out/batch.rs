//! The message to some of the users, as an action: it is a `SendCustomCommand` without a copy of anything.

use super::users::Users;
use crate::action::{Action, Effect, Rate};
use crate::actions::{SendCustomCommand, SendCustomCommandReply, read_fail_users};
use crate::codes::{CodeScope, ReturnCode};
use crate::error::{Applied, Error};
use crate::fail_user::FailUser;
use crate::limits::Limits;
use crate::product::Product;
use crate::reply::Envelope;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::ops::Range;

/// What all calls of a fan-out share.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) room_id: String,
    pub(super) from_user_id: String,
    pub(super) content: String,
    pub(super) users: Arc<Users>,
}

/// The message to some of the users.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) message: Arc<Message>,
    pub(super) users: Range<usize>,
}

impl Batch {
    fn user_ids(&self) -> impl Iterator<Item = &str> {
        self.users.clone().map(|user| self.message.users.id(user))
    }
}

impl Action for Batch {
    type Reply = SendCustomCommandReply;

    fn name(&self) -> &'static str {
        SendCustomCommand::NAME
    }

    fn product(&self) -> Option<Product> {
        Some(Product::Rtc)
    }

    fn code_scope(&self) -> CodeScope {
        SendCustomCommand::CODE_SCOPE
    }

    fn effect(&self) -> Effect {
        SendCustomCommand::EFFECT
    }

    fn rate(&self) -> Rate {
        SendCustomCommand::RATE
    }

    fn check(&self, limits: &Limits) -> Result<(), Error> {
        SendCustomCommand::check_sizes(self.message.content.len(), self.users.len(), limits)
    }

    fn visit_params(&self, _sequence: i64, visit: &mut dyn FnMut(&str, &str)) {
        let Message {
            room_id,
            from_user_id,
            content,
            ..
        } = &*self.message;
        SendCustomCommand::visit(room_id, from_user_id, self.user_ids(), content, visit);
    }

    fn visit_private(&self, visit: &mut dyn FnMut(&str)) {
        visit(&self.message.content);
    }

    fn read_fail_users(&self, envelope: &Envelope<'_>) -> Vec<FailUser> {
        read_fail_users(envelope.data).unwrap_or_default()
    }

    fn refusal_applied(&self, entry: Option<&ReturnCode>, fail_users: &[FailUser]) -> Applied {
        SendCustomCommand::applied(entry, fail_users, self.user_ids())
    }

    fn read_reply(&self, envelope: &Envelope<'_>) -> Option<SendCustomCommandReply> {
        SendCustomCommandReply::read(envelope)
    }
}
