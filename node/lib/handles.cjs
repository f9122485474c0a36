// The binding's side of each client, out of sight: in no property that could be printed, copied or sent on.

'use strict';

const { malformed } = require('./errors.cjs');

const handles = new WeakMap();

function keep(client, handle) {
  handles.set(client, handle);
}

function nativeOf(client) {
  const handle = typeof client === 'object' && client !== null ? handles.get(client) : undefined;
  if (handle === undefined) throw malformed('client', 'a Client');
  return handle;
}

module.exports = { keep, nativeOf };
