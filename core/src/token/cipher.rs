//! AES in CBC mode with PKCS#7 padding, in place: the one use of the cipher.
//! CBC has no authentication code, so what decrypts is not thereby genuine.

use aes::{Aes128, Aes256};
use cbc::cipher::block_padding::Pkcs7;
use cbc::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit};

pub(super) const BLOCK_LEN: usize = 16;

/// The bytes that `len` bytes take when they are encrypted: padding is never empty.
pub(super) const fn encrypted_len(len: usize) -> usize {
    (len / BLOCK_LEN + 1) * BLOCK_LEN
}

/// Encrypts the first `len` bytes of `bytes`, which has [`encrypted_len`] of them. `None` when it is shorter.
pub(super) fn encrypt(key: &[u8; 32], iv: &[u8; 16], bytes: &mut [u8], len: usize) -> Option<()> {
    let cipher = cbc::Encryptor::<Aes256>::new(key.into(), iv.into());
    cipher.encrypt_padded::<Pkcs7>(bytes, len).ok().map(|_| ())
}

/// Decrypts in place and takes the padding off; `None` when the padding is wrong.
pub(super) fn decrypt<'b>(key: &[u8; 32], iv: &[u8; 16], bytes: &'b mut [u8]) -> Option<&'b [u8]> {
    let cipher = cbc::Decryptor::<Aes256>::new(key.into(), iv.into());
    cipher.decrypt_padded::<Pkcs7>(bytes).ok()
}

/// As [`decrypt`], for the makers who take the secret's 32 characters for hex and get a key of half the length.
pub(super) fn decrypt_128<'b>(key: &[u8; 16], iv: &[u8; 16], bytes: &'b mut [u8]) -> Option<&'b [u8]> {
    let cipher = cbc::Decryptor::<Aes128>::new(key.into(), iv.into());
    cipher.decrypt_padded::<Pkcs7>(bytes).ok()
}
