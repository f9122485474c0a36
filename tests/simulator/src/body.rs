//! The bodies of answers: whole, or fed piece by piece by a task.

use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc;

use crate::wire::Busy;

/// A body.
#[derive(Debug)]
pub(crate) struct Body {
    source: Source,
    /// Keeps the connection from counting as idle until all is sent.
    _busy: Option<Busy>,
}

#[derive(Debug)]
enum Source {
    Whole(Option<Bytes>),
    Fed(mpsc::Receiver<Piece>),
}

/// The next bytes of a fed body.
pub(crate) type Piece = Result<Bytes, CutShort>;

/// Ends a body before its promised length, and the connection with it.
#[derive(Debug)]
pub(crate) struct CutShort;

impl std::fmt::Display for CutShort {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the body is cut short on purpose")
    }
}

impl std::error::Error for CutShort {}

impl Body {
    /// All of it at once.
    pub(crate) fn whole(bytes: impl Into<Bytes>) -> Body {
        let bytes = bytes.into();
        Body {
            source: Source::Whole((!bytes.is_empty()).then_some(bytes)),
            _busy: None,
        }
    }

    /// Piece by piece, through the sender.
    pub(crate) fn fed() -> (mpsc::Sender<Piece>, Body) {
        let (sender, receiver) = mpsc::channel(1);
        (
            sender,
            Body {
                source: Source::Fed(receiver),
                _busy: None,
            },
        )
    }

    /// Keeps the connection busy until the body is sent or given up.
    pub(crate) fn holding(self, busy: Busy) -> Body {
        Body {
            _busy: Some(busy),
            ..self
        }
    }
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = CutShort;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutShort>>> {
        match &mut self.get_mut().source {
            Source::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Source::Fed(pieces) => pieces
                .poll_recv(cx)
                .map(|piece| piece.map(|piece| piece.map(Frame::data))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.source, Source::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match &self.source {
            Source::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Source::Fed(_) => SizeHint::default(),
        }
    }
}
