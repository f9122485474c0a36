//! ureq's own connector, with a watch on what is written: whether a request went out whole decides between
//! "not sent" and "unknown". The watch also puts the signed part of the URL in, past ureq's logs.

use super::attempt;
use std::cell::Cell;
use ureq::Error;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport,
};

/// Makes watched connections.
#[derive(Debug, Default)]
pub(super) struct Watched {
    inner: DefaultConnector,
}

thread_local! {
    /// Over 0 while a connection to a proxy is made for the one that was asked for.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

impl Connector for Watched {
    type Out = WatchedTransport;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, Error> {
        let depth = DEPTH.get();
        DEPTH.set(depth + 1);
        let made = self.inner.connect(details, chained);
        DEPTH.set(depth);
        // What is written to a proxy to open a tunnel is no part of the request.
        let request_comes_here = depth == 0;
        Ok(made?.map(|inner| WatchedTransport {
            inner,
            request_comes_here,
        }))
    }
}

/// A connection that notes what was written of the current try.
#[derive(Debug)]
pub(super) struct WatchedTransport {
    inner: Box<dyn Transport>,
    request_comes_here: bool,
}

impl Transport for WatchedTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if !self.request_comes_here {
            return self.inner.transmit_output(amount, timeout);
        }
        attempt::note_connected();
        let grown = attempt::put_target(self.inner.buffers().output(), amount);
        let grown = grown.ok_or_else(|| Error::Other("the request does not fit the write buffer".into()))?;
        self.inner.transmit_output(grown, timeout)?;
        attempt::note_written(amount);
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}
