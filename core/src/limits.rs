//! The sizes that a request may have. One set for each `App`: the vendor raises them for an account.

/// The limits of one account. Sizes are checked before a request is made.
///
/// The defaults are the documented ones; where the vendor documents none, the default is ours and says so.
/// Raise a limit only after the vendor's support has raised it for your account.
///
/// ```
/// use zegoapi_core::{App, Limits};
///
/// let limits = Limits { content_bytes: 4096, ..Limits::default() };
/// let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38")?.with_limits(limits);
/// # Ok::<(), zegoapi_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest `MessageContent` of a [`SendCustomCommand`](crate::SendCustomCommand), in bytes of UTF-8
    /// before encoding. Documented: 1024.
    pub content_bytes: usize,
    /// The most `ToUserId[]` in one [`SendCustomCommand`](crate::SendCustomCommand). Documented: 10.
    pub to_users: usize,
    /// The longest URL, in bytes. Ours: 65536, far over what a valid command needs and what gateways accept;
    /// it keeps a runaway id from becoming a request.
    pub url_bytes: usize,
    /// The longest JSON body of a POST, in bytes. Ours: 1048576.
    pub body_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            content_bytes: 1024,
            to_users: 10,
            url_bytes: 64 << 10,
            body_bytes: 1 << 20,
        }
    }
}
