// The package for CommonJS: the one implementation, by name. `index.mjs` re-exports the same.

'use strict';

const { App } = require('./lib/app.cjs');
const { Call } = require('./lib/call.cjs');
const callback = require('./lib/callback.cjs');
const { Client } = require('./lib/client.cjs');
const { nowMs } = require('./lib/clock.cjs');
const errors = require('./lib/errors.cjs');
const { eventsChannel } = require('./lib/events.cjs');
const { explain } = require('./lib/explain.cjs');
const { FanOut } = require('./lib/fan-out.cjs');
const { Limiter } = require('./lib/limiter.cjs');
const { messageDigest, parseReportLine, reportLine } = require('./lib/report.cjs');
const token = require('./lib/token.cjs');

exports.ApiError = errors.ApiError;
exports.App = App;
exports.BadReplyError = errors.BadReplyError;
exports.Call = Call;
exports.Callback = callback.Callback;
exports.CallbackError = errors.CallbackError;
exports.CallbackStamp = callback.CallbackStamp;
exports.CallbackVerifier = callback.CallbackVerifier;
exports.Client = Client;
exports.FanOut = FanOut;
exports.InvalidInputError = errors.InvalidInputError;
exports.Limiter = Limiter;
exports.NotSentError = errors.NotSentError;
exports.RecentNonces = callback.RecentNonces;
exports.Token = token.Token;
exports.TokenContents = token.TokenContents;
exports.TokenError = errors.TokenError;
exports.UnknownError = errors.UnknownError;
exports.VerifiedStamp = callback.VerifiedStamp;
exports.ZegoError = errors.ZegoError;
exports.eventsChannel = eventsChannel;
exports.explain = explain;
exports.messageDigest = messageDigest;
exports.nowMs = nowMs;
exports.parseReportLine = parseReportLine;
exports.readCallback = callback.readCallback;
exports.reportLine = reportLine;
