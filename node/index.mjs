// The package for ECMAScript modules: the same objects as in CommonJS, so that `instanceof` holds in both.

export {
  ApiError,
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
} from './index.cjs';
