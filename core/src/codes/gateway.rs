//! The gateway's return codes, which every action of every product can come back with.
//! The gateway answers before the action is carried out; only its own failure (100000015) leaves that open.

use super::CodeKind::{Auth, Caller, Clock, Service};
use super::CodeScope::Gateway;
use super::ReturnCode;
use super::texts::ASK;

/// Sorted by code.
pub(super) const TABLE: &[ReturnCode] = &[
    Gateway.entry(
        100_000_000,
        Caller,
        "the request names a wrong host",
        "check the endpoint's host",
    ),
    Gateway.entry(
        100_000_001,
        Caller,
        "the AppId is malformed",
        "send the AppId as a decimal 32-bit number",
    ),
    Gateway.entry(
        100_000_002,
        Caller,
        "the Timestamp is missing",
        "send the Timestamp",
    ),
    Gateway.entry(
        100_000_003,
        Caller,
        "the Timestamp is malformed",
        "send Unix time in seconds",
    ),
    Gateway.entry(
        100_000_004,
        Clock,
        "the signature has expired: the Timestamp is more than 10 minutes off",
        "correct this machine's clock and sign again",
    ),
    Gateway.entry(
        100_000_005,
        Auth,
        "the signature does not match",
        "check that the ServerSecret belongs to this AppId",
    ),
    Gateway.entry(100_000_006, Caller, "the Action is missing", "send the Action"),
    Gateway.entry(
        100_000_007,
        Caller,
        "the Action is not supported here",
        "check the action's spelling and the endpoint's product",
    ),
    Gateway.entry(
        100_000_008,
        Caller,
        "the SignatureNonce is missing",
        "send the SignatureNonce",
    ),
    Gateway.entry(
        100_000_009,
        Caller,
        "the Signature is missing",
        "send the Signature",
    ),
    Gateway.entry(
        100_000_010,
        Auth,
        "no ServerSecret is known for this AppId",
        "check the AppId",
    ),
    Gateway.entry(
        100_000_011,
        Auth,
        "no configuration is known for this AppId",
        "check the AppId, or ask the vendor's support",
    ),
    Gateway.entry(
        100_000_012,
        Caller,
        "the gateway could not read the request's body",
        "check that the body is whole, or ask the vendor's support",
    ),
    Gateway.entry(
        100_000_013,
        Caller,
        "the SignatureVersion is missing",
        "send the SignatureVersion",
    ),
    Gateway.entry(
        100_000_014,
        Caller,
        "the SignatureVersion is not supported",
        "send version 2.0",
    ),
    Gateway.entry(100_000_015, Service, "the gateway failed inside", ASK),
    Gateway.entry(
        100_000_016,
        Auth,
        "the application is not set up for the production environment",
        "set IsTest to true, or have production enabled",
    ),
    Gateway.entry(
        100_000_017,
        Auth,
        "the application has not enabled this service",
        "have the vendor enable the service",
    ),
];
