// Protects cancellation: before sending it is not sent, while sending it is unknown, afterwards it is nothing; and
// nothing is left behind, whatever the order.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { COMMAND, failure, sleep, until, withSimulator } from './support.mjs';

const held = withSimulator();
const REASON = new Error('the user left');

function cancelled(error, code, applied) {
  assert.deepEqual([error.code, error.reason, error.applied], [code, 'cancelled', applied], error.message);
  assert.equal(error.cause, REASON);
  assert.equal(error.retryable, false);
}

for (const [way, over] of [
  ['own HTTP', {}],
  ['fetch', { fetch: (...args) => globalThis.fetch(...args) }],
  ['a fetch that heeds no signal', { fetch: (url, { signal: _, ...init }) => globalThis.fetch(url, init) }],
]) {
  test(`${way}: before sending`, async () => {
    const client = held.client(over);
    const signal = AbortSignal.abort(REASON);
    cancelled(await failure(client.sendCustomCommand(COMMAND, { signal })), 'ZEGO_NOT_SENT', 'no');
    assert.equal((await held.sim.counters()).calls, 0);
    const wrong = await failure(client.sendCustomCommand({ ...COMMAND, to: [] }, { signal }));
    assert.equal(wrong.applied, 'no');
  });

  test(`${way}: while it waits for its turn`, async () => {
    const client = held.client({ ...over, callsPerSecond: { SendCustomCommand: 1 } });
    await client.sendCustomCommand(COMMAND);
    const stop = new AbortController();
    const sent = client.sendCustomCommand(COMMAND, { signal: stop.signal });
    setTimeout(() => stop.abort(REASON), 30);
    const began = performance.now();
    cancelled(await failure(sent), 'ZEGO_NOT_SENT', 'no');
    assert.ok(performance.now() - began < 500, 'at once');
    assert.equal((await held.sim.counters()).calls, 1);
  });

  test(`${way}: while sending`, async () => {
    const client = held.client(over);
    await held.sim.failNext('stall', { when: 'after' });
    const stop = new AbortController();
    const sent = client.sendCustomCommand(COMMAND, { signal: stop.signal });
    sent.catch(() => {});
    await until(async () => (await held.sim.counters()).actedOn.hi === 1, 'it went out');
    stop.abort(REASON);
    const began = performance.now();
    cancelled(await failure(sent), 'ZEGO_UNKNOWN', 'unknown');
    assert.ok(performance.now() - began < 500, 'at once');
    assert.equal((await held.sim.counters()).calls, 1, 'not sent again');
  });

  test(`${way}: afterwards nothing happens`, async () => {
    const client = held.client(over);
    const stop = new AbortController();
    const reply = await client.sendCustomCommand(COMMAND, { signal: stop.signal });
    assert.equal(getEventListeners(stop.signal, 'abort').length, 0);
    stop.abort(REASON);
    await sleep(20);
    assert.equal(reply.message, 'success');
  });

  test(`${way}: nothing is left after 1,000 rounds of all three`, { timeout: 120_000 }, async (t) => {
    const rejections = [];
    const warnings = [];
    const onRejection = (error) => rejections.push(error);
    const onWarning = (warning) => warnings.push(warning);
    process.on('unhandledRejection', onRejection).on('warning', onWarning);
    t.after(() => process.off('unhandledRejection', onRejection).off('warning', onWarning));
    await held.sim.limits({ callsPerSecond: 1_000_000 });
    const client = held.client({ ...over, callsPerSecond: { SendCustomCommand: 1_000_000 } });
    // The first ones leave what stays for good: connections, threads, caches.
    await rounds(client, 50);
    const before = resources();
    const outcomes = await rounds(client, 1000);
    await until(() => resources() <= before, `timers and handles are back: ${before}, ${resources()}`);
    assert.deepEqual([rejections, warnings], [[], []]);
    assert.equal(outcomes.reply + outcomes.ZEGO_NOT_SENT + outcomes.ZEGO_UNKNOWN, 1000);
    assert.ok(outcomes.ZEGO_NOT_SENT >= 250 && outcomes.reply >= 250, JSON.stringify(outcomes));
  });
}

/** Sockets that a fetch keeps for reuse are its own; timers and the binding's handles are ours. */
function resources() {
  return process.getActiveResourcesInfo().filter((kind) => !/TCP|Pipe|Process/.test(kind)).length;
}

async function rounds(client, count) {
  const outcomes = { reply: 0, ZEGO_NOT_SENT: 0, ZEGO_UNKNOWN: 0 };
  const shared = new AbortController();
  const round = async (n) => {
    const stop = new AbortController();
    if (n % 4 === 0) stop.abort(REASON);
    // Every other one shares a signal with all others: no warning of too many listeners may come of it.
    const { signal } = n % 4 === 3 ? shared : stop;
    const sent = client.sendCustomCommand(COMMAND, { signal });
    if (n % 4 === 1) setTimeout(() => stop.abort(REASON), n % 7);
    try {
      await sent;
      outcomes.reply += 1;
    } catch (error) {
      outcomes[error.code] += 1;
    }
    stop.abort(REASON);
  };
  for (let n = 0; n < count; n += 50) await Promise.all(Array.from({ length: 50 }, (_, k) => round(n + k)));
  assert.equal(getEventListeners(shared.signal, 'abort').length, 0);
  return outcomes;
}
