//! The client: an application, an endpoint and a transport, put together.

use crate::builder::ClientBuilder;
use crate::system::new_stamp;
use crate::transport::Transport;
use std::sync::Arc;
use std::time::Duration;
use zegoapi_core::{Action, App, Endpoint, Error};

/// A blocking client for one application.
///
/// Make one and share it: clones are cheap and use the same connections, and any number of threads may call
/// it at once. Every call is bounded by the client's time-out.
#[derive(Clone, Debug)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    app: App,
    endpoint: Endpoint,
    transport: Transport,
    timeout: Duration,
}

impl Client {
    /// Starts a client for `app`, with every option at its default.
    pub fn builder(app: App) -> ClientBuilder {
        ClientBuilder::new(app)
    }

    pub(crate) fn new(app: App, endpoint: Endpoint, transport: Transport, timeout: Duration) -> Self {
        Self {
            inner: Arc::new(Inner {
                app,
                endpoint,
                transport,
                timeout,
            }),
        }
    }

    /// Signs and sends an action, and reads what comes back.
    ///
    /// Accepted is not reached: look at the reply's
    /// [`fail_users`](zegoapi_core::Reply::fail_users).
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; [`Error::delivery`] says whether the message may have been delivered.
    pub fn send<A: Action + ?Sized>(&self, action: &A) -> Result<A::Reply, Error> {
        let request = action.prepare(self.app(), self.endpoint(), &new_stamp()?)?;
        self.transport()
            .exchange(&request, self.inner.timeout)?
            .read(action)
    }

    /// The application that the client signs for.
    pub fn app(&self) -> &App {
        &self.inner.app
    }

    /// Where the client's requests go.
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// The client's HTTP, for requests that were prepared by other means.
    pub fn transport(&self) -> &Transport {
        &self.inner.transport
    }
}
