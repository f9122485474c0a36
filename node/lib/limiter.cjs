// The pace of an application, for calls that the program drives itself.

'use strict';

const { performance } = require('node:perf_hooks');
const native = require('../native.cjs');
const check = require('./check.cjs');
const { attempt } = require('./errors.cjs');

/** The binding's side of each limiter, out of sight. */
const natives = new WeakMap();

/** Milliseconds of the clock that never goes backwards. */
function nowMs() {
  return Math.floor(performance.now());
}

class Limiter {
  constructor(callsPerSecond) {
    check.u32('callsPerSecond', callsPerSecond);
    natives.set(
      this,
      attempt(() => new native.NativeLimiter(callsPerSecond)),
    );
  }

  ask(now = nowMs()) {
    const answer = nativeOf(this).ask(check.wholeNumber('now', now));
    return answer < 0 ? { ticket: -answer, untilMs: null } : { ticket: null, untilMs: answer };
  }

  finished(ticket, now = nowMs()) {
    nativeOf(this).finished(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now));
  }

  notSent(ticket, now = nowMs()) {
    nativeOf(this).notSent(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now));
  }

  refused(ticket, now = nowMs()) {
    nativeOf(this).refused(check.wholeNumber('ticket', ticket), check.wholeNumber('now', now));
  }

  get callsPerSecond() {
    return nativeOf(this).callsPerSecond();
  }
}

function nativeOf(limiter) {
  return natives.get(limiter);
}

module.exports = { Limiter, nativeOf, nowMs };
