//! Protects the one answer that a caller needs: what became of the message. Each refusal, fault and failure on
//! the way is brought about for real, and what the client says is held against what the server did.

mod codes;
mod connections;
mod faults;
mod network;
mod proxies;
