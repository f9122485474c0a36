// Calls and fan-outs over a `fetch` that the program gave: the core decides, fetch carries. What fetch cannot
// tell apart counts as unknown.

'use strict';

const { isUint8Array } = require('node:util/types');
const check = require('./check.cjs');
const { nowMs } = require('./clock.cjs');
const { events } = require('./events.cjs');
const { LONGEST_TIMER_MS, onAbort } = require('./signals.cjs');

/** Codes of failures that come before any byte of the request is written, whoever reports them. */
const BEFORE = new Map([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNREFUSED', 'connect'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['CERT_NOT_YET_VALID', 'tls'],
  ['CERT_SIGNATURE_FAILURE', 'tls'],
  ['CERT_UNTRUSTED', 'tls'],
  ['CERT_REVOKED', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
]);

/** Says what a rejected fetch means for the call. Its own text may hold the signed URL and is not passed on. */
function sort(error) {
  try {
    const causes = error.cause.errors ?? [error.cause];
    const reasons = causes.map((cause) =>
      cause?.syscall === 'connect' ? 'connect' : BEFORE.get(cause?.code),
    );
    const detail = codeOf(error.cause) || codeOf(error);
    // A name that was tried at several addresses failed before sending only if it did so at each.
    if (reasons.length > 0 && reasons.every(Boolean)) return { kind: 'NotSent', reason: reasons[0], detail };
    return { kind: 'Unknown', reason: 'broken', detail };
  } catch {
    // Whatever was thrown is no error that could say more.
    return { kind: 'Unknown', reason: 'broken', detail: codeOf(error) };
  }
}

function codeOf(error) {
  try {
    return /^[A-Z][A-Z0-9_]{1,39}$/.test(error?.code) ? String(error.code) : '';
  } catch {
    return '';
  }
}

/** Reads a body up to the limit. One that has more is cut off and told so. */
async function readBody(response, limit) {
  const reader = response.body?.getReader?.();
  if (!reader) {
    const body = check.bytes('body', await response.arrayBuffer());
    return { body: body.subarray(0, limit), whole: body.length <= limit };
  }
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { body: Buffer.concat(chunks), whole: true };
    if (!isUint8Array(value)) throw new TypeError('a body of no bytes');
    chunks.push(value);
    size += value.length;
    if (size > limit) {
      // Nobody waits for the rest; the connection is given up with it.
      Promise.resolve(reader.cancel()).catch(() => {});
      return { body: Buffer.concat(chunks).subarray(0, limit), whole: false };
    }
  }
}

/** Whatever is wrong with a response throws: the request was out by then. */
async function fetchOnce(fetch, request, limit, signal) {
  const headers = { accept: 'application/json' };
  if (request.contentType !== null) headers['content-type'] = request.contentType;
  const init = { method: request.method, headers, redirect: 'manual', signal };
  if (request.body !== null) init.body = request.body;
  const response = await fetch(request.url, init);
  const status = check.wholeNumber('status', response.status, 0xffff);
  const date = response.headers.get('date');
  const { body, whole } = await readBody(response, limit);
  return { answer: { status, date: typeof date === 'string' ? date : null, body, whole } };
}

/**
 * One try: `{ answer }`, `{ failure }` or `{ cancelled: true }`. Never rejects, and leaves no timer and no
 * listener behind, whatever the fetch does with its signal.
 */
async function exchange({ fetch, maxReplyBytes }, { request, timeoutMs }, signal) {
  if (signal?.aborted) return { failure: { kind: 'NotSent', reason: 'cancelled' } };
  const stop = new AbortController();
  let timer;
  let off;
  const ended = new Promise((resolve) => {
    const timeout = { failure: { kind: 'Unknown', reason: 'timeout' } };
    timer = setTimeout(resolve, Math.min(timeoutMs, LONGEST_TIMER_MS), timeout);
    off = onAbort(signal, () => resolve({ cancelled: true }));
  });
  const answered = fetchOnce(fetch, request, maxReplyBytes, stop.signal).catch((error) => ({
    failure: sort(error),
  }));
  const first = await Promise.race([answered, ended]);
  clearTimeout(timer);
  off();
  if (!first.answer) stop.abort();
  return first;
}

/** Waits until a time, or until the signal. Without a time, only the signal, or `woken`, leads on. */
async function sleepUntil(untilMs, signal, woken) {
  const left = untilMs === null ? LONGEST_TIMER_MS : Math.max(untilMs - nowMs(), 0);
  let timer;
  let off;
  await new Promise((resolve) => {
    timer = setTimeout(resolve, Math.min(left, LONGEST_TIMER_MS));
    off = onAbort(signal, resolve);
    woken?.(resolve);
  });
  clearTimeout(timer);
  off();
}

function publish(source) {
  const take = () => source.takeEvent();
  for (let event = take(); event !== null; event = take()) {
    if (events.hasSubscribers) events.publish(event);
  }
}

/** Drives a call to its end, and returns the last step. */
async function runCall(transport, call, signal) {
  for (;;) {
    const step = call.next();
    publish(call);
    if (step.type === 'done') return step;
    if (step.type === 'wait') {
      await sleepUntil(step.untilMs, signal);
    } else {
      const { answer, failure, cancelled } = await exchange(transport, step, signal);
      if (cancelled) call.cancel();
      else if (failure) call.failed(failure);
      else call.reply(answer);
    }
    if (signal?.aborted) call.cancel();
  }
}

/** Drives a fan-out to its end, and returns its report. At an abort what is out is cut off: its users are unknown. */
async function runFanOut(transport, fanOut, signal, tell) {
  let wake = null;
  const send = async (step) => {
    const { answer, failure, cancelled } = await exchange(transport, step, signal);
    if (answer) fanOut.reply(step.call, answer);
    else fanOut.failed(step.call, cancelled ? { kind: 'Unknown', reason: 'cancelled' } : failure);
    wake?.();
  };
  let settled = 0;
  for (;;) {
    if (signal?.aborted) fanOut.stop();
    const step = fanOut.next();
    publish(fanOut);
    while (fanOut.takeSettled() !== null);
    const { progress } = fanOut;
    if (progress.sent + progress.failed + progress.unknown !== settled) {
      settled = progress.sent + progress.failed + progress.unknown;
      tell(progress);
    }
    if (step.type === 'done') return fanOut.report();
    if (step.type === 'send') {
      send(step);
    } else {
      // Once it is stopped, the signal has nothing more to say.
      await sleepUntil(step.untilMs, signal?.aborted ? undefined : signal, (resolve) => {
        wake = resolve;
      });
      wake = null;
    }
  }
}

module.exports = { runCall, runFanOut };
