//! A user's messages as they come: newline-delimited JSON, past ones first.

use std::sync::Arc;

use hyper::Response;
use hyper::body::Bytes;

use crate::answer;
use crate::body::Body;
use crate::shared::Shared;

/// Starts a stream that ends when the client leaves.
pub(crate) fn start(shared: Arc<Shared>, room_id: String, user_id: String) -> Response<Body> {
    let (sender, body) = Body::fed();
    tokio::spawn(async move {
        let mut changes = shared.changes();
        let mut reader = Reader { epoch: 0, read: 0 };
        loop {
            changes.borrow_and_update();
            let lines = reader.lines(&shared, &room_id, &user_id);
            if !lines.is_empty() && sender.send(Ok(Bytes::from(lines))).await.is_err() {
                return;
            }
            tokio::select! {
                () = sender.closed() => return,
                changed = changes.changed() => if changed.is_err() { return },
            }
        }
    });
    let mut response = answer::whole(200, "application/x-ndjson", Bytes::new());
    *response.body_mut() = body;
    response
}

/// How far a stream has read.
struct Reader {
    epoch: u64,
    read: usize,
}

impl Reader {
    /// What is new, a line for each message. After a reset it reads from the beginning.
    fn lines(&mut self, shared: &Shared, room_id: &str, user_id: &str) -> String {
        let state = shared.state();
        if self.epoch != state.epoch {
            *self = Reader {
                epoch: state.epoch,
                read: 0,
            };
        }
        let messages = state.rooms.messages(room_id, user_id);
        let new = messages.get(self.read..).unwrap_or_default();
        self.read = messages.len();
        new.iter()
            .filter_map(|message| serde_json::to_string(message).ok())
            .map(|line| line + "\n")
            .collect()
    }
}
