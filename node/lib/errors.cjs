// The errors: one class per kind, made from what the core says. Every one tells whether the message may have
// been delivered, and none holds a secret, a signed URL or content.

'use strict';

const { failure } = require('../native.cjs');

const CODES = {
  InvalidInput: 'ZEGO_INVALID_INPUT',
  Api: 'ZEGO_API',
  NotSent: 'ZEGO_NOT_SENT',
  Unknown: 'ZEGO_UNKNOWN',
  BadReply: 'ZEGO_BAD_REPLY',
};

/** The core's names of options that are called otherwise here. */
const RENAMED = {
  timeout: 'timeoutMs',
  connect_timeout: 'connectTimeoutMs',
  ca_pem: 'ca',
  body: 'params',
};

class ZegoError extends Error {
  constructor(told, options) {
    super(told.text, options);
    this.code = CODES[told.kind];
    this.kind = told.kind;
    this.delivery = told.delivery;
    this.retryable = told.retryable;
    this.advice = told.advice;
    this.requestId = told.requestId ?? null;
  }

  toJSON() {
    return { name: this.name, message: this.message, ...this };
  }
}

class InvalidInputError extends ZegoError {
  constructor(told, options) {
    super(told, options);
    this.field = told.field;
    this.index = told.index ?? null;
    this.problem = told.problem;
    this.limit = told.limit ?? null;
    this.size = told.size ?? null;
  }
}

class ApiError extends ZegoError {
  constructor(told, options) {
    super(told, options);
    this.apiCode = told.apiCode;
    this.apiCodeKind = told.codeKind;
    this.apiMessage = told.apiMessage;
    this.meaning = told.meaning;
    this.httpStatus = told.httpStatus;
    this.failUsers = told.failUsers;
    // What the server sent along may repeat the message: it is there for who asks, and not in logs.
    Object.defineProperty(this, 'dataJson', { value: told.dataJson ?? null });
  }
}

class NotSentError extends ZegoError {
  constructor(told, options) {
    super(told, options);
    this.reason = told.reason;
    this.detail = told.detail;
  }
}

class UnknownError extends ZegoError {
  constructor(told, options) {
    super(told, options);
    this.reason = told.reason;
    this.detail = told.detail;
  }
}

class BadReplyError extends ZegoError {
  constructor(told, options) {
    super(told, options);
    this.httpStatus = told.httpStatus;
    this.problem = told.problem;
    this.excerpt = told.excerpt;
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
for (const made of [ZegoError, ...Object.values(CLASSES)]) {
  Object.defineProperty(made.prototype, 'name', { value: made.name, configurable: true, writable: true });
}

/** The error that the core told, in JavaScript's spelling. */
function toError(told, options) {
  if (told.kind !== 'InvalidInput') return new CLASSES[told.kind](told, options);
  const field = RENAMED[told.field] ?? told.field.replace(/_[a-z]/g, (match) => match[1].toUpperCase());
  const text = told.text.replace(`invalid input: ${told.field}`, `invalid input: ${field}`);
  return new InvalidInputError({ ...told, field, text }, options);
}

/** Input that has not even the right type. `expected` ends the sentence "it is not ...". */
function malformed(field, expected, index = null) {
  const at = index === null ? '' : `[${index}]`;
  return new InvalidInputError({
    kind: 'InvalidInput',
    text: `invalid input: ${field}${at} is not ${expected}; nothing was sent`,
    delivery: 'no',
    retryable: false,
    advice: 'correct the call',
    problem: 'Malformed',
    field,
    index,
  });
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
  if (!(error instanceof Error) || !error.message.startsWith('{"kind":')) return error;
  return toError(JSON.parse(error.message));
}

/** The error of a signal that was aborted before anything was sent. */
function abortedBefore(signal) {
  return toError(JSON.parse(failure('NotSent', 'Cancelled', '')), { cause: signal.reason });
}

module.exports = {
  ZegoError,
  InvalidInputError,
  ApiError,
  NotSentError,
  UnknownError,
  BadReplyError,
  toError,
  malformed,
  attempt,
  abortedBefore,
};
