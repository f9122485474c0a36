//! What can be done with every action: check and sign it, and read what came back.
//! One implementation for all of them, so that no action can sign or read in a way of its own.

use crate::action::Action;
use crate::app::App;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::parse;
use crate::reply::Answer;
use crate::request::{self, Request};
use crate::stamp::Stamp;

/// What can be done with every [`Action`].
pub trait ActionExt: Action {
    /// Checks and signs the action, as a new [`Request`]. Allocates once for the URL (and once for a body).
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`], with the field, the limit and the size.
    fn prepare(&self, app: &App, endpoint: &Endpoint, stamp: &Stamp) -> Result<Request, Error>;

    /// Checks and signs the action, and writes the URL (ASCII) into `buffer`. Returns the number of bytes
    /// written. Allocates nothing. Method and body are [`Action::method`] and [`Action::body`].
    ///
    /// # Errors
    ///
    /// [`Error::InvalidInput`]; when `buffer` is too small, its `limit()` says how many bytes are needed
    /// and nothing is written.
    fn prepare_into(
        &self,
        app: &App,
        endpoint: &Endpoint,
        stamp: &Stamp,
        buffer: &mut [u8],
    ) -> Result<usize, Error>;

    /// Reads what came back for the action. Never panics, whatever came.
    ///
    /// An acceptance counts only under a 2xx status; a refusal counts under any.
    ///
    /// # Errors
    ///
    /// [`Error::Api`] when the server refused, [`Error::BadReply`] when it is no reply, or none that came whole.
    fn parse(&self, answer: &Answer<'_>) -> Result<Self::Reply, Error>;
}

impl<A: Action + ?Sized> ActionExt for A {
    fn prepare(&self, app: &App, endpoint: &Endpoint, stamp: &Stamp) -> Result<Request, Error> {
        request::prepare(self, app, endpoint, stamp)
    }

    fn prepare_into(
        &self,
        app: &App,
        endpoint: &Endpoint,
        stamp: &Stamp,
        buffer: &mut [u8],
    ) -> Result<usize, Error> {
        request::prepare_into(self, app, endpoint, stamp, buffer)
    }

    fn parse(&self, answer: &Answer<'_>) -> Result<A::Reply, Error> {
        parse::parse(self, answer)
    }
}
