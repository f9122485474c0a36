// What is to be sent, checked and written as the one text that crosses the boundary.

'use strict';

const native = require('../native.cjs');
const check = require('./check.cjs');
const { malformed } = require('./errors.cjs');
const { scopes } = require('./explain.cjs');

const CALL_OPTIONS = {
  timeoutMs: check.wholeNumber,
  tryTimeoutMs: check.wholeNumber,
  retries: check.u32,
  backoffMs: check.wholeNumber,
  maxBackoffMs: check.wholeNumber,
  duplicatesOk: check.boolean,
  failFast: check.boolean,
};

const SEND_OPTIONS = { ...CALL_OPTIONS, signal: check.abortSignal };
const GENERIC_OPTIONS = { ...SEND_OPTIONS, method, scope: check.oneOf(scopes) };
const FAN_OUT_OPTIONS = { ...SEND_OPTIONS, concurrency: check.u32 };

const COMMAND_FIELDS = ['roomId', 'fromUserId', 'content', 'to'];

function method(field, value) {
  if (value !== 'GET' && value !== 'POST') throw malformed(field, "'GET' or 'POST'");
  return value;
}

/** The common fields of a custom command. */
function texts(command) {
  check.object('command', command);
  for (const name of Object.keys(command)) {
    if (!COMMAND_FIELDS.includes(name)) throw check.misspelt('command', name, COMMAND_FIELDS);
  }
  return {
    roomId: check.text('roomId', command.roomId),
    fromUserId: check.text('fromUserId', command.fromUserId),
    content: check.text('content', command.content),
  };
}

/**
 * A custom command. `to` left out, or null: everyone in the room. `to: undefined` is refused: it is what a
 * mistake in the caller's own code looks like, and must not turn a private message into a public one.
 */
function custom(command) {
  const fields = texts(command);
  if (!('to' in command) || command.to === null) return fields;
  if (command.to === undefined) {
    throw malformed('to', 'an array of user ids; for everyone, leave it out or give null');
  }
  return { ...fields, to: check.userIds('to', command.to, false) };
}

/** Any action by its name. */
function generic({ action, params, method, scope }) {
  return { action: check.text('action', action), method, params: parameters(params), scope };
}

/** Parameters as JSON text. A text is taken as it is, for those that JavaScript's numbers cannot hold. */
function parameters(params = {}) {
  if (typeof params === 'string') return check.text('params', params);
  return JSON.stringify(check.object('params', params), parameter);
}

/** JSON would leave some values out, or make others of them, in silence. */
function parameter(name, value) {
  const wrong =
    typeof value === 'string'
      ? !value.isWellFormed()
      : typeof value === 'number'
        ? !Number.isFinite(value)
        : value === undefined || ['bigint', 'function', 'symbol'].includes(typeof value) || isNoData(value);
  if (wrong || !name.isWellFormed()) {
    throw malformed(native.shownName(name) || 'params', `what JSON can hold (it is ${check.kindOf(value)})`);
  }
  return value;
}

/** Whether it is an object that JSON knows nothing of, such as a Map, which it would write as `{}`. */
function isNoData(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.prototype.toString.call(value) !== '[object Object]';
}

/** A command as `prepare`, `parse` and `Call` take it: a custom command, or an action with `params`. */
function anyCommand(command) {
  check.object('command', command);
  if (!('action' in command)) return { custom: custom(command) };
  const fields = { action: check.text, params: (_, params) => params, method, scope: check.oneOf(scopes) };
  return { generic: generic(check.pick('command', command, fields)) };
}

/** The text of a command with the options of its call. */
function submission(command, options) {
  return JSON.stringify({ ...command, options });
}

/** The text of a fan-out. */
function fanOut(command, { concurrency, ...options }) {
  if (command?.to === undefined || command.to === null) {
    texts(command);
    throw malformed('to', 'an iterable of user ids; for everyone, use sendCustomCommand');
  }
  const to = check.userIds('to', command.to, true);
  return JSON.stringify({ ...texts(command), to, concurrency, options });
}

/** Splits a signal from the options that cross the boundary. */
function pickOptions(options, checks) {
  if (options === undefined) return { signal: undefined, options: undefined };
  const { signal, ...rest } = check.pick('options', options, checks);
  return { signal, options: rest };
}

module.exports = {
  CALL_OPTIONS,
  SEND_OPTIONS,
  GENERIC_OPTIONS,
  FAN_OUT_OPTIONS,
  custom,
  generic,
  anyCommand,
  submission,
  fanOut,
  pickOptions,
};
