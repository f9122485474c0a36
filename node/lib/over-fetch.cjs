// Calls and fan-outs over a `fetch` that the program gave: the core decides, fetch carries. What fetch cannot
// tell apart counts as unknown.

'use strict';

const { events } = require('./events.cjs');
const { nowMs } = require('./limiter.cjs');
const { onAbort } = require('./signals.cjs');

/** The longest time that a timer takes; a longer one would fire at once. */
const LONGEST_TIMER_MS = 0x7fff_ffff;

/** Codes of failures that come before any byte of the request is written, whoever reports them. */
const BEFORE = new Map([
  ['ENOTFOUND', 'Dns'],
  ['EAI_AGAIN', 'Dns'],
  ['ECONNREFUSED', 'Connect'],
  ['UND_ERR_CONNECT_TIMEOUT', 'Connect'],
  ['CERT_HAS_EXPIRED', 'Tls'],
  ['CERT_NOT_YET_VALID', 'Tls'],
  ['CERT_SIGNATURE_FAILURE', 'Tls'],
  ['CERT_UNTRUSTED', 'Tls'],
  ['CERT_REVOKED', 'Tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'Tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'Tls'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'Tls'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'Tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'Tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Tls'],
]);

/** Says what a rejected fetch means for the message. Its own text may hold the signed URL and is not passed on. */
function sort(error) {
  const causes = error?.cause?.errors ?? [error?.cause];
  const reasons = causes.map((cause) => (cause?.syscall === 'connect' ? 'Connect' : BEFORE.get(cause?.code)));
  const detail = [error?.cause?.code, error?.code].find((code) => /^[A-Z][A-Z0-9_]{1,39}$/.test(code)) ?? '';
  // A name that was tried at several addresses failed before sending only if it did so at each.
  if (reasons.length > 0 && reasons.every(Boolean)) return { kind: 'NotSent', reason: reasons[0], detail };
  return { kind: 'Unknown', reason: 'Broken', detail };
}

/** Reads a body up to the limit. One that has more is cut off and told so. */
async function readBody(response, limit) {
  const reader = response.body?.getReader?.();
  if (!reader) {
    const body = new Uint8Array(await response.arrayBuffer());
    return { body: body.subarray(0, limit), tooLarge: body.length > limit };
  }
  const chunks = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { body: Buffer.concat(chunks), tooLarge: false };
    chunks.push(value);
    size += value.length;
    if (size > limit) {
      // Nobody waits for the rest; the connection is given up with it.
      reader.cancel().catch(() => {});
      return { body: Buffer.concat(chunks).subarray(0, limit), tooLarge: true };
    }
  }
}

async function fetchOnce(fetch, request, limit, signal) {
  const headers = { accept: 'application/json' };
  if (request.contentType !== null) headers['content-type'] = request.contentType;
  const init = { method: request.method, headers, redirect: 'manual', signal };
  if (request.body !== null) init.body = request.body;
  const response = await fetch(request.url, init);
  const { body, tooLarge } = await readBody(response, limit);
  return { answer: { status: response.status, date: response.headers.get('date'), body }, tooLarge };
}

/**
 * One try: `{ answer, tooLarge }`, `{ failure }` or `{ cancelled: true }`. Never rejects, and leaves no timer
 * and no listener behind, whatever the fetch does with its signal.
 */
async function exchange({ fetch, maxReplyBytes }, { request, timeoutMs }, signal) {
  if (signal?.aborted) return { failure: { kind: 'NotSent', reason: 'Cancelled' } };
  const stop = new AbortController();
  let timer;
  let off;
  const ended = new Promise((resolve) => {
    const timeout = { failure: { kind: 'Unknown', reason: 'Timeout' } };
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
      const { answer, tooLarge, failure, cancelled } = await exchange(transport, step, signal);
      if (cancelled) call.cancel();
      else if (failure) call.failed(failure);
      else if (tooLarge) call.tooLarge(answer);
      else call.reply(answer);
    }
    if (signal?.aborted) call.cancel();
  }
}

/** Drives a fan-out to its end, and returns its report. A request that is out at an abort is waited for. */
async function runFanOut(transport, fanOut, signal, tell) {
  let wake = null;
  const send = async (step) => {
    const { answer, tooLarge, failure } = await exchange(transport, step);
    if (failure) fanOut.failed(step.call, failure);
    else if (tooLarge) fanOut.tooLarge(step.call, answer);
    else fanOut.reply(step.call, answer);
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
