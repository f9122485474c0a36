//! Return codes of the actions on recorded files at a CDN vendor.
//! 3, 8 and 41003 mean something else in other scopes.

use super::CodeKind::{Absent, Auth, Caller, Service};
use super::CodeScope::MediaFiles;
use super::texts::{ASK, SLOW_DOWN};
use super::{LimitedBy, ReturnCode};

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    MediaFiles.entry(2, Caller, "a parameter is wrong", "check the parameters"),
    MediaFiles.entry(
        3,
        Auth,
        "the application may not use this action",
        "have the vendor grant the permission",
    ),
    MediaFiles.entry(4, Caller, "the CDN vendor does not match", "check the Vendor"),
    MediaFiles.entry(5, Auth, "the application's configuration is wrong", ASK),
    MediaFiles.limited(
        6,
        LimitedBy::App,
        "the application makes more calls per second than it may",
        SLOW_DOWN,
    ),
    MediaFiles.entry(
        7,
        Auth,
        "the request could not be authenticated",
        "check the AppId and the ServerSecret",
    ),
    MediaFiles.entry(8, Auth, "no configuration for authentication was found", ASK),
    MediaFiles.entry(
        1000,
        Service,
        "the request failed, for example for a wrong file id",
        "check the file id, or ask the vendor's support",
    ),
    MediaFiles.entry(
        41_003,
        Absent,
        "the file does not exist",
        "check the file id and the file's format",
    ),
];
