// What a call and a fan-out that the program drives itself have in common: times, answers and failures as
// arguments of the binding, and its steps as objects.

'use strict';

const check = require('./check.cjs');
const { malformed, toError } = require('./errors.cjs');
const { nowMs } = require('./limiter.cjs');
const { toReply } = require('./replies.cjs');
const { Request } = require('./request.cjs');

const AT = {
  nowMs: check.wholeNumber,
  unixS: check.seconds,
  random: (field, value) => {
    if (!(value instanceof Uint8Array) || value.length !== 16)
      throw malformed(field, 'a Uint8Array of 16 bytes');
    return value;
  },
};

/** The time told, or that of the system, and random bytes if a test gives any. */
function at(given) {
  const {
    nowMs: now = nowMs(),
    unixS = Math.floor(Date.now() / 1000),
    random,
  } = given === undefined ? {} : check.pick('at', given, AT);
  return { now, unixS, random };
}

const ANSWER = {
  status: (field, value) => check.wholeNumber(field, value, 0xffff),
  date: (_, value) => (typeof value === 'string' ? value : null),
  body: (field, value) => {
    if (typeof value === 'string') return Buffer.from(value);
    if (value instanceof Uint8Array) return value;
    throw malformed(field, 'a string or a Uint8Array');
  },
};

/** An HTTP answer: status, `Date` header, body. */
function answer(given) {
  const { status, date = null, body } = check.pick('answer', given, ANSWER);
  if (status === undefined) throw malformed('status', 'an HTTP status (it is missing)');
  if (body === undefined) throw malformed('body', 'a string or a Uint8Array (it is missing)');
  return { status, date, body };
}

/** How a try failed. Whatever is not surely unsent may have been delivered. */
function failure(given) {
  const { kind, reason, detail = '' } = check.object('failure', given);
  if (kind !== 'NotSent' && kind !== 'Unknown') throw malformed('kind', "'NotSent' or 'Unknown'");
  return { kind, reason: check.text('reason', reason), detail: check.text('detail', detail) };
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

module.exports = { at, answer, failure, toStep };
