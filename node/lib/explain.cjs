// What a return code means and what to do about it, from the core's tables.

'use strict';

const native = require('../native.cjs');
const { malformed } = require('./errors.cjs');

const scopes = JSON.parse(native.names()).scope;

/** Every entry that has the number; with a scope, the one entry of an action of that scope. */
function explain(code, scope) {
  if (!Number.isInteger(code)) throw malformed('code', 'a whole number');
  if (scope !== undefined && !scopes.includes(scope)) throw malformed('scope', `one of ${scopes.join(', ')}`);
  const entries = JSON.parse(native.explain(code, scope));
  return scope === undefined ? entries : (entries[0] ?? null);
}

module.exports = { explain, scopes };
