// The package for ECMAScript modules: the same objects as in CommonJS, so that `instanceof` holds in both.

export {
  ApiError,
  App,
  BadReplyError,
  Call,
  Client,
  FanOut,
  InvalidInputError,
  Limiter,
  NotSentError,
  UnknownError,
  ZegoError,
  eventsChannel,
  explain,
  messageDigest,
  nowMs,
  parseReportLine,
  reportLine,
} from './index.cjs';
