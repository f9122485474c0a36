//! The members of mixing and transcoding bodies, which are deeper than those of other actions.

use crate::actions::param::{Param, may, need};

pub(crate) const TASK_ID: Param = need("TaskId");
pub(crate) const USER_ID: Param = need("UserId");
pub(crate) const SEQUENCE: Param = may("Sequence").count();
pub(crate) const STREAM_ID: Param = may("StreamId");
pub(crate) const STREAM_URL: Param = may("StreamUrl");
const SIDE: i64 = 3000;

const RECTANGLE: &[Param] = &[
    may("Layer").integer(),
    may("Top").integer(),
    may("Left").integer(),
    may("Bottom").integer(),
    may("Right").integer(),
    may("CornerRadius").whole(0, 100),
];
const LABEL: &[Param] = &[
    need("Text"),
    need("Left").integer(),
    need("Top").integer(),
    need("Font").object(&[
        need("FontType").whole(0, 3),
        may("FontSize").whole(12, 100),
        may("FontColor").count(),
        may("Transparency").whole(0, 100),
        may("BorderColor").count(),
    ]),
];
pub(crate) const INPUT: &[Param] = &[
    STREAM_ID,
    STREAM_URL,
    may("BlurInfo").object(&[
        may("TopPadding").count(),
        may("LeftPadding").count(),
        may("BottomPadding").count(),
        may("RightPadding").count(),
    ]),
    need("RectInfo").object(RECTANGLE),
    may("Image").object(&[may("Url"), may("DisplayMode").whole(0, 2)]),
    may("ContentControl").whole(0, 2),
    may("SoundLevelId").count(),
    may("Volume").whole(0, 200),
    may("Label").object(LABEL),
    may("RenderMode").flag(),
    may("UID").bytes(63),
];
pub(crate) const OUTPUT: &[Param] = &[
    STREAM_ID,
    STREAM_URL,
    need("VideoBitrate").whole(1, i64::MAX),
    may("VideoEncId").whole(0, 4),
    need("Fps").count(),
    need("Width").whole(0, SIDE),
    need("Height").whole(0, SIDE),
    may("AudioCodec").whole(0, 3),
    may("AudioBitrate").count(),
    may("SoundChannel").whole(1, 2),
    may("ExtraLayers")
        .object(&[need("VideoBitrate").whole(1, i64::MAX)])
        .list(),
    may("LowBitrateHD").flag(),
    may("TargetRoom").object(&[need("RoomId").room_id(), need("UserId")]),
];
pub(crate) const AUTO_OUTPUT: &[Param] = &[
    STREAM_ID,
    STREAM_URL,
    may("AudioCodec").whole(0, 3),
    may("AudioBitrate").count(),
    may("SoundChannel").whole(1, 2),
];
pub(crate) const EXTRA_INPUT: &[Param] = &[
    STREAM_ID,
    STREAM_URL,
    may("ModifyType").flag(),
    may("SoundLevelId").count(),
    may("Volume").whole(0, 200),
];
const TEMPLATE: &[Param] = &[
    may("VideoEncId").whole(0, 2),
    may("Fps").count(),
    may("GOP").whole(1, i64::MAX),
    may("ShortEdgeAdaption").flag(),
    may("Height").whole(0, SIDE),
    may("Width").whole(0, SIDE),
    may("VideoBitrate").count(),
    may("LowBitrateHD").flag(),
];
pub(crate) const TRANSCODE_OUTPUT: &[Param] = &[
    STREAM_ID,
    STREAM_URL,
    need("TemplateId").whole(0, 4),
    may("TemplateConfig").object(TEMPLATE),
];
pub(crate) const WATERMARK: &[Param] = &[may("Image"), may("RectInfo").object(RECTANGLE)];
pub(crate) const EXTRA: Param = may("ExPara").object(&[may("Key"), may("Value")]).list();
