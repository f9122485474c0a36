//! How far one try got. ureq does not say, so the connector notes it here, beside the thread that waits for
//! the call: ureq does all of a call's writing on the thread that made it.

use std::cell::RefCell;

/// How far a try got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    method: &'static str,
    /// The signed part of the URL, put in place of the bare `/` that ureq writes.
    target: String,
    body_bytes: usize,
    head_written: bool,
    body_written: usize,
    /// Whether a connection was there to write to.
    pub(super) connected: bool,
}

impl Progress {
    /// Whether the last byte of the request was handed to the operating system.
    pub(super) fn written_whole(&self) -> bool {
        self.head_written && self.body_written >= self.body_bytes
    }
}

thread_local! {
    static CURRENT: RefCell<Progress> = RefCell::default();
}

/// Does one try of a request, and says how far it got.
pub(super) fn watch<T>(
    method: &'static str,
    target: &str,
    body_bytes: usize,
    run: impl FnOnce() -> T,
) -> (T, Progress) {
    /// The signed URL stays no longer than the try, whatever happens in it.
    struct Forget;
    impl Drop for Forget {
        fn drop(&mut self) {
            CURRENT.take();
        }
    }
    let _forget = Forget;
    CURRENT.set(Progress {
        method,
        target: target.to_owned(),
        body_bytes,
        ..Progress::default()
    });
    let outcome = run();
    (outcome, CURRENT.take())
}

/// A connection is there, and writing begins.
pub(super) fn note_connected() {
    CURRENT.with_borrow_mut(|progress| progress.connected = true);
}

/// Puts the signed target into a request head that ureq wrote with `/`; the head takes `amount` bytes of
/// `output`. Returns how many it takes then; `None` when it is not such a head or does not fit.
/// Once the head is written, all that follows is body and stays as it is.
pub(super) fn put_target(output: &mut [u8], amount: usize) -> Option<usize> {
    CURRENT.with_borrow(|progress| {
        if progress.head_written {
            return Some(amount);
        }
        let slash = progress.method.len() + 1;
        let head = output.get(..amount)?;
        let expected = head.starts_with(progress.method.as_bytes())
            && head
                .get(slash..)
                .is_some_and(|rest| rest.starts_with(b"/ HTTP/1.1\r\n"));
        // The whole head comes at once: the buffer is made for the longest URL.
        if progress.method.is_empty() || !expected || !head.ends_with(b"\r\n\r\n") {
            return None;
        }
        let (target, after) = (progress.target.as_bytes(), slash + 1);
        let place = slash..slash + target.len();
        let grown = amount - 1 + target.len();
        if grown > output.len() {
            return None;
        }
        output.copy_within(after..amount, place.end);
        output[place].copy_from_slice(target);
        Some(grown)
    })
}

/// `amount` bytes, as ureq counts them, were handed to the operating system.
pub(super) fn note_written(amount: usize) {
    CURRENT.with_borrow_mut(|progress| {
        if progress.head_written {
            progress.body_written += amount;
        }
        progress.head_written = true;
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(method: &'static str, target: &str, head: &str, room: usize) -> Option<String> {
        let mut output = vec![0; room];
        output[..head.len()].copy_from_slice(head.as_bytes());
        let len = watch(method, target, 0, || put_target(&mut output, head.len())).0?;
        Some(String::from_utf8(output[..len].to_vec()).unwrap())
    }

    #[test]
    fn the_target_takes_the_place_of_the_slash() {
        let head = "GET / HTTP/1.1\r\nhost: h\r\n\r\n";
        assert_eq!(
            put("GET", "/x?y=/ HTTP/1.1", head, 99).unwrap(),
            head.replacen('/', "/x?y=/ HTTP/1.1", 1)
        );
        assert_eq!(put("GET", "/", head, head.len()).unwrap(), head);
    }

    #[test]
    fn anything_else_is_not_written() {
        let head = "GET / HTTP/1.1\r\nhost: h\r\n\r\n";
        assert_eq!(put("GET", "/12345", head, head.len() + 4), None, "no room");
        assert_eq!(put("POST", "/", head, 99), None, "another method");
        assert_eq!(
            put("GET", "/", "GET /x HTTP/1.1\r\n\r\n", 99),
            None,
            "another path"
        );
        assert_eq!(put("GET", "/", "GET / HTTP/1.1\r\n", 99), None, "half a head");
        assert_eq!(put("GET", "/", "GET", 99), None, "too short");
    }

    #[test]
    fn a_request_is_whole_with_its_last_body_byte() {
        for (writes, whole) in [
            (&[][..], false),
            (&[50], false),
            (&[50, 9], false),
            (&[50, 9, 1], true),
        ] {
            let progress = watch("POST", "/", 10, || {
                for amount in writes {
                    note_written(*amount);
                }
            })
            .1;
            assert_eq!(progress.written_whole(), whole, "{writes:?}");
        }
        assert!(
            CURRENT.with_borrow(|progress| progress.target.is_empty()),
            "nothing stays behind"
        );
    }
}
