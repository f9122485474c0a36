// What a return code means and what to do about it, from the core's table.

'use strict';

const native = require('../native.cjs');
const { malformed } = require('./errors.cjs');

function explain(code, family = 'room') {
  if (!Number.isInteger(code) || code !== (code | 0)) throw malformed('code', 'a whole number of 32 bits');
  if (family !== 'room' && family !== 'gateway') throw malformed('family', "'room' or 'gateway'");
  const text = native.explain(code, family);
  return text === null ? null : JSON.parse(text);
}

module.exports = { explain };
