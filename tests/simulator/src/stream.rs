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
                news = changes.changed() => if news.is_err() { return },
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

#[cfg(test)]
mod tests {
    use tokio::sync::mpsc;

    use super::*;
    use crate::config::Config;
    use crate::rooms::Sending;
    use crate::shared::Addresses;

    fn put(shared: &Shared, content: &str) {
        let mut state = shared.state();
        state.rooms.login("r", "u");
        let sending = Sending {
            room_id: "r",
            from_user_id: "s",
            to_user_ids: &[],
            content,
            withheld: &[],
        };
        assert!(state.rooms.deliver(&sending).is_some());
    }

    /// The stream's task may wake only when as much is there again as it had read.
    #[test]
    fn a_reader_starts_again_after_a_reset_that_it_did_not_see() {
        let addresses = Addresses {
            http_url: String::new(),
            https_url: String::new(),
            admin_url: String::new(),
            ca_pem: String::new(),
        };
        let shared = Shared::new(Config::default(), addresses, mpsc::unbounded_channel().0);
        let mut reader = Reader { epoch: 0, read: 0 };
        put(&shared, "old");
        assert!(reader.lines(&shared, "r", "u").contains("old"));
        assert_eq!(reader.lines(&shared, "r", "u"), "");
        for reset in [Shared::reset_counters, Shared::reset] {
            reset(&shared);
            put(&shared, "new");
            assert!(reader.lines(&shared, "r", "u").contains("new"));
        }
    }
}
