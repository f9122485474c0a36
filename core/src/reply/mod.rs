//! What a reply is made of: an HTTP answer, and the envelope that every action's reply comes in.
//! Reading is lenient where the vendor's servers are: the code decides, and texts are made safe.

mod answer;
mod envelope;
mod mend;
mod text;

pub use answer::Answer;
pub use envelope::Envelope;
pub(crate) use text::{number_or_text, objects, text_or_number};
