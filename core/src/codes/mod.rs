//! The vendor's return codes: what each is about, what it means and what to do.
//! One table per scope, as the same number means different things to different actions.

mod entry;
mod gateway;
mod kind;
mod media_files;
mod media_service;
mod mixing;
mod moderation;
mod room;
mod scene;
mod scope;
#[cfg(test)]
mod tests;
mod texts;

pub use entry::ReturnCode;
pub use kind::{CodeKind, LimitedBy};
pub use scope::CodeScope;
pub(crate) use texts::{advice, meaning};

/// Every entry that has this number, in the order of the scopes; none for a code that no table lists.
///
/// For a number of which nothing else is known. [`CodeScope::explain`] tells which one an action meant.
///
/// ```
/// let scopes: Vec<_> = zegoapi_core::explain(3).map(|entry| entry.scope.name()).collect();
/// assert_eq!(scopes, ["room", "media-service", "media-files"]);
/// assert_eq!(zegoapi_core::explain(424242).count(), 0);
/// ```
pub fn explain(code: i64) -> impl Iterator<Item = &'static ReturnCode> {
    CodeScope::ALL
        .into_iter()
        .filter_map(move |scope| scope.find(code))
}
