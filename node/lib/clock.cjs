// The clock by which calls, fan-outs and rate limits go, unless they are told another time.

'use strict';

const native = require('../native.cjs');

/** Milliseconds that never go backwards, the same in all of the process. */
function nowMs() {
  return native.nowMs();
}

module.exports = { nowMs };
