// The application: AppId, ServerSecret and the account's limits, and what all clients of it share: what was learned of
// the server's clock, and the rate limits.

'use strict';

const { inspect } = require('node:util');
const native = require('../native.cjs');
const check = require('./check.cjs');
const environment = require('./environment.cjs');
const { attempt, malformed } = require('./errors.cjs');
const { keep, nativeOf } = require('./handles.cjs');
const { Token, makeToken } = require('./token.cjs');

const LIMITS = {
  contentBytes: check.u32,
  toUsers: check.u32,
  urlBytes: check.u32,
  bodyBytes: check.u32,
};

const OPTIONS = {
  appId: check.u32,
  serverSecret: check.text,
  isTest: check.boolean,
  limits: (field, value) => check.pick(field, value, LIMITS),
  callsPerSecond: (field, value) =>
    Object.fromEntries(
      Object.entries(check.object(field, value)).map(([name, n]) => [name, check.u32(field, n)]),
    ),
};

class App {
  constructor(options) {
    const { serverSecret, ...given } = check.pick('options', options, OPTIONS);
    if (given.appId === undefined) throw malformed('appId', 'a number (it is missing)');
    if (serverSecret === undefined) throw malformed('serverSecret', 'a string (it is missing)');
    keep(
      this,
      'app',
      attempt(() => new native.NativeApp(JSON.stringify(given), serverSecret)),
    );
  }

  static fromEnv(options = {}) {
    return new this({ ...environment.app(), ...options });
  }

  get appId() {
    return nativeOf(this, 'app').appId();
  }

  get clockOffsetS() {
    return nativeOf(this, 'app').clockOffsetS();
  }

  set clockOffsetS(seconds) {
    nativeOf(this, 'app').setClockOffsetS(check.i32('clockOffsetS', seconds));
  }

  makeToken(claims, stamp) {
    return makeToken(this, claims, stamp);
  }

  openToken(token) {
    return (token instanceof Token ? token : Token.parse(token)).open(this);
  }

  [inspect.custom](_, options) {
    return `App ${inspect({ appId: this.appId }, options)}`;
  }
}

module.exports = { App, OPTIONS };
