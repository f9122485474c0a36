//! Rules that take a stream's sound or picture for a time.

use std::collections::BTreeMap;

/// A rule of one stream in one room. The default is what a stream without a rule has.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct StreamRule {
    /// 1: no sound.
    pub(crate) disable_audio: i64,
    /// 1: no picture.
    pub(crate) disable_video: i64,
    /// Unix seconds.
    pub(crate) created: i64,
    /// How long it lasts.
    pub(crate) seconds: i64,
}

/// The rules in force, by room and stream.
#[derive(Debug, Default)]
pub(crate) struct StreamRules {
    rules: BTreeMap<(String, String), StreamRule>,
}

impl StreamRules {
    /// Sets a stream's rule, in place of the one before.
    pub(crate) fn set(&mut self, room_id: &str, stream_id: &str, rule: StreamRule) {
        self.rules
            .insert((room_id.to_owned(), stream_id.to_owned()), rule);
    }

    /// Deletes a stream's rule, if there is one.
    pub(crate) fn delete(&mut self, room_id: &str, stream_id: &str) {
        self.rules.remove(&(room_id.to_owned(), stream_id.to_owned()));
    }

    /// A stream's rule, if it is in force at this Unix second.
    pub(crate) fn get(&self, room_id: &str, stream_id: &str, now: i64) -> Option<StreamRule> {
        let rule = self.rules.get(&(room_id.to_owned(), stream_id.to_owned()))?;
        (now < rule.created.saturating_add(rule.seconds)).then_some(*rule)
    }
}
