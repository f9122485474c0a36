// The binding's side of each application and client, out of sight: in no property that could be printed, copied or
// sent on.

'use strict';

const { malformed } = require('./errors.cjs');

const handles = new WeakMap();

function keep(holder, kind, handle) {
  handles.set(holder, { kind, handle });
}

/** The binding's side of an `app` or of a `client`. */
function nativeOf(holder, kind) {
  const kept = typeof holder === 'object' && holder !== null ? handles.get(holder) : undefined;
  if (kept?.kind !== kind) throw malformed(kind, kind === 'app' ? 'an App' : 'a Client');
  return kept.handle;
}

module.exports = { keep, nativeOf };
