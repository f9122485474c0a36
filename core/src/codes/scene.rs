//! Return codes of scene templates.
//! The vendor has discontinued the action; its codes are still known.

use super::CodeKind::Caller;
use super::CodeScope::Scene;
use super::ReturnCode;

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    Scene.entry(
        340_004_003,
        Caller,
        "the template exists already",
        "use the one that exists, or another template id",
    ),
    Scene.entry(
        340_006_003,
        Caller,
        "a parameter is wrong",
        "check the parameters",
    ),
];
