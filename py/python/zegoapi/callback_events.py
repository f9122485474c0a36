"""The events of callbacks that have a type: rooms, streams, mixing, transcoding, CDN files and moderation.

Ids are text, every field is optional, and a field that cannot be read is absent. What people said, wrote or sent along
does not show in a `repr`. Nothing here is signed by the vendor: see `zegoapi.CallbackVerifier`.

    from zegoapi.callback_events import RoomLogin

    match callback.event:
        case RoomLogin(room_id=room_id, user_account=user_id): ...
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from zegoapi import _native

__all__ = [
    "BusinessDetail",
    "BusinessInfo",
    "CensorAuxInfo",
    "CensorDetail",
    "CensorResult",
    "CensorStatus",
    "Compose",
    "FaceInfo",
    "MatchedList",
    "MixStart",
    "MixStop",
    "OcrInfo",
    "Procedure",
    "ProcedureOutput",
    "Record",
    "RecordExtra",
    "RiskDetail",
    "RiskInfo",
    "RoomClose",
    "RoomCreate",
    "RoomLogin",
    "RoomLogout",
    "Snapshot",
    "SnapshotPicture",
    "StreamAttr",
    "StreamClose",
    "StreamCreate",
    "TranscodeDetails",
    "TranscodeInput",
    "TranscodeOutput",
    "TranscodeStart",
    "TranscodeStop",
    "TranscodedAudio",
    "TranscodedFile",
    "TranscodedMedia",
    "TranscodedVideo",
]


def _object(cls: type[Any]) -> Any:
    return field(default=None, metadata={"make": lambda value: None if value is None else _make(cls, value)})


def _list(cls: type[Any] | None = None) -> Any:
    item: Callable[[Any], Any] = (lambda value: value) if cls is None else (lambda value: _make(cls, value))
    return field(default=(), metadata={"make": lambda values: tuple(item(value) for value in values)})


def _make(cls: type[Any], values: dict[str, Any]) -> Any:
    made = {}
    for one in fields(cls):
        if one.name in values:
            make = one.metadata.get("make")
            made[one.name] = values[one.name] if make is None else make(values[one.name])
    return cls(**made)


@dataclass(frozen=True, slots=True)
class RoomCreate:
    """`room_create`: a room came to be."""

    room_id: str | None = None
    """The room."""
    room_session_id: str | None = None
    """The room's life under this id: a number over 2^53, to the digit. The same as `room_seq` of users' events."""
    room_create_time: int | None = None
    """When, in Unix milliseconds."""
    id_name: str | None = None
    """The user who made it."""


@dataclass(frozen=True, slots=True)
class RoomClose:
    """`room_close`: a room is gone. Not sent for `CloseRoom` unless that asks for it."""

    room_id: str | None = None
    """The room."""
    room_session_id: str | None = None
    """As in `RoomCreate`."""
    close_reason: int | None = None
    """0 normal, 1 the last user's heartbeat ended, 2 the last user went offline, 3 the last user was put out."""
    room_close_time: int | None = None
    """When, in Unix milliseconds."""


@dataclass(frozen=True, slots=True)
class RoomLogin:
    """`room_login`: a user logged in to a room."""

    room_id: str | None = None
    """The room."""
    room_name: str | None = None
    """The room's name."""
    room_seq: str | None = None
    """The room's life under this id: the same as `room_session_id`."""
    user_account: str | None = None
    """The user's id."""
    user_nickname: str | None = None
    """The user's name."""
    session_id: str | None = None
    """The user's stay in the room: a number over 2^53, to the digit."""
    login_time: int | None = None
    """When, in Unix milliseconds."""
    user_role: int | None = None
    """1 host, 2 audience, 4 administrator (of `LiveRoom` only)."""
    auth_level: int | None = None
    """0 without a token, 1 to 4 the token's version."""
    relogin: int | None = None
    """0 the first time, 1 again."""
    user_update_seq: int | None = None
    """Grows by 1 with every login and logout of the room."""
    callback_data: str | None = field(default=None, repr=False)
    """What the client gave when it logged in."""
    term_type: int | None = None
    """0 none, 1 PC, 2 iOS, 3 Android, 4 Mac, 5 Linux, 6 Web, 7 mini program, 32 unknown."""


@dataclass(frozen=True, slots=True)
class RoomLogout:
    """`room_logout`: a user left a room."""

    room_id: str | None = None
    """The room."""
    room_seq: str | None = None
    """As in `RoomLogin`."""
    user_account: str | None = None
    """The user's id."""
    user_nickname: str | None = None
    """The user's name."""
    session_id: str | None = None
    """As in `RoomLogin`."""
    login_time: int | None = None
    """When the user came, in Unix milliseconds."""
    logout_time: int | None = None
    """When the user left, in Unix milliseconds."""
    reason: int | None = None
    """0 normal, 1 heartbeat, 2 connection lost, 3 logged in again or put out, 4 token expired."""
    user_role: int | None = None
    """As in `RoomLogin`."""
    user_update_seq: int | None = None
    """As in `RoomLogin`."""


@dataclass(frozen=True, slots=True)
class StreamAttr:
    """What `stream_attr` of a `StreamCreate` holds."""

    cid: int | None = None
    """The video's codec: 0 H.264, 1 SVC, 2 VP8, 3 H.265."""


@dataclass(frozen=True, slots=True)
class StreamCreate:
    """`stream_create`: a stream is being published."""

    room_id: str | None = None
    """The room."""
    room_session_id: str | None = None
    """The room's life under this id."""
    user_id: str | None = None
    """Who publishes."""
    user_name: str | None = None
    """Their name."""
    channel_id: str | None = None
    """The room again."""
    stream_id: str | None = None
    """The stream."""
    stream_sid: str | None = None
    """The vendor's own id of it."""
    title: str | None = None
    """Its title."""
    stream_alias: str | None = None
    """The stream again."""
    stream_attr: StreamAttr | None = _object(StreamAttr)
    """JSON inside a text, decoded."""
    stream_seq: int | None = None
    """Grows by 1 with every change of the room's list of streams."""
    create_time: int | None = None
    """When, in Unix seconds."""
    create_time_ms: int | None = None
    """When, in Unix milliseconds."""
    extra_info: str | None = field(default=None, repr=False)
    """What the publisher gave with the stream."""
    recreate: int | None = None
    """0 new, 1 taken up again within 90 seconds."""
    publish_id: str | None = None
    """The publisher again."""
    publish_name: str | None = None
    """Their name again."""
    rtmp_url: tuple[str, ...] = _list()
    """Where to play it by RTMP."""
    hls_url: tuple[str, ...] = _list()
    """Where to play it by HLS."""
    hdl_url: tuple[str, ...] = _list()
    """Where to play it by HTTP-FLV."""
    pic_url: tuple[str, ...] = _list()
    """A picture of it, new every 20 seconds while it is published."""


@dataclass(frozen=True, slots=True)
class StreamClose:
    """`stream_close`: a stream has ended."""

    room_id: str | None = None
    """The room."""
    room_session_id: str | None = None
    """The room's life under this id."""
    user_id: str | None = None
    """Who published."""
    user_name: str | None = None
    """Their name."""
    channel_id: str | None = None
    """The room again."""
    type: int | None = None
    """0 stopped, 1 heartbeat, 2 logged in again, 3 user put out, 4 TCP lost, 5 room cleared, 100 `DeleteStream`."""
    stream_alias: str | None = None
    """The stream again."""
    stream_id: str | None = None
    """The stream."""
    stream_sid: str | None = None
    """The vendor's own id of it."""
    stream_seq: int | None = None
    """As in `StreamCreate`."""
    third_define_data: str | None = field(default=None, repr=False)
    """Free text, often JSON."""
    create_time_ms: int | None = None
    """When it began, in Unix milliseconds."""
    destroy_timemillis: int | None = None
    """When it ended, in Unix milliseconds."""


@dataclass(frozen=True, slots=True)
class MixStart:
    """`mix_start`: a mix began."""

    seq: str | None = None
    """The message's number, which may be over 2^53."""
    task_id: str | None = None
    """The task's id, with the AppId and a colon before it; see `own_task_id`."""
    channel_id: str | None = None
    """The room."""
    publish_id: str | None = None
    """Who asked for it."""
    mix_url: str | None = None
    """Where it is pushed to."""
    mix_stream_alias: str | None = None
    """The mixed stream."""
    rtmp_urls: tuple[str, ...] = _list()
    """Where to play it by RTMP."""
    hls_urls: tuple[str, ...] = _list()
    """Where to play it by HLS."""
    hdl_urls: tuple[str, ...] = _list()
    """Where to play it by HTTP-FLV."""
    stream_alias: str | None = None
    """The mixed stream again."""
    rtmp_url: str | None = None
    """One address of RTMP."""
    hls_url: str | None = None
    """One address of HLS."""
    hdl_url: str | None = None
    """One address of HTTP-FLV."""

    @property
    def own_task_id(self) -> str | None:
        """The task's id as it was given to the server API, without the AppId that stands before it here."""
        return None if self.task_id is None else _native.own_task_id(self.task_id)


@dataclass(frozen=True, slots=True)
class MixStop:
    """`mix_stop`: a mix ended. Not sent when stopping failed or the mix broke down."""

    seq: str | None = None
    """The message's number, which may be over 2^53."""
    task_id: str | None = None
    """As in `MixStart`."""
    channel_id: str | None = None
    """The room."""
    publish_id: str | None = None
    """Who asked for it."""
    mix_url: str | None = None
    """Where it was pushed to."""
    mix_stream_alias: str | None = None
    """The mixed stream."""

    @property
    def own_task_id(self) -> str | None:
        """The task's id as it was given to the server API, without the AppId that stands before it here."""
        return None if self.task_id is None else _native.own_task_id(self.task_id)


@dataclass(frozen=True, slots=True)
class TranscodeInput:
    """The stream that a task reads."""

    stream_id: str | None = None
    """By its id."""
    stream_url: str | None = None
    """Or by its address."""


@dataclass(frozen=True, slots=True)
class TranscodeOutput:
    """A stream that a task writes."""

    stream_id: str | None = None
    """By its id."""
    stream_url: str | None = None
    """Or by its address."""
    video_enc_id: int | None = None
    """The video's codec."""
    video_bitrate: int | None = None
    """Bits a second."""
    short_edge_adaption: int | None = None
    """The length of the short edge, in pixels."""
    fps: int | None = None
    """Frames a second."""
    width: int | None = None
    """In pixels."""
    height: int | None = None
    """In pixels."""
    gop: int | None = None
    """Seconds between key frames."""


@dataclass(frozen=True, slots=True)
class TranscodeDetails:
    """What a task reads and writes."""

    input: TranscodeInput | None = _object(TranscodeInput)
    """The stream that is read."""
    outputs: tuple[TranscodeOutput, ...] = _list(TranscodeOutput)
    """The streams that are written."""


@dataclass(frozen=True, slots=True)
class TranscodeStart:
    """`transcode_start`: a transcoding task began or was changed."""

    task_id: str | None = None
    """The task."""
    user_id: str | None = None
    """Who asked for it."""
    sequence: int | None = None
    """The number of the call that did it."""
    status: str | None = None
    """`TranscodeStarted` or `TranscodeUpdated`."""
    details: TranscodeDetails | None = _object(TranscodeDetails)
    """What is read and written."""


@dataclass(frozen=True, slots=True)
class TranscodeStop:
    """`transcode_stop`: a transcoding task ended."""

    task_id: str | None = None
    """The task."""
    user_id: str | None = None
    """Who asked for it."""
    sequence: int | None = None
    """The number of the call that did it."""
    status: str | None = None
    """`TranscodeStopped`; samples have `TranscodeStarted`."""
    stop_reason: int | None = None
    """0 asked for, 1 fault."""


@dataclass(frozen=True, slots=True)
class RecordExtra:
    """What `extra_params` of a `Record` holds, by CDN."""

    task_id: str | None = None
    """The task, at Tencent."""
    file_id: str | None = None
    """The file, at Tencent."""
    persistent_id: str | None = None
    """The task, at Wangsu."""
    duration: float | None = None
    """Seconds."""
    obs_object: str | None = None
    """The file's name, at Huawei."""
    file_size: int | None = None
    """Bytes, at Huawei."""


@dataclass(frozen=True, slots=True)
class Record:
    """`record`: a CDN recording's file is ready."""

    stream_alias: str | None = None
    """The stream."""
    replay_url: str | None = None
    """Where the file is."""
    begin_time: int | None = None
    """In Unix seconds."""
    end_time: int | None = None
    """In Unix seconds."""
    extra_params: RecordExtra | None = _object(RecordExtra)
    """JSON inside a text, decoded."""


@dataclass(frozen=True, slots=True)
class Compose:
    """`compose`: a merged file is ready. Wait 5 seconds before fetching it."""

    replay_url: str | None = None
    """Where the file is."""
    task_id: str | None = None
    """The task."""
    file_id: str | None = None
    """The file, at Tencent only."""
    code: int | None = None
    """At Tencent only: 0 good, 40000 input, 60000 source file, 70000 service."""
    message: str | None = None
    """At Tencent only: what the code means."""


@dataclass(frozen=True, slots=True)
class TranscodedVideo:
    """The pictures of a transcoded file."""

    height: int | None = None
    """In pixels."""
    width: int | None = None
    """In pixels."""
    bitrate: int | None = None
    """As the CDN counts it."""
    codec: str | None = None
    """The codec's name."""
    fps: int | None = None
    """Frames a second."""


@dataclass(frozen=True, slots=True)
class TranscodedAudio:
    """The sound of a transcoded file."""

    bitrate: int | None = None
    """As the CDN counts it."""
    codec: str | None = None
    """The codec's name."""
    sampling_rate: int | None = None
    """Samples a second."""


@dataclass(frozen=True, slots=True)
class TranscodedFile:
    """A transcoded file."""

    code: int | None = None
    """0 good."""
    message: str | None = None
    """What the code means."""
    replay_url: str | None = None
    """Where the file is."""
    size: int | None = None
    """Bytes."""
    duration: float | None = None
    """Seconds."""
    video: TranscodedVideo | None = _object(TranscodedVideo)
    """Its pictures."""
    audio: TranscodedAudio | None = _object(TranscodedAudio)
    """Its sound."""


@dataclass(frozen=True, slots=True)
class TranscodedMedia:
    """What was made of a file."""

    transcode: tuple[TranscodedFile, ...] = _list(TranscodedFile)
    """Each file."""


@dataclass(frozen=True, slots=True)
class ProcedureOutput:
    """What `extra_params` of a `Procedure` holds."""

    media: TranscodedMedia | None = _object(TranscodedMedia)
    """What was made."""


@dataclass(frozen=True, slots=True)
class Procedure:
    """`procedure`: a file was transcoded, or could not be."""

    task_id: str | None = None
    """The task."""
    status: str | None = None
    """`SUCCESS` or `FAILED`."""
    file_id: str | None = None
    """The file; sent as `file_id` or `fileId`."""
    extra_params: ProcedureOutput | None = _object(ProcedureOutput)
    """JSON inside a text, decoded; absent when it failed."""

    @property
    def files(self) -> tuple[TranscodedFile, ...]:
        """The files that came of it."""
        media = None if self.extra_params is None else self.extra_params.media
        return () if media is None else media.transcode


@dataclass(frozen=True, slots=True)
class SnapshotPicture:
    """A picture of a file."""

    url: str | None = None
    """Where it is."""
    offset: float | None = None
    """Milliseconds from the beginning; at Tencent, with points of time only."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`snapshot`: pictures of a file are ready."""

    task_id: str | None = None
    """The task."""
    vendor: str | None = None
    """`tencent` or `hw`."""
    field_id: str | None = None
    """The file, at Tencent only; spelled so."""
    snapshot_pic_list: tuple[SnapshotPicture, ...] = _list(SnapshotPicture)
    """A JSON list inside a text, decoded."""


@dataclass(frozen=True, slots=True)
class MatchedList:
    """A list of one's own that was hit."""

    name: str | None = None
    """The list's name."""


@dataclass(frozen=True, slots=True)
class FaceInfo:
    """A face that was recognised."""

    name: str | None = None
    """Whose it is."""
    id: str | None = None
    """Its id."""
    face_ratio: float | None = None
    """Its part of the picture, from 0 to 1."""
    probability: float | None = None
    """From 0 to 1."""
    location: tuple[float, ...] = _list()
    """The corners in pixels: x1, y1, x2, y2."""


@dataclass(frozen=True, slots=True)
class OcrInfo:
    """Text in a picture."""

    text: str | None = field(default=None, repr=False)
    """The text."""
    matched_lists: tuple[MatchedList, ...] = _list(MatchedList)
    """The lists of one's own that were hit."""


@dataclass(frozen=True, slots=True)
class RiskDetail:
    """Where a risk comes from."""

    risk_source: int | None = None
    """1000 none, 1001 speech or text, 1002 picture, 1003 sound."""
    audio_text: str | None = field(default=None, repr=False)
    """What was said."""
    matched_lists: tuple[MatchedList, ...] = _list(MatchedList)
    """The lists of one's own that were hit."""
    face_info_list: tuple[FaceInfo, ...] = _list(FaceInfo)
    """The faces that were recognised."""
    ocr_info: OcrInfo | None = _object(OcrInfo)
    """The text in the picture."""


@dataclass(frozen=True, slots=True)
class RiskInfo:
    """One risk."""

    risk_level: str | None = None
    """`PASS`, `REVIEW` or `REJECT`."""
    probability: float | None = None
    """From 0 to 1."""
    risk_description: str | None = None
    """For people only."""
    risk_label1: str | None = None
    """The first level of the risk's name."""
    risk_label2: str | None = None
    """The second level."""
    risk_label3: str | None = None
    """The third level."""
    risk_detail: RiskDetail | None = _object(RiskDetail)
    """Where it comes from."""


@dataclass(frozen=True, slots=True)
class BusinessDetail:
    """More of what was recognised."""

    face_info_list: tuple[FaceInfo, ...] = _list(FaceInfo)
    """The faces that were recognised."""


@dataclass(frozen=True, slots=True)
class BusinessInfo:
    """What else was recognised."""

    business_description: str | None = None
    """For people only."""
    business_label1: str | None = None
    """The first level of its name."""
    business_label2: str | None = None
    """The second level."""
    business_label3: str | None = None
    """The third level."""
    confidence_level: int | None = None
    """In samples only."""
    probability: float | None = None
    """From 0 to 1; in samples only."""
    business_detail: BusinessDetail | None = _object(BusinessDetail)
    """More of it."""


@dataclass(frozen=True, slots=True)
class CensorDetail:
    """What was found in a piece of audio or in a picture."""

    risk_level: str | None = None
    """`PASS`, `REVIEW` or `REJECT`."""
    audio_text: str | None = field(default=None, repr=False)
    """What was said; sent as `AudioText` or `Content`."""
    audio_url: str | None = None
    """Where the piece is."""
    pre_audio_url: str | None = None
    """Where the piece before it is, if asked for."""
    img_url: str | None = None
    """Where the picture is."""
    risk_description: str | None = None
    """For people only."""
    risk_label1: str | None = None
    """The first level of the risk's name."""
    risk_label2: str | None = None
    """The second level."""
    risk_label3: str | None = None
    """The third level."""
    vad_status: int | None = None
    """0 silence, 1 sound."""
    risk_detail: RiskDetail | None = _object(RiskDetail)
    """Where it comes from."""
    risk_info_list: tuple[RiskInfo, ...] = _list(RiskInfo)
    """Every risk that was found."""
    business_info_list: tuple[BusinessInfo, ...] = _list(BusinessInfo)
    """What else was recognised."""


@dataclass(frozen=True, slots=True)
class CensorAuxInfo:
    """Where and when."""

    room_id: str | None = None
    """The room."""
    user_id: str | None = None
    """The user, of audio."""
    stream_id: str | None = None
    """The stream, of video."""
    process_begin_time: int | None = None
    """In Unix milliseconds."""
    process_finish_time: int | None = None
    """In Unix milliseconds."""
    img_time: str | None = None
    """When the picture was taken: Beijing time, and no zone in the text."""
    censor_stream_time: int | None = None
    """How many seconds were looked at."""


@dataclass(frozen=True, slots=True)
class CensorResult:
    """What was found in one piece of audio (10 seconds) or in one picture.

    Of `censor_audio_v2_result`, `censor_video_v2_audio_result` and `censor_video_v2_img_result`.
    """

    code: int | None = None
    """0 good."""
    message: str | None = None
    """What the code means."""
    task_id: str | None = None
    """The task."""
    result_task_id: str | None = None
    """This result."""
    detail: CensorDetail | None = _object(CensorDetail)
    """What was found."""
    aux_info: CensorAuxInfo | None = _object(CensorAuxInfo)
    """Where and when."""


@dataclass(frozen=True, slots=True)
class CensorStatus:
    """Moderation ended. Sent where the task asked for it.

    Of `censor_audio_v2_status`, `censor_video_v2_audio_status` and `censor_video_v2_img_status`.
    """

    code: int | None = None
    """0 good."""
    message: str | None = None
    """What the code means."""
    task_id: str | None = None
    """The task."""
    status: int | None = None
    """0 finished."""
    aux_info: CensorAuxInfo | None = _object(CensorAuxInfo)
    """Where, and for how long."""


EVENTS: dict[str, type[Any]] = {
    "room_create": RoomCreate,
    "room_close": RoomClose,
    "room_login": RoomLogin,
    "room_logout": RoomLogout,
    "stream_create": StreamCreate,
    "stream_close": StreamClose,
    "mix_start": MixStart,
    "mix_stop": MixStop,
    "transcode_start": TranscodeStart,
    "transcode_stop": TranscodeStop,
    "record": Record,
    "compose": Compose,
    "procedure": Procedure,
    "snapshot": Snapshot,
    "censor_audio_v2_result": CensorResult,
    "censor_audio_v2_status": CensorStatus,
    "censor_video_v2_audio_result": CensorResult,
    "censor_video_v2_img_result": CensorResult,
    "censor_video_v2_audio_status": CensorStatus,
    "censor_video_v2_img_status": CensorStatus,
}
"""The class of each event that has one, by the event's name; several events share one."""


def read_event(name: str, text: str) -> Any:
    """Make an event from the core's JSON of its fields."""
    return _make(EVENTS[name], json.loads(text))
