//! The form of a case.

use crate::scripts::{ActionCase, OptionsCase};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// A case of `traffic.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrafficCase {
    /// What it shows.
    pub name: String,
    pub(super) processes: usize,
    pub(super) options: OptionsCase,
    pub(super) demand: Vec<Demand>,
    pub(super) way_ms: u64,
    pub(super) answer_ms: u64,
    #[serde(default)]
    pub(super) cold: Cold,
    pub(super) handshake_ms: Handshake,
    pub(super) server: BTreeMap<String, ServerQuota>,
    pub(super) expected: Expected,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Demand {
    pub(super) action: Option<ActionCase>,
    pub(super) room: Option<String>,
    pub(super) per_second: u64,
    pub(super) from_ms: u64,
    pub(super) to_ms: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cold {
    pub(super) requests: u64,
    pub(super) ms: u64,
}

/// What is told of the writing of requests.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Handshake {
    NotTold,
    Told(Option<u64>),
}

impl Handshake {
    pub(super) fn known(&self) -> Option<u64> {
        match self {
            Self::NotTold => None,
            Self::Told(ms) => *ms,
        }
    }
}

impl<'de> Deserialize<'de> for Handshake {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Wire {
            Told(Option<u64>),
            #[expect(dead_code, reason = "there is one text")]
            NotTold(String),
        }
        Ok(match Wire::deserialize(input)? {
            Wire::Told(ms) => Self::Told(ms),
            Wire::NotTold(_) => Self::NotTold,
        })
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct ServerQuota {
    #[serde(flatten)]
    pub(super) app: OneQuota,
    pub(super) room: Option<OneQuota>,
}

#[derive(Debug, Deserialize)]
pub(super) struct OneQuota {
    pub(super) calls: usize,
    pub(super) window_ms: u64,
    pub(super) code: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) calls: usize,
    pub(super) ends: Vec<String>,
    #[serde(default)]
    pub(super) accepted: Vec<Accepted>,
    #[serde(default)]
    pub(super) refused_at_most: BTreeMap<String, usize>,
    pub(super) not_before_deadline_ms: Option<u64>,
    #[serde(default)]
    pub(super) longest_ms: BTreeMap<String, u64>,
    #[serde(default)]
    pub(super) in_order: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepted {
    pub(super) action: String,
    pub(super) from_ms: u64,
    pub(super) to_ms: u64,
    pub(super) least: usize,
    pub(super) most: usize,
}
