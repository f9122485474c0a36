// The events of callbacks, by their names: ids are text, whatever is absent is null, and lists are never absent. Content, such
// as `audioText` and `callbackData`, is what people said or sent: it belongs in no log.

/** `room_create`: a room came to be. */
export interface RoomCreateEvent {
  name: 'room_create';
  /** The room. */
  roomId: string | null;
  /**
   * The room's life under this id: a number over 2^53, to the digit. The same as `roomSeq` of users'
   * events.
   */
  roomSessionId: string | null;
  /** When, in Unix milliseconds. */
  roomCreateTime: number | null;
  /** The user who made it. */
  idName: string | null;
}

/** `room_close`: a room is gone. Not sent for `CloseRoom` unless that asks for it. */
export interface RoomCloseEvent {
  name: 'room_close';
  /** The room. */
  roomId: string | null;
  /** As in `RoomCreateEvent`. */
  roomSessionId: string | null;
  /**
   * 0 normal, 1 the last user's heartbeat ended, 2 the last user went offline, 3 the last user was put out.
   */
  closeReason: number | null;
  /** When, in Unix milliseconds. */
  roomCloseTime: number | null;
}

/** `room_login`: a user logged in to a room. */
export interface RoomLoginEvent {
  name: 'room_login';
  /** The room. */
  roomId: string | null;
  /** The room's name. */
  roomName: string | null;
  /** The room's life under this id: the same as `roomSessionId`. */
  roomSeq: string | null;
  /** The user's id. */
  userAccount: string | null;
  /** The user's name. */
  userNickname: string | null;
  /** The user's stay in the room: a number over 2^53, to the digit. */
  sessionId: string | null;
  /** When, in Unix milliseconds. */
  loginTime: number | null;
  /** 1 host, 2 audience, 4 administrator (of `LiveRoom` only). */
  userRole: number | null;
  /** 0 without a token, 1 to 4 the token's version. */
  authLevel: number | null;
  /** 0 the first time, 1 again. */
  relogin: number | null;
  /** Grows by 1 with every login and logout of the room. */
  userUpdateSeq: number | null;
  /** What the client gave when it logged in. */
  callbackData: string | null;
  /** 0 none, 1 PC, 2 iOS, 3 Android, 4 Mac, 5 Linux, 6 Web, 7 mini program, 32 unknown. */
  termType: number | null;
}

/** `room_logout`: a user left a room. */
export interface RoomLogoutEvent {
  name: 'room_logout';
  /** The room. */
  roomId: string | null;
  /** As in `RoomLoginEvent`. */
  roomSeq: string | null;
  /** The user's id. */
  userAccount: string | null;
  /** The user's name. */
  userNickname: string | null;
  /** As in `RoomLoginEvent`. */
  sessionId: string | null;
  /** When the user came, in Unix milliseconds. */
  loginTime: number | null;
  /** When the user left, in Unix milliseconds. */
  logoutTime: number | null;
  /** 0 normal, 1 heartbeat, 2 connection lost, 3 logged in again or put out, 4 token expired. */
  reason: number | null;
  /** As in `RoomLoginEvent`. */
  userRole: number | null;
  /** As in `RoomLoginEvent`. */
  userUpdateSeq: number | null;
}

/** `stream_create`: a stream is being published. */
export interface StreamCreateEvent {
  name: 'stream_create';
  /** The room. */
  roomId: string | null;
  /** The room's life under this id. */
  roomSessionId: string | null;
  /** Who publishes. */
  userId: string | null;
  /** Their name. */
  userName: string | null;
  /** The room again. */
  channelId: string | null;
  /** The stream. */
  streamId: string | null;
  /** The vendor's own id of it. */
  streamSid: string | null;
  /** Its title. */
  title: string | null;
  /** The stream again. */
  streamAlias: string | null;
  /** JSON inside a text, decoded. */
  streamAttr: StreamAttr | null;
  /** Grows by 1 with every change of the room's list of streams. */
  streamSeq: number | null;
  /** When, in Unix seconds. */
  createTime: number | null;
  /** When, in Unix milliseconds. */
  createTimeMs: number | null;
  /** What the publisher gave with the stream. */
  extraInfo: string | null;
  /** 0 new, 1 taken up again within 90 seconds. */
  recreate: number | null;
  /** The publisher again. */
  publishId: string | null;
  /** Their name again. */
  publishName: string | null;
  /** Where to play it by RTMP. */
  rtmpUrl: string[];
  /** Where to play it by HLS. */
  hlsUrl: string[];
  /** Where to play it by HTTP-FLV. */
  hdlUrl: string[];
  /** A picture of it, new every 20 seconds while it is published. */
  picUrl: string[];
}

/** What `streamAttr` of a `StreamCreateEvent` holds. */
export interface StreamAttr {
  /** The video's codec: 0 H.264, 1 SVC, 2 VP8, 3 H.265. */
  cid: number | null;
}

/** `stream_close`: a stream has ended. */
export interface StreamCloseEvent {
  name: 'stream_close';
  /** The room. */
  roomId: string | null;
  /** The room's life under this id. */
  roomSessionId: string | null;
  /** Who published. */
  userId: string | null;
  /** Their name. */
  userName: string | null;
  /** The room again. */
  channelId: string | null;
  /**
   * Why: 0 stopped, 1 heartbeat, 2 logged in again, 3 user put out, 4 TCP lost, 5 room cleared, 100
   * `DeleteStream`.
   */
  type: number | null;
  /** The stream again. */
  streamAlias: string | null;
  /** The stream. */
  streamId: string | null;
  /** The vendor's own id of it. */
  streamSid: string | null;
  /** As in `StreamCreateEvent`. */
  streamSeq: number | null;
  /** Free text, often JSON. */
  thirdDefineData: string | null;
  /** When it began, in Unix milliseconds. */
  createTimeMs: number | null;
  /** When it ended, in Unix milliseconds. */
  destroyTimemillis: number | null;
}

/** `mix_start`: a mix began. */
export interface MixStartEvent {
  name: 'mix_start';
  /** The message's number, which may be over 2^53. */
  seq: string | null;
  /** The task's id, with the AppId and a colon before it; see `ownTaskId`. */
  taskId: string | null;
  /** The room. */
  channelId: string | null;
  /** Who asked for it. */
  publishId: string | null;
  /** Where it is pushed to. */
  mixUrl: string | null;
  /** The mixed stream. */
  mixStreamAlias: string | null;
  /** Where to play it by RTMP. */
  rtmpUrls: string[];
  /** Where to play it by HLS. */
  hlsUrls: string[];
  /** Where to play it by HTTP-FLV. */
  hdlUrls: string[];
  /** The mixed stream again. */
  streamAlias: string | null;
  /** One address of RTMP. */
  rtmpUrl: string | null;
  /** One address of HLS. */
  hlsUrl: string | null;
  /** One address of HTTP-FLV. */
  hdlUrl: string | null;
  /** The task's id as it was given to the server API, without the AppId that stands before it in `taskId`. */
  ownTaskId: string | null;
}

/** `mix_stop`: a mix ended. Not sent when stopping failed or the mix broke down. */
export interface MixStopEvent {
  name: 'mix_stop';
  /** The message's number, which may be over 2^53. */
  seq: string | null;
  /** As in `MixStartEvent`. */
  taskId: string | null;
  /** The room. */
  channelId: string | null;
  /** Who asked for it. */
  publishId: string | null;
  /** Where it was pushed to. */
  mixUrl: string | null;
  /** The mixed stream. */
  mixStreamAlias: string | null;
  /** The task's id as it was given to the server API, without the AppId that stands before it in `taskId`. */
  ownTaskId: string | null;
}

/** `transcode_start`: a transcoding task began or was changed. */
export interface TranscodeStartEvent {
  name: 'transcode_start';
  /** The task. */
  taskId: string | null;
  /** Who asked for it. */
  userId: string | null;
  /** The number of the call that did it. */
  sequence: number | null;
  /** `TranscodeStarted` or `TranscodeUpdated`. */
  status: string | null;
  /** What is read and written. */
  details: TranscodeDetails | null;
}

/** What a task reads and writes. */
export interface TranscodeDetails {
  /** The stream that is read. */
  input: TranscodeInput | null;
  /** The streams that are written. */
  outputs: TranscodeOutput[];
}

/** The stream that a task reads. */
export interface TranscodeInput {
  /** By its id, */
  streamId: string | null;
  /** or by its address. */
  streamUrl: string | null;
}

/** A stream that a task writes. */
export interface TranscodeOutput {
  /** By its id, */
  streamId: string | null;
  /** or by its address. */
  streamUrl: string | null;
  /** The video's codec. */
  videoEncId: number | null;
  /** Bits a second. */
  videoBitrate: number | null;
  /** The length of the short edge, in pixels. */
  shortEdgeAdaption: number | null;
  /** Frames a second. */
  fps: number | null;
  /** In pixels. */
  width: number | null;
  /** In pixels. */
  height: number | null;
  /** Seconds between key frames. */
  gop: number | null;
}

/** `transcode_stop`: a transcoding task ended. */
export interface TranscodeStopEvent {
  name: 'transcode_stop';
  /** The task. */
  taskId: string | null;
  /** Who asked for it. */
  userId: string | null;
  /** The number of the call that did it. */
  sequence: number | null;
  /** `TranscodeStopped`; samples have `TranscodeStarted`. */
  status: string | null;
  /** 0 asked for, 1 fault. */
  stopReason: number | null;
}

/** `record`: a CDN recording's file is ready. */
export interface RecordEvent {
  name: 'record';
  /** The stream. */
  streamAlias: string | null;
  /** Where the file is. */
  replayUrl: string | null;
  /** In Unix seconds. */
  beginTime: number | null;
  /** In Unix seconds. */
  endTime: number | null;
  /** JSON inside a text, decoded. */
  extraParams: RecordExtra | null;
}

/** What `extraParams` of a `RecordEvent` holds, by CDN. */
export interface RecordExtra {
  /** The task, at Tencent. */
  taskId: string | null;
  /** The file, at Tencent. */
  fileId: string | null;
  /** The task, at Wangsu. */
  persistentId: string | null;
  /** Seconds. */
  duration: number | null;
  /** The file's name, at Huawei. */
  obsObject: string | null;
  /** Bytes, at Huawei. */
  fileSize: number | null;
}

/** `compose`: a merged file is ready. Wait 5 seconds before fetching it. */
export interface ComposeEvent {
  name: 'compose';
  /** Where the file is. */
  replayUrl: string | null;
  /** The task. */
  taskId: string | null;
  /** The file, at Tencent only. */
  fileId: string | null;
  /** At Tencent only: 0 good, 40000 input, 60000 source file, 70000 service. */
  code: number | null;
  /** At Tencent only: what the code means. */
  message: string | null;
}

/** `procedure`: a file was transcoded, or could not be. */
export interface ProcedureEvent {
  name: 'procedure';
  /** The task. */
  taskId: string | null;
  /** `SUCCESS` or `FAILED`. */
  status: string | null;
  /** The file; sent as `fileId` or `fileId`. */
  fileId: string | null;
  /** JSON inside a text, decoded; absent when it failed. */
  extraParams: ProcedureOutput | null;
}

/** What `extraParams` of a `ProcedureEvent` holds. */
export interface ProcedureOutput {
  /** What was made. */
  media: TranscodedMedia | null;
}

/** What was made of a file. */
export interface TranscodedMedia {
  /** Each file. */
  transcode: TranscodedFile[];
}

/** A transcoded file. */
export interface TranscodedFile {
  /** 0 good. */
  code: number | null;
  /** What the code means. */
  message: string | null;
  /** Where the file is. */
  replayUrl: string | null;
  /** Bytes. */
  size: number | null;
  /** Seconds. */
  duration: number | null;
  /** Its pictures. */
  video: TranscodedVideo | null;
  /** Its sound. */
  audio: TranscodedAudio | null;
}

/** The pictures of a transcoded file. */
export interface TranscodedVideo {
  /** In pixels. */
  height: number | null;
  /** In pixels. */
  width: number | null;
  /** As the CDN counts it. */
  bitrate: number | null;
  /** The codec's name. */
  codec: string | null;
  /** Frames a second. */
  fps: number | null;
}

/** The sound of a transcoded file. */
export interface TranscodedAudio {
  /** As the CDN counts it. */
  bitrate: number | null;
  /** The codec's name. */
  codec: string | null;
  /** Samples a second. */
  samplingRate: number | null;
}

/** `snapshot`: pictures of a file are ready. */
export interface SnapshotEvent {
  name: 'snapshot';
  /** The task. */
  taskId: string | null;
  /** `tencent` or `hw`. */
  vendor: string | null;
  /** The file, at Tencent only; spelled so. */
  fieldId: string | null;
  /** A JSON list inside a text, decoded. */
  snapshotPicList: SnapshotPicture[];
}

/** A picture of a file. */
export interface SnapshotPicture {
  /** Where it is. */
  url: string | null;
  /** Milliseconds from the beginning; at Tencent, with points of time only. */
  offset: number | null;
}

/**
 * `censor_audio_v2_result`, `censor_video_v2_audio_result` and `censor_video_v2_img_result`: what was found
 * in one piece of audio (10 seconds) or in one picture.
 */
export interface CensorResultEvent {
  name: 'censor_audio_v2_result' | 'censor_video_v2_audio_result' | 'censor_video_v2_img_result';
  /** 0 good. */
  code: number | null;
  /** What the code means. */
  message: string | null;
  /** The task. */
  taskId: string | null;
  /** This result. */
  resultTaskId: string | null;
  /** What was found. */
  detail: CensorDetail | null;
  /** Where and when. */
  auxInfo: CensorAuxInfo | null;
}

/**
 * `censor_audio_v2_status`, `censor_video_v2_audio_status` and `censor_video_v2_img_status`: moderation
 * ended. Sent where the task asked for it.
 */
export interface CensorStatusEvent {
  name: 'censor_audio_v2_status' | 'censor_video_v2_audio_status' | 'censor_video_v2_img_status';
  /** 0 good. */
  code: number | null;
  /** What the code means. */
  message: string | null;
  /** The task. */
  taskId: string | null;
  /** 0 finished. */
  status: number | null;
  /** Where, and for how long. */
  auxInfo: CensorAuxInfo | null;
}

/** What was found in a piece of audio or in a picture. */
export interface CensorDetail {
  /** `PASS`, `REVIEW` or `REJECT`. */
  riskLevel: string | null;
  /** What was said; sent as `AudioText` or `Content`. */
  audioText: string | null;
  /** Where the piece is. */
  audioUrl: string | null;
  /** Where the piece before it is, if asked for. */
  preAudioUrl: string | null;
  /** Where the picture is. */
  imgUrl: string | null;
  /** For people only. */
  riskDescription: string | null;
  /** The first level of the risk's name. */
  riskLabel1: string | null;
  /** The second level. */
  riskLabel2: string | null;
  /** The third level. */
  riskLabel3: string | null;
  /** 0 silence, 1 sound. */
  vadStatus: number | null;
  /** Where it comes from. */
  riskDetail: RiskDetail | null;
  /** Every risk that was found. */
  riskInfoList: RiskInfo[];
  /** What else was recognised. */
  businessInfoList: BusinessInfo[];
}

/** One risk. */
export interface RiskInfo {
  /** `PASS`, `REVIEW` or `REJECT`. */
  riskLevel: string | null;
  /** From 0 to 1. */
  probability: number | null;
  /** For people only. */
  riskDescription: string | null;
  /** The first level of the risk's name. */
  riskLabel1: string | null;
  /** The second level. */
  riskLabel2: string | null;
  /** The third level. */
  riskLabel3: string | null;
  /** Where it comes from. */
  riskDetail: RiskDetail | null;
}

/** Where a risk comes from. */
export interface RiskDetail {
  /** 1000 none, 1001 speech or text, 1002 picture, 1003 sound. */
  riskSource: number | null;
  /** What was said. */
  audioText: string | null;
  /** The lists of one's own that were hit. */
  matchedLists: MatchedList[];
  /** The faces that were recognised. */
  faceInfoList: FaceInfo[];
  /** The text in the picture. */
  ocrInfo: OcrInfo | null;
}

/** A list of one's own that was hit. */
export interface MatchedList {
  /** The list's name. */
  name: string | null;
}

/** A face that was recognised. */
export interface FaceInfo {
  /** Whose it is. */
  name: string | null;
  /** Its id. */
  id: string | null;
  /** Its part of the picture, from 0 to 1. */
  faceRatio: number | null;
  /** From 0 to 1. */
  probability: number | null;
  /** The corners in pixels: x1, y1, x2, y2. */
  location: number[];
}

/** Text in a picture. */
export interface OcrInfo {
  /** The text. */
  text: string | null;
  /** The lists of one's own that were hit. */
  matchedLists: MatchedList[];
}

/** What else was recognised. */
export interface BusinessInfo {
  /** For people only. */
  businessDescription: string | null;
  /** The first level of its name. */
  businessLabel1: string | null;
  /** The second level. */
  businessLabel2: string | null;
  /** The third level. */
  businessLabel3: string | null;
  /** In samples only. */
  confidenceLevel: number | null;
  /** From 0 to 1; in samples only. */
  probability: number | null;
  /** More of it. */
  businessDetail: BusinessDetail | null;
}

/** More of what was recognised. */
export interface BusinessDetail {
  /** The faces that were recognised. */
  faceInfoList: FaceInfo[];
}

/** Where and when. */
export interface CensorAuxInfo {
  /** The room. */
  roomId: string | null;
  /** The user, of audio. */
  userId: string | null;
  /** The stream, of video. */
  streamId: string | null;
  /** In Unix milliseconds. */
  processBeginTime: number | null;
  /** In Unix milliseconds. */
  processFinishTime: number | null;
  /** When the picture was taken: Beijing time, and no zone in the text. */
  imgTime: string | null;
  /** How many seconds were looked at. */
  censorStreamTime: number | null;
}

/** An event with its fields; `name` says which. */
export type CallbackEvent =
  | RoomCreateEvent
  | RoomCloseEvent
  | RoomLoginEvent
  | RoomLogoutEvent
  | StreamCreateEvent
  | StreamCloseEvent
  | MixStartEvent
  | MixStopEvent
  | TranscodeStartEvent
  | TranscodeStopEvent
  | RecordEvent
  | ComposeEvent
  | ProcedureEvent
  | SnapshotEvent
  | CensorResultEvent
  | CensorStatusEvent;
