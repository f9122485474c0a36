// The rate limit of one quota, for programs with an HTTP and retries of their own.

'use strict';

const native = require('../native.cjs');
const check = require('./check.cjs');
const { nowMs } = require('./clock.cjs');
const { attempt } = require('./errors.cjs');

class Limiter {
  #native;

  constructor(calls, windowMs = 1000) {
    check.u32('calls', calls);
    check.u32('windowMs', windowMs);
    this.#native = attempt(() => new native.NativeLimiter(calls, windowMs));
  }

  ask(byMs, turn = null, now = nowMs()) {
    check.wholeNumber('byMs', byMs);
    if (turn !== null) check.wholeNumber('turn', turn);
    const [number, untilMs] = this.#native.ask(turn, check.wholeNumber('now', now), byMs);
    return untilMs === undefined
      ? { ticket: number, turn: null, untilMs: null }
      : { ticket: null, turn: number, untilMs };
  }

  written(ticket, handshakeMs = null, now = nowMs()) {
    if (handshakeMs !== null) check.wholeNumber('handshakeMs', handshakeMs);
    this.#native.written(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now), handshakeMs);
  }

  finished(ticket, now = nowMs()) {
    this.#native.finished(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now));
  }

  notSent(ticket, now = nowMs()) {
    this.#native.notSent(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now));
  }

  refused(ticket, now = nowMs()) {
    this.#native.refused(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now));
  }

  leave(turn) {
    this.#native.leave(check.wholeNumber('turn', turn));
  }

  get allowed() {
    return this.#native.allowed();
  }

  get waiting() {
    return this.#native.waiting();
  }
}

module.exports = { Limiter };
