// token04, the text by which a client logs in to a room. A token is a credential: it shows only to who asks by name.

'use strict';

const { inspect } = require('node:util');
const { isUint8Array } = require('node:util/types');
const native = require('../native.cjs');
const check = require('./check.cjs');
const { attempt, malformed } = require('./errors.cjs');
const { nativeOf } = require('./handles.cjs');

const PRIVILEGES = {
  roomId: (field, value) => (value === null ? null : check.text(field, value)),
  login: check.boolean,
  publish: check.boolean,
  streamIdList: (field, value) => check.userIds(field, value, false),
};

const CLAIMS = {
  userId: check.text,
  validForS: check.wholeNumber,
  privileges,
  payload: check.text,
};

const STAMP = {
  now: check.time,
  nonce: check.i32,
  iv: (field, value) => {
    if (!isUint8Array(value) || value.length !== 16) throw malformed(field, 'a Uint8Array of 16 bytes');
    return value;
  },
};

/** What a token allows. Nothing is allowed until it is said, and every room is said with null. */
function privileges(field, value) {
  const given = check.pick(field, value, PRIVILEGES);
  if (given.roomId === undefined) throw malformed('roomId', "a room's id, or null for every room");
  return { login: false, publish: false, ...given };
}

class Token {
  #native;

  constructor(handle) {
    if (!(handle instanceof native.NativeToken)) throw malformed('token', 'made here: use Token.parse');
    this.#native = handle;
  }

  static parse(text) {
    check.text('token', text);
    return new Token(attempt(() => native.NativeToken.parse(text)));
  }

  get text() {
    return this.#native.text();
  }

  get expire() {
    return this.#native.expire();
  }

  open(app) {
    const handle = nativeOf(app, 'app');
    return new TokenContents(attempt(() => this.#native.open(handle)));
  }

  toString() {
    return this.#native.masked();
  }

  toJSON() {
    return this.#native.masked();
  }

  [inspect.custom]() {
    return `Token { ${this.#native.masked()} }`;
  }
}

/** What a token says. Printed or serialised, it leaves out nonce and payload. */
class TokenContents {
  #native;
  #told;

  constructor(handle) {
    this.#native = handle;
    this.#told = JSON.parse(handle.told());
  }

  get appId() {
    return this.#told.appId;
  }

  get userId() {
    return this.#told.userId;
  }

  get nonce() {
    return this.#told.nonce;
  }

  get ctime() {
    return this.#told.ctime;
  }

  get expire() {
    return this.#told.expire;
  }

  get validForS() {
    return this.#told.validForS;
  }

  get payload() {
    return this.#told.payload;
  }

  get privileges() {
    return this.#told.privileges;
  }

  isOf(app) {
    return this.#native.isOf(nativeOf(app, 'app'));
  }

  validity({ now, leewayS } = {}) {
    if (now !== undefined) check.time('now', now);
    if (leewayS !== undefined) check.wholeNumber('leewayS', leewayS);
    return this.#native.validity(now, leewayS);
  }

  toJSON() {
    const { appId, userId, ctime, expire } = this.#told;
    return { appId, userId, ctime, expire, payload: `(${Buffer.byteLength(this.#told.payload)} bytes)` };
  }

  [inspect.custom](_, options) {
    return `TokenContents ${inspect(this.toJSON(), options)}`;
  }
}

/** Makes a token for a user of the application. */
function makeToken(app, claims, stamp = {}) {
  const given = check.pick('claims', claims, CLAIMS);
  if (given.userId === undefined) throw malformed('userId', 'a string (it is missing)');
  if (given.validForS === undefined) throw malformed('validForS', 'a number of seconds (it is missing)');
  if (given.privileges !== undefined && given.payload !== undefined) {
    throw malformed('payload', 'an option beside privileges, which are the payload');
  }
  const { now, iv, nonce } = check.pick('stamp', stamp, STAMP);
  if ((iv === undefined) !== (nonce === undefined)) {
    throw malformed(iv === undefined ? 'iv' : 'nonce', 'there: give both or none');
  }
  const handle = nativeOf(app, 'app');
  const text = JSON.stringify(given);
  return new Token(attempt(() => native.NativeToken.make(handle, text, now, iv, nonce)));
}

module.exports = { Token, TokenContents, makeToken };
