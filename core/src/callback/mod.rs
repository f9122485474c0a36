//! Callbacks: what the vendor POSTs to a server of the customer's. Read from bytes, and their stamp verified.
//! The body of a callback is **not signed**: only its timestamp and nonce are.

mod body;
mod error;
pub mod event;
mod fields;
mod lenient;
mod memory;
mod product;
mod read;
mod stamp;
mod verifier;

pub use error::{CallbackError, CallbackErrorKind};
pub use event::CallbackEvent;
pub use memory::{Claim, NonceKey, NonceMemory, RecentNonces};
pub use product::CallbackProduct;
pub use read::Callback;
pub use stamp::CallbackStamp;
pub use verifier::{CallbackVerifier, VerifiedStamp};
