//! The actions that share their return codes, and the look-up of a code among them.

use super::{
    CodeKind, ReturnCode, explain, gateway, media_files, media_service, mixing, moderation, room, scene,
};

named! {
    /// The actions that share their return codes: a number means something only within its scope.
    ///
    /// 3, for example, is "too long" for a room, "not authenticated" for the media service and "no
    /// permission" for media files.
    #[derive(Default)]
    pub enum CodeScope {
        /// The gateway, which every action passes. Also stands for an action whose scope is not known.
        #[default]
        Gateway = 1, "gateway";
        /// Rooms: messages, users, streams and the rules for them; `SendCustomCommand` is one of these.
        Room = 2, "room";
        /// Stream mixing, and transcoding in the cloud.
        Mixing = 3, "mixing";
        /// The media service: CDN relays, forbidden streams, a stream's state, dispatch.
        MediaService = 4, "media-service";
        /// Recorded files at a CDN vendor.
        MediaFiles = 5, "media-files";
        /// Audio and video moderation.
        Moderation = 6, "moderation";
        /// Scene templates.
        Scene = 7, "scene";
    }
}

impl CodeScope {
    /// The entry for a code that an action of this scope returned; `None` for an unlisted code.
    ///
    /// The gateway's table comes first, then the scope's own. After those, `Moderation` has the codes of
    /// `Room`, to which the vendor's documents refer, and `Gateway` has the codes with which every scope
    /// that lists them refuses too many calls: that much is certain of an action whose scope is not known.
    ///
    /// ```
    /// use zegoapi_core::CodeScope;
    ///
    /// assert_eq!(CodeScope::Room.explain(3).unwrap().kind.name(), "caller");
    /// assert_eq!(CodeScope::MediaFiles.explain(3).unwrap().kind.name(), "auth");
    /// assert!(CodeScope::Gateway.explain(3).is_none());
    /// assert_eq!(CodeScope::Gateway.explain(206).unwrap().kind.name(), "limited");
    /// ```
    pub fn explain(self, code: i64) -> Option<&'static ReturnCode> {
        let further = || match self {
            Self::Gateway => too_many_calls(code),
            Self::Moderation => Self::Room.find(code),
            _ => None,
        };
        Self::Gateway
            .find(code)
            .or_else(|| self.find(code))
            .or_else(further)
    }

    /// The gateway's entries, then the scope's own, each by number.
    ///
    /// For `Gateway` the gateway's alone.
    pub fn codes(self) -> impl Iterator<Item = &'static ReturnCode> {
        let own = match self {
            Self::Gateway => &[],
            _ => self.table(),
        };
        Self::Gateway.table().iter().chain(own)
    }

    pub(super) const fn table(self) -> &'static [ReturnCode] {
        match self {
            Self::Gateway => gateway::TABLE,
            Self::Room => room::TABLE,
            Self::Mixing => mixing::TABLE,
            Self::MediaService => media_service::TABLE,
            Self::MediaFiles => media_files::TABLE,
            Self::Moderation => moderation::TABLE,
            Self::Scene => scene::TABLE,
        }
    }

    /// The entry in the scope's own table.
    pub(super) fn find(self, code: i64) -> Option<&'static ReturnCode> {
        let table = self.table();
        let at = table.binary_search_by_key(&code, |entry| entry.code).ok()?;
        Some(&table[at])
    }
}

/// The entry for a code that means "too many calls" wherever it is listed.
fn too_many_calls(code: i64) -> Option<&'static ReturnCode> {
    let first = explain(code).next()?;
    explain(code)
        .all(|entry| entry.kind == CodeKind::Limited)
        .then_some(first)
}
