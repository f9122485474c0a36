// Errors that a program's own tests make: what is said of one is put into the core's words, so that all the rest of it
// (`applied`, `retryable`, `advice`, the text) is as it would be.

'use strict';

const native = require('../native.cjs');
const check = require('./check.cjs');
const { attempt, malformed } = require('./errors.cjs');
const { scopes } = require('./explain.cjs');

const names = JSON.parse(native.names());

/** A problem with a buffer is none that a call from here can have. */
const PROBLEMS = names.problem.filter((name) => name !== 'buffer_too_small');

const httpStatus = (field, value) => check.wholeNumber(field, value, 0xffff);

function required(field, value) {
  if (value === undefined) throw malformed(field, 'there');
  return value;
}

function InvalidInput(given) {
  const fields = {
    field: check.text,
    problem: check.oneOf(PROBLEMS),
    index: check.u32,
    limit: check.wholeNumber,
    size: check.wholeNumber,
  };
  const { field, problem = 'malformed', ...rest } = check.pick('error', given, fields);
  const told = { field: required('field', field), problem, ...rest };
  return JSON.parse(attempt(() => native.badInput(JSON.stringify(told))));
}

function Api(given) {
  const fields = {
    apiCode: check.time,
    apiMessage: check.text,
    requestId: check.text,
    scope: check.oneOf(scopes),
    httpStatus,
    failUsers,
  };
  const {
    apiCode,
    apiMessage = '',
    requestId = '',
    failUsers: users = [],
    ...rest
  } = check.pick('error', given, fields);
  const body = JSON.stringify({
    Code: required('apiCode', apiCode),
    Message: apiMessage,
    RequestId: requestId,
    Data: { FailUsers: users.map(({ uid, code }) => ({ Uid: uid, Code: code })) },
  });
  return answered('Api', 'apiCode', { httpStatus: 200, ...rest, body });
}

function failUsers(field, value) {
  if (!Array.isArray(value)) throw malformed(field, `an array (it is ${check.kindOf(value)})`);
  return value.map((user, index) => {
    const { uid, code } = check.pick('failUsers', user, { uid: check.text, code: check.time });
    if (uid === undefined || code === undefined) throw malformed(field, 'a user with uid and code', index);
    return { uid, code };
  });
}

function BadReply(given) {
  const { body = '', ...rest } = check.pick('error', given, { httpStatus, body: check.text });
  required('httpStatus', rest.httpStatus);
  return answered('BadReply', 'body', { ...rest, body });
}

/** The error that an answer is; `field` is to blame where it is another one, or none. */
function answered(kind, field, answer) {
  const text = attempt(() => native.errorOfAnswer(JSON.stringify(answer)));
  const told = JSON.parse(text ?? 'null');
  if (told?.kind !== kind) throw malformed(field, `what makes an error of the kind ${kind}`);
  return told;
}

function failed(kind, reasons) {
  return (given) => {
    const fields = { reason: check.oneOf(reasons), detail: check.text };
    const { reason, detail = '' } = check.pick('error', given, fields);
    return JSON.parse(native.failure(kind, required('reason', reason), detail));
  };
}

/** An error that only the package makes. */
function never(how) {
  return () => {
    throw new TypeError(`zegoapi: only the package makes this error; ${how}`);
  };
}

module.exports = {
  InvalidInput,
  Api,
  BadReply,
  NotSent: failed('NotSent', names.notSent),
  Unknown: failed('Unknown', names.unknown),
  ZegoError: never('make one of a kind'),
  TokenError: never('Token.parse and openToken throw it for a text that is no token'),
  CallbackError: never('a verifier throws it for a body of signedCallback with another secret'),
};
