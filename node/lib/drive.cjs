// What a call and a fan-out that the program drives itself have in common: times, answers and failures as
// arguments of the binding, and its steps as objects.

'use strict';

const { isUint8Array } = require('node:util/types');
const check = require('./check.cjs');
const { malformed, toError } = require('./errors.cjs');
const { toReply } = require('./replies.cjs');
const { Request } = require('./request.cjs');

const AT = {
  nowMs: check.wholeNumber,
  unixMs: check.time,
  random: (field, value) => {
    if (!isUint8Array(value) || value.length !== 16) throw malformed(field, 'a Uint8Array of 16 bytes');
    return value;
  },
};

/** The time told, and random bytes if a test gives any; the binding takes the system's for what is left out. */
function at(given) {
  return given === undefined ? {} : check.pick('at', given, AT);
}

const ANSWER = {
  status: (field, value) => check.wholeNumber(field, value, 0xffff),
  date: (_, value) => (typeof value === 'string' ? value : null),
  body: check.bytes,
  whole: check.boolean,
};

/** An HTTP answer: status, `Date` header, body, and whether that was read to its end. */
function answer(given) {
  const { status, date = null, body, whole = true } = check.pick('answer', given, ANSWER);
  if (status === undefined) throw malformed('status', 'an HTTP status (it is missing)');
  if (body === undefined) throw malformed('body', 'a string or bytes (it is missing)');
  return { status, date, body, whole };
}

/** How a try failed. Whatever is not surely unsent may have been applied. */
function failure(given) {
  const { kind, reason, detail = '' } = check.object('failure', given);
  if (kind !== 'NotSent' && kind !== 'Unknown') throw malformed('kind', "'NotSent' or 'Unknown'");
  return { kind, reason: check.text('reason', reason), detail: check.text('detail', detail) };
}

/** How long a connection's handshake took; null where that is not known. */
function handshake(ms = null) {
  return ms === null ? null : check.wholeNumber('handshakeMs', ms);
}

/** A step as an object that says what it is by its `type`. */
function toStep(text) {
  const { wait, send, done } = JSON.parse(text);
  if (wait) return { type: 'wait', untilMs: wait.untilMs };
  if (send) return { type: 'send', ...send, request: new Request(send.request) };
  if (!done) return { type: 'done' };
  return {
    type: 'done',
    reply: done.reply ? toReply(done.reply) : null,
    error: done.error ? toError(done.error) : null,
  };
}

/** The next event of a call or a fan-out. */
function toEvent(text) {
  return text === null ? null : JSON.parse(text);
}

module.exports = { at, answer, failure, handshake, toStep, toEvent };
