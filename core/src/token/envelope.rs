//! The outside of a token04: `04` and base64 of expiry, IV and ciphertext, each part with its size before it.
//! Reading it needs no secret, and tells which mistake a text is.

use super::cipher::{self, BLOCK_LEN};
use super::{SECRET_LEN, TokenError, TokenErrorKind, TokenStamp};
use alloc::string::String;
use alloc::vec::Vec;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const PREFIX: &str = "04";
const IV_LEN: usize = TokenStamp::IV_LEN;
/// The IV's size as the token writes it.
const IV_SIZE: [u8; 2] = [0, 16];
/// What stands before the ciphertext: expiry, the IV's size, the IV, the ciphertext's size.
const HEAD_LEN: usize = 8 + 2 + IV_LEN + 2;
/// Some readers take the ciphertext's size for a signed number of 16 bits: it must stay below 32,768.
pub(super) const MAX_CLAIMS_BYTES: usize = 0x7fff / BLOCK_LEN * BLOCK_LEN - 1;
/// The longest text that is decoded: the largest token, with room to spare for what others may make.
const MAX_TOKEN_BYTES: usize = 128 << 10;

/// The parts of a token, in their encrypted form.
pub(super) struct Envelope {
    pub(super) expire: i64,
    pub(super) iv: [u8; IV_LEN],
    pub(super) ciphertext: Vec<u8>,
    pub(super) token_len: usize,
}

/// Encrypts the claims, of [`MAX_CLAIMS_BYTES`] at most, and writes the token. `None` when they are longer.
pub(super) fn seal(claims: &[u8], expire: i64, key: &[u8; SECRET_LEN], iv: &[u8; IV_LEN]) -> Option<String> {
    if claims.len() > MAX_CLAIMS_BYTES {
        return None;
    }
    let encrypted_len = cipher::encrypted_len(claims.len());
    let size = u16::try_from(encrypted_len).ok()?;
    let mut bytes = Vec::with_capacity(HEAD_LEN + encrypted_len);
    bytes.extend_from_slice(&expire.to_be_bytes());
    bytes.extend_from_slice(&IV_SIZE);
    bytes.extend_from_slice(iv);
    bytes.extend_from_slice(&size.to_be_bytes());
    bytes.extend_from_slice(claims);
    bytes.resize(HEAD_LEN + encrypted_len, 0);
    cipher::encrypt(key, iv, &mut bytes[HEAD_LEN..], claims.len())?;

    let mut token = String::with_capacity(PREFIX.len() + bytes.len().div_ceil(3) * 4);
    token.push_str(PREFIX);
    STANDARD.encode_string(&bytes, &mut token);
    Some(token)
}

impl Envelope {
    pub(super) fn read(text: &str) -> Result<Self, TokenError> {
        let error = |kind| TokenError::about(kind, text.len());
        let encoded = text.strip_prefix(PREFIX).ok_or_else(|| error(mistake(text)))?;
        if text.len() > MAX_TOKEN_BYTES {
            return Err(error(TokenErrorKind::Malformed));
        }
        let bytes = decode(encoded).map_err(error)?;
        let mut rest = &*bytes;
        let parts = read_parts(&mut rest).ok_or_else(|| error(TokenErrorKind::CutShort))?;
        let (expire, iv, ciphertext) = parts;
        let iv = iv.try_into().map_err(|_| error(TokenErrorKind::Malformed))?;
        let whole_blocks = !ciphertext.is_empty() && ciphertext.len() % BLOCK_LEN == 0;
        if !whole_blocks || !rest.is_empty() {
            return Err(error(TokenErrorKind::Malformed));
        }
        let ciphertext = ciphertext.to_vec();
        Ok(Self {
            expire,
            iv,
            ciphertext,
            token_len: text.len(),
        })
    }
}

/// What a text is that does not begin with `04`.
fn mistake(text: &str) -> TokenErrorKind {
    if text.is_empty() {
        TokenErrorKind::Empty
    } else if text.starts_with("03AAAA") {
        TokenErrorKind::Token03
    } else if text.starts_with("eyJ") && text.split('.').count() == 3 {
        TokenErrorKind::Jwt
    } else {
        TokenErrorKind::NotToken04
    }
}

fn decode(encoded: &str) -> Result<Vec<u8>, TokenErrorKind> {
    let in_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let symbols = encoded.trim_end_matches('=');
    if !symbols.bytes().all(in_alphabet) {
        return Err(TokenErrorKind::NotBase64);
    }
    // All its characters are right, so what is wrong is where it ends.
    STANDARD.decode(encoded).map_err(|_| TokenErrorKind::CutShort)
}

/// Expiry, IV and ciphertext, taken off the front of `rest`; `None` when the bytes end before they do.
fn read_parts<'b>(rest: &mut &'b [u8]) -> Option<(i64, &'b [u8], &'b [u8])> {
    let (expire, tail) = rest.split_first_chunk()?;
    *rest = tail;
    let iv = read_sized(rest)?;
    let ciphertext = read_sized(rest)?;
    Some((i64::from_be_bytes(*expire), iv, ciphertext))
}

fn read_sized<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let (size, tail) = rest.split_first_chunk()?;
    let (part, tail) = tail.split_at_checked(usize::from(u16::from_be_bytes(*size)))?;
    *rest = tail;
    Some(part)
}
