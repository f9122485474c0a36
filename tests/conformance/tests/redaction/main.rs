//! Protects what may not be seen: no error and no `Debug` or `Display` output holds the secret, a signature, a nonce,
//! message content or a proxy's password, whatever the server repeats of the request. (Log lines: `logs.rs`.)

mod errors;
mod public_types;
mod samples;
mod signed;
