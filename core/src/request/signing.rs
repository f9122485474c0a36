//! The signature, version 2.0: lower-case hex of `MD5(AppId + SignatureNonce + ServerSecret + Timestamp)`.
//! See <https://www.zegocloud.com/docs/rtc-server-api/accessing-server-apis>.

use crate::app::App;
use crate::stamp::Stamp;
use md5::{Digest, Md5};

/// The length of a signature in characters.
pub(super) const LEN: usize = 32;

/// Signs without allocating. The digest's block buffer, which has held the secret, is wiped when it goes.
pub(super) fn sign(app: &App, stamp: &Stamp) -> [u8; LEN] {
    let mut digest = Md5::new();
    digest.update(itoa::Buffer::new().format(app.app_id()));
    digest.update(stamp.nonce());
    digest.update(app.server_secret());
    digest.update(itoa::Buffer::new().format(stamp.timestamp()));
    let mut signature = [0; LEN];
    // Cannot fail: the buffer has twice the length of an MD5.
    let _ = hex::encode_to_slice(digest.finalize(), &mut signature);
    signature
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example() {
        let app = App::new(12345, "9193cc662a4c0ec135ec71fb57194b38").unwrap();
        let stamp = Stamp::new("4fd24687296dd9f3", 1_615_186_943).unwrap();
        assert_eq!(&sign(&app, &stamp), b"43e5cfcca828314675f91b001390566a");
    }
}
