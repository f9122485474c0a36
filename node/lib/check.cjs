// The types of what callers give, checked before anything crosses the boundary: the binding would turn numbers
// away without a word on the field, and half a surrogate pair into a question mark. Sizes are the core's to judge.

'use strict';

const native = require('../native.cjs');
const { isAnyArrayBuffer, isUint8Array } = require('node:util/types');
const { malformed } = require('./errors.cjs');

const MOST_U32 = 0xffff_ffff;

function text(field, value, index = null) {
  if (typeof value !== 'string') {
    throw malformed(field, `a string (it is ${kindOf(value)})`, index);
  }
  if (!value.isWellFormed()) {
    throw malformed(field, 'well-formed text: it holds half a surrogate pair', index);
  }
  return value;
}

/** Ids of users. An iterable is taken where a list may be long, but a string is not a list of its characters. */
function userIds(field, value, anyIterable) {
  const list = Array.isArray(value)
    ? value
    : anyIterable && typeof value === 'object' && typeof value?.[Symbol.iterator] === 'function'
      ? Array.from(value)
      : null;
  if (list === null) {
    throw malformed(
      field,
      `${anyIterable ? 'an iterable' : 'an array'} of user ids (it is ${kindOf(value)})`,
    );
  }
  for (let index = 0; index < list.length; index++) text(field, list[index], index);
  return list;
}

function wholeNumber(field, value, most = Number.MAX_SAFE_INTEGER) {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw malformed(field, `a whole number from 0 to ${most} (it is ${kindOf(value)})`);
  }
  return value;
}

/** Times may be negative; what one before 1970 is good for is the core's to judge. */
function time(field, value) {
  if (!Number.isSafeInteger(value)) throw malformed(field, `a whole number (it is ${kindOf(value)})`);
  return value;
}

function i32(field, value) {
  if (!Number.isInteger(value) || value !== (value | 0)) {
    throw malformed(field, `a whole number from -2147483648 to 2147483647 (it is ${kindOf(value)})`);
  }
  return value;
}

/** One of the names that the core has for something. */
function oneOf(names) {
  return (field, value) => {
    if (!names.includes(value)) throw malformed(field, `one of ${names.join(', ')}`);
    return value;
  };
}

/** Bytes of a body, or text that becomes them; of whatever realm they are. */
function bytes(field, value) {
  if (typeof value === 'string') return Buffer.from(value);
  if (isUint8Array(value)) return value;
  if (isAnyArrayBuffer(value)) return Buffer.from(value);
  throw malformed(field, `a string, a Uint8Array or an ArrayBuffer (it is ${kindOf(value)})`);
}

function u32(field, value) {
  return wholeNumber(field, value, MOST_U32);
}

function boolean(field, value) {
  if (typeof value !== 'boolean') throw malformed(field, `true or false (it is ${kindOf(value)})`);
  return value;
}

function callable(field, value) {
  if (typeof value !== 'function') throw malformed(field, `a function (it is ${kindOf(value)})`);
  return value;
}

function abortSignal(field, value) {
  if (typeof value?.aborted !== 'boolean' || typeof value.addEventListener !== 'function') {
    throw malformed(field, `an AbortSignal (it is ${kindOf(value)})`);
  }
  return value;
}

function object(field, value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(field, `an object (it is ${kindOf(value)})`);
  }
  return value;
}

/**
 * Picks what is given out of an object by a table of checks. A name that the table does not have is refused:
 * a misspelt option would be left out in silence. What is `undefined` counts as left out.
 */
function pick(field, value, checks) {
  object(field, value);
  const picked = {};
  for (const name of Object.keys(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw misspelt(field, name, Object.keys(checks));
    if (value[name] !== undefined) picked[name] = check(name, value[name]);
  }
  return picked;
}

/** A name that is not one of those that there are. */
function misspelt(field, name, names) {
  return malformed(native.shownName(name) || field, `a name that ${field} can have (${names.join(', ')})`);
}

/** The type of a value in words, never the value itself. */
function kindOf(value) {
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a fraction, NaN or infinite';
  if (typeof value === 'number') return value < 0 ? 'a negative number' : 'a number';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

module.exports = {
  text,
  userIds,
  wholeNumber,
  time,
  u32,
  i32,
  oneOf,
  bytes,
  boolean,
  callable,
  abortSignal,
  object,
  pick,
  misspelt,
  kindOf,
};
