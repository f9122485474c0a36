//! What is known of the vendor's actions that have no type of their own here, by name: how each is asked, how often,
//! whether it may be repeated, and which table explains its codes.
//! The vendor's pages: <https://www.zegocloud.com/docs/rtc-server-api/overview>.

use crate::action::Effect::{self, Once, Read, Repeatable, Resequence};
use crate::action::{Method, Quota, Rate};
use crate::codes::CodeScope::{self, MediaFiles, MediaService, Mixing, Moderation, Room, Scene};
use crate::product::Product;

/// What is known of one action.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) name: &'static str,
    pub(super) product: Product,
    pub(super) method: Method,
    pub(super) scope: CodeScope,
    pub(super) effect: Effect,
    pub(super) rate: Rate,
    /// The parameter that names the room whose quota a call takes from.
    pub(super) room: Option<&'static str>,
    /// The parameters of the query that are lists: `Name[]`, once for each item.
    pub(super) lists: &'static [&'static str],
    /// The parameters of the query that are lists of objects: `Name.0.Member`.
    pub(super) indexed: &'static [&'static str],
    /// The codes besides 0 that are answers.
    pub(super) answers: &'static [i64],
}

impl Known {
    const fn new(name: &'static str, scope: CodeScope, effect: Effect, rate: Rate) -> Self {
        Self {
            name,
            product: Product::Rtc,
            method: Method::Get,
            scope,
            effect,
            rate,
            room: None,
            lists: &[],
            indexed: &[],
            answers: &[],
        }
    }
}

/// What is known of the action of this name.
pub(super) fn known(name: &str) -> Option<&'static Known> {
    let at = ACTIONS.binary_search_by_key(&name, |known| known.name).ok()?;
    Some(&ACTIONS[at])
}

/// Sorted by name.
#[rustfmt::skip]
const ACTIONS: &[Known] = &[
    Known::new("AddStream", Room, Repeatable, Rate::per_second(10).in_test(1)),
    Known::new("ClearCDNTransferRule", MediaService, Resequence, Rate::per_second(10).in_test(5)),
    Known::new("CloseRoom", Room, Once, Rate::per_second(1)),
    Known::new("CreatCDNTransferRule", MediaService, Resequence, Rate::per_second(10).in_test(5)),
    Known::new("DelForbidStreamRule", Room, Repeatable, Rate::per_second(10)),
    Known::new("DelForbidUserRule", Room, Repeatable, Rate::per_second(10)),
    Known::new("DeleteCDNTransferRule", MediaService, Resequence, Rate::per_second(10).in_test(5)),
    Known {
        lists: &["FileId"],
        indexed: &["Media"],
        ..Known::new("DeleteMedia", MediaFiles, Repeatable, Rate::per_second(20))
    },
    Known::new("DeleteStream", Room, Repeatable, Rate::per_second(10).in_test(1)),
    Known {
        lists: &["StreamId"],
        ..Known::new("DescribeForbidStreamRules", Room, Read, Rate::per_second(10))
    },
    Known::new("DescribeForbidUserRules", Room, Read, Rate::per_second(10)),
    Known::new("DescribeMediaTask", MediaFiles, Read, Rate::per_second(20)),
    Known {
        answers: &[41_004, 41_006],
        ..Known::new("DescribeRTCStreamState", MediaService, Resequence, Rate::per_second(40).in_test(10))
    },
    Known {
        room: Some("RoomId"),
        ..Known::new("DescribeSimpleStreamList", Room, Read, Rate::per_second(50).per_room(Quota { calls: 1, window_ms: 10000 }))
    },
    Known {
        room: Some("RoomId"),
        ..Known::new("DescribeUserList", Room, Read, Rate::per_second(200).per_room(Quota { calls: 1, window_ms: 1000 }))
    },
    Known {
        lists: &["RoomId"],
        ..Known::new("DescribeUserNum", Room, Read, Rate::per_second(10).in_test(1))
    },
    Known {
        lists: &["UserId"],
        ..Known::new("DescribeUsers", Room, Read, Rate::per_second(10))
    },
    Known::new("ForbidCDNLiveStream", MediaService, Repeatable, Rate::per_second(20)),
    Known::new("ForbidRTCStream", MediaService, Resequence, Rate::per_second(20).in_test(5)),
    Known {
        lists: &["StreamId"],
        ..Known::new("ForbidRTCStreams", MediaService, Resequence, Rate::per_second(20).in_test(5))
    },
    Known::new("GenerateIdentifyToken", Moderation, Repeatable, Rate::per_second(100)),
    Known::new("GetMixTaskInfo", Mixing, Read, Rate::per_second(100)),
    Known {
        lists: &["UserId"],
        ..Known::new("KickoutUser", Room, Once, Rate::per_second(50))
    },
    Known {
        lists: &["ExtTimeOffsetSet"],
        ..Known::new("MediaThumbnails", MediaFiles, Once, Rate::per_second(20))
    },
    Known {
        lists: &["InputFileId"],
        indexed: &["HandleMediaArgs"],
        ..Known::new("MergeMedia", MediaFiles, Once, Rate::per_second(20))
    },
    Known::new("QueryForbidCDNLiveStream", MediaService, Read, Rate::per_second(20)),
    Known::new("RTMPDispatchV2", MediaService, Read, Rate::per_second(40)),
    Known::new("ResumeCDNLiveStream", MediaService, Repeatable, Rate::per_second(20)),
    Known::new("ResumeRTCStream", MediaService, Resequence, Rate::per_second(20).in_test(5)),
    Known {
        lists: &["StreamId"],
        ..Known::new("ResumeRTCStreams", MediaService, Resequence, Rate::per_second(20).in_test(5))
    },
    Known {
        lists: &["FileId", "StreamId"],
        ..Known::new("SearchMedia", MediaFiles, Read, Rate::per_second(20))
    },
    Known::new("SendBarrageMessage", Room, Once, Rate::per_second(100).in_test(10)),
    Known::new("SendBroadcastMessage", Room, Once, Rate::per_second(100).in_test(10)),
    Known {
        lists: &["ToUserId"],
        ..Known::new("SendCustomCommand", Room, Once, Rate::per_second(100).in_test(10))
    },
    Known::new("SetForbidStreamRule", Room, Repeatable, Rate::per_second(10)),
    Known {
        lists: &["DisabledPrivilege"],
        ..Known::new("SetForbidUserRule", Room, Repeatable, Rate::per_second(10))
    },
    Known {
        product: Product::Metaworld,
        ..Known::new("SetSceneTemplate", Scene, Repeatable, Rate::per_second(50))
    },
    Known {
        method: Method::Post,
        ..Known::new("StartAutoMix", Mixing, Repeatable, Rate::per_second(100))
    },
    Known {
        lists: &["StreamId"],
        ..Known::new("StartCDNRecord", MediaFiles, Once, Rate::per_second(20))
    },
    Known {
        method: Method::Post,
        ..Known::new("StartCensorAudioV2", Moderation, Once, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StartCensorVideoV2", Moderation, Once, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StartCloudTranscode", Mixing, Repeatable, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StartMix", Mixing, Repeatable, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StopAutoMix", Mixing, Repeatable, Rate::per_second(100))
    },
    Known {
        lists: &["StreamId"],
        ..Known::new("StopCDNRecord", MediaFiles, Repeatable, Rate::per_second(20))
    },
    Known {
        method: Method::Post,
        ..Known::new("StopCensorAudioV2", Moderation, Repeatable, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StopCensorVideoV2", Moderation, Repeatable, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StopCloudTranscode", Mixing, Repeatable, Rate::per_second(100))
    },
    Known {
        method: Method::Post,
        ..Known::new("StopMix", Mixing, Repeatable, Rate::per_second(100))
    },
    Known::new("TranscodeMedia", MediaFiles, Once, Rate::per_second(20)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_whole() {
        assert!(ACTIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert_eq!(ACTIONS.len(), 50);
        let count = |effect| ACTIONS.iter().filter(|known| known.effect == effect).count();
        assert_eq!([Read, Repeatable, Resequence, Once].map(count), [11, 20, 8, 11]);
    }

    #[test]
    fn names_are_the_vendors_spelling_and_nothing_else() {
        assert_eq!(known("CreatCDNTransferRule").unwrap().effect, Resequence);
        for name in ["", "CreateCDNTransferRule", "closeroom", "CloseRoom "] {
            assert!(known(name).is_none(), "{name:?}");
        }
    }
}
