//! Return codes of audio and video moderation alone.
//! For all others the vendor's documents refer to the codes of the room actions.

use super::CodeKind::{Auth, Transient};
use super::CodeScope::Moderation;
use super::ReturnCode;

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    Moderation.entry(
        50_006,
        Transient,
        "a request behind the vendor's server failed",
        "try again after about 300 seconds",
    ),
    Moderation.entry(
        50_007,
        Transient,
        "a request behind the vendor's server failed",
        "try again after about 300 seconds",
    ),
    Moderation.entry(
        50_009,
        Transient,
        "the moderation failed",
        "try again after about 300 seconds",
    ),
    Moderation.entry(
        50_117,
        Auth,
        "the application has not enabled the moderation provider",
        "have the vendor enable it",
    ),
];
