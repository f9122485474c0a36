// What the server said, as objects: the one place where the binding's text becomes a reply or an error.

'use strict';

const { toError } = require('./errors.cjs');

/** A reply; that of a generic action has its `Data` both as a value and as the text that came. */
function toReply({ whole, ...told }) {
  const reply =
    'dataJson' in told
      ? { ...told, data: told.dataJson === null ? null : JSON.parse(told.dataJson) }
      : { ...told };
  // It repeats all the rest, and so shows only to who asks for it by name.
  return Object.defineProperty(reply, 'whole', { value: whole });
}

/** The reply of an outcome; throws its error. What a signal cancelled has the signal's reason as its cause. */
function take(outcome, signal) {
  if (outcome.reply) return toReply(outcome.reply);
  const cancelled = outcome.error.cause === 'cancelled' && signal?.aborted;
  throw toError(outcome.error, cancelled ? { cause: signal.reason } : undefined);
}

module.exports = { toReply, take };
