// The errors: one class per kind, made from the core's one flat view of an error. Every one tells whether the call
// may have taken effect, and none shows a secret, a signed URL or content.

'use strict';

const { inspect } = require('node:util');
const native = require('../native.cjs');

const CODES = {
  InvalidInput: 'ZEGO_INVALID_INPUT',
  Api: 'ZEGO_API',
  NotSent: 'ZEGO_NOT_SENT',
  Unknown: 'ZEGO_UNKNOWN',
  BadReply: 'ZEGO_BAD_REPLY',
};

/** The core's names of fields that are spelt otherwise here. Names of parameters stay as the vendor writes them. */
const FIELDS = new Map([
  ['app_id', 'appId'],
  ['server_secret', 'serverSecret'],
  ['callback_secret', 'callbackSecret'],
  ['calls_per_second', 'callsPerSecond'],
  ['base_url', 'baseUrl'],
  ['ca_file', 'caFile'],
  ['ca_pem', 'ca'],
  ['system_roots', 'systemRoots'],
  ['add_ca_file', 'addCaFile'],
  ['add_ca_pem', 'addCa'],
  ['client_cert', 'clientCert'],
  ['client_key', 'clientKey'],
  ['max_reply_bytes', 'maxReplyBytes'],
  ['max_idle_connections', 'maxIdleConnections'],
  ['max_connection_age', 'maxConnectionAgeMs'],
  ['timeout', 'timeoutMs'],
  ['try_timeout', 'tryTimeoutMs'],
  ['connect_timeout', 'connectTimeoutMs'],
  ['window_ms', 'windowMs'],
  ['room_id', 'roomId'],
  ['from_user_id', 'fromUserId'],
  ['user_id', 'userId'],
  ['stream_id_list', 'streamIdList'],
  ['valid_for', 'validForS'],
  ['window', 'windowS'],
  ['body', 'params'],
]);

/** What the core told of an error: only the package has it. */
class Told {
  constructor(fields) {
    Object.assign(this, fields);
  }
}

/** What an error is made of: what the core told, or what a program's own test says of it, which the core then tells. */
function toldOf(kind, given) {
  if (given instanceof Told) return given;
  // Asked for only here, for it is itself in need of this file.
  const madeUp = require('./made-up.cjs');
  return new Told(madeUp[kind](given));
}

class ZegoError extends Error {
  constructor(given, options) {
    const told = toldOf('ZegoError', given);
    super(told.text, options);
    this.code = CODES[told.kind];
    this.kind = told.kind;
    this.applied = told.applied;
    this.retryable = told.retryable;
    this.advice = told.advice;
    this.requestId = told.requestId ?? null;
  }

  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}

class InvalidInputError extends ZegoError {
  constructor(given, options) {
    const told = toldOf('InvalidInput', given);
    super(told, options);
    this.field = told.field;
    this.index = told.index ?? null;
    this.problem = told.problem;
    this.limit = told.limit ?? null;
    this.size = told.size ?? null;
  }
}

/** What the server sent along may repeat the message: it is there for who asks by name, and in no log. */
class ApiError extends ZegoError {
  #data;
  #whole;

  constructor(given, options) {
    const told = toldOf('Api', given);
    super(told, options);
    this.apiCode = told.code;
    this.apiCodeKind = told.codeKind;
    this.apiMessage = told.message;
    this.scope = told.scope ?? null;
    this.meaning = told.meaning;
    this.httpStatus = told.httpStatus;
    this.failUsers = told.failUsers ?? [];
    this.#data = told.data ?? null;
    this.#whole = told.whole;
  }

  get dataJson() {
    return this.#data;
  }

  get whole() {
    return this.#whole;
  }

  [inspect.custom](_, options, inspectAgain) {
    return inspectAgain(this, { ...options, customInspect: false, showHidden: false });
  }
}

class NotSentError extends ZegoError {
  constructor(given, options) {
    const told = toldOf('NotSent', given);
    super(told, options);
    this.reason = told.cause;
    this.detail = told.detail;
  }
}

class UnknownError extends ZegoError {
  constructor(given, options) {
    const told = toldOf('Unknown', given);
    super(told, options);
    this.reason = told.cause;
    this.detail = told.detail;
  }
}

class BadReplyError extends ZegoError {
  constructor(given, options) {
    const told = toldOf('BadReply', given);
    super(told, options);
    this.httpStatus = told.httpStatus;
    this.detail = told.detail;
    this.excerpt = told.excerpt;
  }
}

/** A token that is not made or not opened, because of what `reason` names. */
class TokenError extends InvalidInputError {
  constructor(given, options) {
    const told = toldOf('TokenError', given);
    super(told, options);
    this.reason = told.reason;
  }
}

/** A callback that is refused, because of what `reason` names; `answerStatus` is what to answer the vendor with. */
class CallbackError extends InvalidInputError {
  constructor(given, options) {
    const told = toldOf('CallbackError', given);
    super(told, options);
    this.reason = told.reason;
    this.answerStatus = told.answerStatus;
    this.ageS = told.ageS ?? null;
  }
}

const CLASSES = {
  InvalidInput: InvalidInputError,
  Api: ApiError,
  NotSent: NotSentError,
  Unknown: UnknownError,
  BadReply: BadReplyError,
};

// On the prototypes, as the errors of the language have it.
for (const made of [ZegoError, ...Object.values(CLASSES), TokenError, CallbackError]) {
  Object.defineProperty(made.prototype, 'name', { value: made.name, configurable: true, writable: true });
}

/** What the core told of bad input, with the field as it is spelt here. */
function spelt(told) {
  const field = FIELDS.get(told.field) ?? told.field;
  const text = told.text.replace(`invalid input: ${told.field}`, `invalid input: ${field}`);
  return { ...told, field, text };
}

/** The error that the core told, in JavaScript's spelling. */
function toError(told, options) {
  if (told.about === 'token') return new TokenError(new Told(spelt(told)), options);
  // Its `body` is that of the callback, and no parameter.
  if (told.about === 'callback')
    return new CallbackError(new Told(told.field === 'body' ? told : spelt(told)), options);
  const inWords = told.kind === 'InvalidInput' ? spelt(told) : told;
  return new CLASSES[told.kind](new Told(inWords), options);
}

/** Input that has not even the right type. `expected` ends the sentence "it is not ...". */
function malformed(field, expected, index = null) {
  const at = index === null ? '' : `[${index}]`;
  return new InvalidInputError(
    new Told({
      kind: 'InvalidInput',
      text: `invalid input: ${field}${at} is not ${expected}; nothing was sent`,
      applied: 'no',
      retryable: false,
      advice: 'correct the call',
      problem: 'malformed',
      field,
      index,
    }),
  );
}

/** Calls into the binding, and throws its errors as ours. */
function attempt(run) {
  try {
    return run();
  } catch (error) {
    throw fromNative(error);
  }
}

function fromNative(error) {
  // The binding's errors are not of this realm's `Error` where the package runs in a context of its own, as in jest.
  const text = error?.message;
  if (typeof text !== 'string' || !text.startsWith('{"kind":')) return error;
  return toError(JSON.parse(text));
}

/** The error of what ended before it was sent. */
function notSent(reason, detail, options) {
  return toError(JSON.parse(native.failure('NotSent', reason, detail)), options);
}

/** The error of a signal that was aborted before anything was sent. */
function abortedBefore(signal) {
  return notSent('cancelled', '', { cause: signal.reason });
}

module.exports = {
  ZegoError,
  InvalidInputError,
  ApiError,
  NotSentError,
  UnknownError,
  BadReplyError,
  TokenError,
  CallbackError,
  toError,
  malformed,
  attempt,
  notSent,
  abortedBefore,
};
