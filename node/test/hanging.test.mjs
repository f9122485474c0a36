// Protects what is promised at a server that hangs: time-outs are kept though every thread is held, an abort ends all at
// once with each user accounted for, no socket stays, and a client that was closed calls nothing any more.

import assert from 'node:assert/strict';
import diagnosticsChannel from 'node:diagnostics_channel';
import { test } from 'node:test';
import { eventsChannel } from 'zegoapi';
import { COMMAND, failure, run, sleep, until, withSimulator } from './support.mjs';

const held = withSimulator();
const linux = { skip: process.platform !== 'linux' && 'reads /proc' };
const FAST = 100_000;

/** Lets the next calls hang; returns a client whose rate is no matter. */
async function hanging(count, options) {
  await held.sim.limits({ callsPerSecond: FAST });
  await held.sim.failNext('stall', { count });
  return held.client({ callsPerSecond: { SendCustomCommand: FAST }, ...options });
}

async function out(count) {
  await until(async () => (await held.sim.counters()).faults === count, `${count} requests are out`);
}

/** Sends that each have told how they ended. */
function sendMany(client, count, options) {
  return Array.from({ length: count }, () => failure(client.sendCustomCommand(COMMAND, options)));
}

test('with every thread held, a send ends by its own time-out, as not sent', async () => {
  // As many as the default has threads.
  const client = await hanging(10_000);
  const stop = new AbortController();
  const stalled = sendMany(client, 256, { signal: stop.signal, timeoutMs: 60_000 });
  await out(256);
  const began = performance.now();
  const error = await failure(client.sendCustomCommand(COMMAND, { timeoutMs: 300 }));
  const took = performance.now() - began;
  assert.deepEqual([error.code, error.reason, error.applied], ['ZEGO_NOT_SENT', 'deadline', 'no']);
  assert.ok(took < 1300, `${took} ms`);
  assert.equal((await held.sim.counters()).faults, 256, 'it took no thread');
  stop.abort();
  for (const { code, reason } of await Promise.all(stalled)) {
    assert.deepEqual([code, reason], ['ZEGO_UNKNOWN', 'cancelled']);
  }
});

test('an abort with 1,000 users out: the report at once, each user once', async () => {
  const client = await hanging(100);
  const to = Array.from({ length: 1000 }, (_, n) => `u${n}`);
  const stop = new AbortController();
  const sending = client.sendToUsers({ ...COMMAND, to }, { signal: stop.signal, concurrency: 100 });
  await out(100);
  const began = performance.now();
  stop.abort();
  const { users, progress } = await sending;
  const took = performance.now() - began;
  assert.ok(took < 1000, `${took} ms`);
  assert.deepEqual(
    users.map(({ userId }) => userId),
    to,
  );
  assert.deepEqual([progress.unknown, progress.inFlight, progress.total], [1000, 0, 1000]);
  assert.ok(users.every(({ outcome }) => outcome === 'unknown'));
});

test('aborted sends leave no socket, and the process ends at once', linux, async () => {
  await hanging(10_000);
  const options = { ...held.sim.clientOptions(), callsPerSecond: { SendCustomCommand: FAST } };
  const { code, stdout, stderr } = await run(`import { readdirSync, readlinkSync } from 'node:fs';
    import { Client } from 'zegoapi';
    const link = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd); } catch { return ''; } };
    const sockets = () => readdirSync('/proc/self/fd').filter((fd) => link(fd).startsWith('socket:')).length;
    const client = new Client(${JSON.stringify(options)});
    const before = sockets();
    const stop = new AbortController();
    const sent = Array.from({ length: 50 }, () =>
      client.sendCustomCommand(${JSON.stringify(COMMAND)}, { signal: stop.signal }).catch((error) => error.reason));
    while (sockets() < before + 50) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort();
    const reasons = new Set(await Promise.all(sent));
    const end = Date.now();
    while (sockets() > before && Date.now() < end + 2000) await new Promise((resolve) => setTimeout(resolve, 10));
    console.log(JSON.stringify({ left: sockets() - before, reasons: [...reasons], end: Date.now() }));`);
  assert.deepEqual([code, stderr], [0, '']);
  const { end, ...told } = JSON.parse(stdout);
  assert.deepEqual(told, { left: 0, reasons: ['cancelled'] });
  // Threads without work stay for five seconds, but hold no process.
  assert.ok(Date.now() - end < 2000, `${Date.now() - end} ms`);
});

for (const [way, over] of [
  ['own HTTP', {}],
  ['fetch', { fetch: (...args) => globalThis.fetch(...args) }],
]) {
  test(
    `${way}: a closed client gives up what hangs, and calls nothing any more`,
    { timeout: 20_000 },
    async (t) => {
      const client = await hanging(10_000, over);
      const called = [];
      const listen = ({ kind }) => called.push(kind);
      diagnosticsChannel.subscribe(eventsChannel, listen);
      t.after(() => diagnosticsChannel.unsubscribe(eventsChannel, listen));
      const sent = sendMany(client, 20);
      for (const one of sent) one.then(({ reason }) => called.push(reason));
      const to = Array.from({ length: 100 }, (_, n) => `u${n}`);
      const sending = client.sendToUsers({ ...COMMAND, to }, { concurrency: 10 });
      sending.report.then(({ progress }) => called.push(progress.unknown));
      await out(30);
      const began = performance.now();
      await client.close({ timeoutMs: 50 });
      assert.ok(performance.now() - began < 1500, 'at once');
      assert.equal(called.filter((what) => what === 'cancelled').length, 20);
      assert.ok(called.includes(100), 'the fan-out has its report');
      assert.ok(called.includes('begin'));
      const count = called.length;
      await sleep(300);
      assert.equal(called.length, count);
      for (const late of [
        await failure(client.sendCustomCommand(COMMAND)),
        await failure(() => client.sendToUsers({ ...COMMAND, to })),
      ]) {
        assert.deepEqual([late.code, late.reason, late.applied], ['ZEGO_NOT_SENT', 'cancelled', 'no']);
      }
      assert.equal((await held.sim.counters()).calls, 30);
    },
  );

  test(`${way}: a client that is closed waits for what is under way`, { timeout: 20_000 }, async () => {
    await held.sim.settings({ answerDelayMs: 300 });
    const client = held.client(over);
    // Whoever awaits a send may do so through functions of their own.
    const send = async (depth) => (depth > 0 ? await send(depth - 1) : client.sendCustomCommand(COMMAND));
    let replies = 0;
    for (const depth of [0, 10]) send(depth).then(() => (replies += 1));
    await client[Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]();
    assert.equal(replies, 2);
    await client.close();
  });
}
