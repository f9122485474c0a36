// Protects the outcome of sends, judged by what the simulator saw: replies, refusals, retries, time-outs, TLS, events,
// and sends to many users.

import assert from 'node:assert/strict';
import diagnosticsChannel from 'node:diagnostics_channel';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  ApiError,
  BadReplyError,
  Client,
  NotSentError,
  UnknownError,
  ZegoError,
  eventsChannel,
} from 'zegoapi';
import { COMMAND, failure, nobody, until, withSimulator } from './support.mjs';

const held = withSimulator();
const users = (count) => Array.from({ length: count }, (_, n) => `u${n + 1}`);

// Both ways of sending come to the same outcomes.
for (const [way, over] of [
  ['own HTTP', {}],
  ['fetch', { fetch: (...args) => globalThis.fetch(...args) }],
]) {
  const client = (options) => held.client({ ...over, ...options });

  test(`${way}: to named users`, async () => {
    const reply = await client().sendCustomCommand({ ...COMMAND, to: ['u1', 'zoe'] });
    assert.match(reply.requestId, /^\d+$/);
    assert.deepEqual(reply, {
      requestId: reply.requestId,
      message: 'success',
      failUsers: [{ uid: 'zoe', code: 50003 }],
    });
    const [message] = await held.sim.messages('room1', 'u1');
    assert.deepEqual([message.content, message.toEveryone], ['hi', false]);
    assert.deepEqual(await held.sim.messages('room1', 'u2'), []);
  });

  test(`${way}: to everyone, with null and with nothing`, async () => {
    const { to: _, ...everyone } = COMMAND;
    await client().sendCustomCommand({ ...everyone, to: null });
    await client().sendCustomCommand(everyone);
    const heard = await held.sim.messages('room1', 'u2');
    assert.deepEqual(
      heard.map(({ toEveryone }) => toEveryone),
      [true, true],
    );
  });

  test(`${way}: hostile text arrives as it was`, async () => {
    const content = ' a+b%20&=#?/\u0000\t\n"\\推送🎮\u2028\ufffd';
    await client().sendCustomCommand({ ...COMMAND, content });
    const [message] = await held.sim.messages('room1', 'u1');
    assert.equal(message.content, content);
  });

  test(`${way}: a request id that is a bare number keeps every digit`, async () => {
    await held.sim.failNext('requestIdNumber');
    const { requestId } = await client().sendCustomCommand(COMMAND);
    assert.match(requestId, /^\d{19}$/);
    assert.notEqual(requestId, String(Number(requestId)));
  });

  test(`${way}: a refusal tells code, meaning, advice and request id`, async () => {
    const error = await failure(client().sendCustomCommand({ ...COMMAND, roomId: 'empty' }));
    assert.ok(error instanceof ApiError && error instanceof ZegoError && error instanceof Error);
    const { name, code, kind, applied, retryable, apiCode, apiCodeKind, httpStatus } = error;
    assert.deepEqual(
      { name, code, kind, applied, retryable, apiCode, apiCodeKind, httpStatus },
      {
        name: 'ApiError',
        code: 'ZEGO_API',
        kind: 'Api',
        applied: 'no',
        retryable: false,
        apiCode: 104,
        apiCodeKind: 'absent',
        httpStatus: 200,
      },
    );
    assert.match(error.requestId, /^\d+$/);
    assert.ok(error.advice && error.meaning && error.message.includes('104'));
    const copy = JSON.parse(JSON.stringify(error));
    assert.deepEqual([copy.name, copy.apiCode, copy.message], ['ApiError', 104, error.message]);
    assert.match(error.stack, /send\.test\.mjs/, 'the stack leads to who awaits');
  });

  test(`${way}: what was surely not applied is sent again, within retries`, async () => {
    await held.sim.failNext('code', { code: 50013, count: 2 });
    await client({ backoffMs: 1 }).sendCustomCommand(COMMAND);
    await held.sim.failNext('code', { code: 50013 });
    const error = await failure(client().sendCustomCommand(COMMAND, { retries: 0 }));
    assert.equal(error.apiCode, 50013);
    const counters = await held.sim.counters();
    assert.deepEqual([counters.calls, counters.actedOn.hi, counters.repeatedNonces], [4, 1, 0]);
  });

  test(`${way}: what may have been applied is sent again only if duplicates are fine`, async () => {
    await held.sim.failNext('reset', { when: 'after' });
    const error = await failure(client().sendCustomCommand(COMMAND));
    assert.ok(error instanceof UnknownError);
    assert.deepEqual([error.applied, error.reason, error.retryable], ['unknown', 'broken', true]);
    assert.equal((await held.sim.counters()).actedOn.hi, 1, 'once');
    await held.sim.failNext('reset', { when: 'after' });
    await client().sendCustomCommand(COMMAND, { duplicatesOk: true, backoffMs: 1 });
    assert.equal((await held.sim.counters()).actedOn.hi, 3);
  });

  test(`${way}: a time-out says that it may have been applied`, async () => {
    await held.sim.failNext('stall', { when: 'after' });
    const began = performance.now();
    const error = await failure(client().sendCustomCommand(COMMAND, { timeoutMs: 150 }));
    assert.ok(performance.now() - began < 2000);
    assert.deepEqual([error.code, error.reason, error.applied], ['ZEGO_UNKNOWN', 'timeout', 'unknown']);
  });

  test(`${way}: an answer that is no reply`, async () => {
    await held.sim.failNext('html');
    const error = await failure(client().sendCustomCommand(COMMAND, { retries: 0 }));
    assert.ok(error instanceof BadReplyError);
    assert.deepEqual([error.code, error.httpStatus, error.applied], ['ZEGO_BAD_REPLY', 502, 'unknown']);
    assert.match(error.excerpt, /502/);
    for (const chunked of [false, true]) {
      await held.sim.failNext('huge', { megabytes: 3, chunked });
      const huge = await failure(client().sendCustomCommand(COMMAND));
      assert.deepEqual([huge.code, huge.detail], ['ZEGO_BAD_REPLY', 'a body over the size limit']);
    }
    await held.sim.failNext('redirect', { location: `${held.sim.httpUrl}/elsewhere` });
    const moved = await failure(client().sendCustomCommand(COMMAND));
    assert.deepEqual([moved.code, moved.httpStatus], ['ZEGO_BAD_REPLY', 302]);
    assert.equal((await held.sim.counters()).otherRequests, 0, 'no redirect is followed');
  });

  test(`${way}: no connection is not sent`, async () => {
    const alone = client({ baseUrl: await nobody(), retries: 0 });
    const error = await failure(alone.sendCustomCommand(COMMAND));
    assert.ok(error instanceof NotSentError);
    assert.deepEqual([error.code, error.reason, error.applied], ['ZEGO_NOT_SENT', 'connect', 'no']);
    const named = client({ baseUrl: 'https://no-such-host.invalid', retries: 0 });
    assert.equal((await failure(named.sendCustomCommand(COMMAND))).reason, 'dns');
  });

  test(`${way}: a certificate that nobody vouches for is not sent to`, async () => {
    const error = await failure(
      client({ baseUrl: held.sim.httpsUrl, retries: 0 }).sendCustomCommand(COMMAND),
    );
    assert.deepEqual([error.code, error.reason], ['ZEGO_NOT_SENT', 'tls']);
    assert.equal((await held.sim.counters()).calls, 0);
  });

  test(`${way}: the clock is corrected and stays so`, async () => {
    await held.sim.clock({ dateOffset: -1500, windowOffset: -1500 });
    const late = client();
    await late.sendCustomCommand(COMMAND);
    await late.sendCustomCommand(COMMAND);
    assert.ok(Math.abs(late.app.clockOffsetS + 1500) <= 2, `${late.app.clockOffsetS}`);
    assert.equal((await held.sim.counters()).codes[100000004], 1);
  });

  test(`${way}: a call waits for its turn, or fails fast`, async () => {
    const slow = client({ callsPerSecond: { SendCustomCommand: 2 } });
    const began = performance.now();
    await Promise.all([1, 2, 3].map(() => slow.sendCustomCommand(COMMAND)));
    assert.ok(performance.now() - began > 900, 'the third waits');
    const error = await failure(
      Promise.all([1, 2, 3].map(() => slow.sendCustomCommand(COMMAND, { failFast: true }))),
    );
    assert.deepEqual([error.code, error.reason], ['ZEGO_NOT_SENT', 'rate_limit']);
  });

  test(`${way}: generic actions, GET and POST`, async () => {
    const counted = await client().call('DescribeUserNum', { RoomId: ['room1'] });
    assert.equal(counted.data.UserCountList[0].UserCount, 2);
    assert.deepEqual(JSON.parse(counted.dataJson), counted.data);
    const mixed = await client().call('StartMix', {
      TaskId: 't1',
      UserId: 'server',
      MixInput: [{ StreamId: 's1', RectInfo: { Top: 0, Left: 0, Bottom: 9, Right: 9 } }],
      MixOutput: [{ StreamId: 'mixed', VideoBitrate: 1, Fps: 15, Width: 640, Height: 360 }],
    });
    assert.match(mixed.requestId, /^\d+$/);
    const error = await failure(client().call('NoSuchAction'));
    assert.deepEqual([error.apiCode, error.apiCodeKind], [100000007, 'caller']);
  });

  test(`${way}: events tell numbers, and nothing of the message`, async () => {
    const seen = [];
    const listen = (event) => seen.push(event);
    diagnosticsChannel.subscribe(eventsChannel, listen);
    try {
      await held.sim.failNext('code', { code: 206 });
      await client({ backoffMs: 1 }).sendCustomCommand(COMMAND);
    } finally {
      diagnosticsChannel.unsubscribe(eventsChannel, listen);
    }
    const kinds = seen.map(({ kind }) => kind).filter((kind) => kind !== 'wait');
    assert.deepEqual(kinds, ['begin', 'try', 'retry', 'try', 'end']);
    const ends = { begin: null, wait: null, try: null, retry: 'refused', end: 'accepted' };
    for (const event of seen) {
      const {
        call,
        action,
        host,
        kind,
        tryNumber,
        durationMs,
        outcome,
        code,
        httpStatus,
        requestId,
        ...rest
      } = event;
      assert.deepEqual([call, action, host, rest], [1, 'SendCustomCommand', '127.0.0.1', {}]);
      assert.ok(tryNumber >= 0 && durationMs >= 0);
      assert.equal(outcome, ends[kind]);
      const numbers = { retry: [206, 200], end: [0, 200] }[kind] ?? [null, null];
      assert.deepEqual([code, httpStatus], numbers);
      if (outcome === null) assert.equal(requestId, null);
      else assert.match(requestId, /^\d+$/);
    }
    const told = seen.length;
    await client().sendCustomCommand(COMMAND);
    assert.equal(seen.length, told, 'who has left hears nothing more');
  });

  test(`${way}: to many users, with progress and one report`, async () => {
    await held.sim.login('room1', ...users(95));
    const to = new Set([...users(95), 'zoe']);
    const sending = client().sendToUsers({ ...COMMAND, to: [...to, 'u1'] });
    const seen = [];
    for await (const progress of sending) seen.push(progress);
    const report = await sending.report;
    assert.deepEqual(report.progress, {
      total: 96,
      sent: 95,
      failed: 1,
      unknown: 0,
      inFlight: 0,
      notTried: 0,
    });
    assert.deepEqual(seen.at(-1), report.progress);
    assert.deepEqual(
      report.users.map(({ userId }) => userId),
      [...to],
    );
    assert.deepEqual(report.users.at(-1), { userId: 'zoe', outcome: 'failed', code: 50003 });
    assert.deepEqual([report.repeated, report.stoppedBy, report.remaining()], [1, null, []]);
    const counters = await held.sim.counters();
    assert.equal(counters.calls, 10);
    assert.ok(users(95).every((user) => counters.received.find((row) => row.userId === user)?.count === 1));
  });

  test(`${way}: a fan-out that is stopped says what is left, and is resumed from there`, async () => {
    await held.sim.login('room1', ...users(60));
    await held.sim.settings({ answerDelayMs: 60 });
    const stop = new AbortController();
    const options = { signal: stop.signal, concurrency: 1 };
    const sending = client().sendToUsers({ ...COMMAND, to: users(60) }, options);
    for await (const { sent } of sending) if (sent >= 10) stop.abort();
    const report = await sending.report;
    const { sent, notTried, unknown } = report.progress;
    // What was out at that moment is cut off.
    assert.ok(sent >= 10 && notTried > 0 && unknown <= 10, JSON.stringify(report.progress));
    assert.equal(report.remaining().length, notTried);
    assert.equal(report.remaining({ duplicatesOk: true }).length, notTried + unknown);
    const saved = JSON.parse(JSON.stringify(report));
    assert.deepEqual(saved.remaining, report.remaining());
    const rest = await client().sendToUsers({ ...COMMAND, to: saved.remaining });
    assert.equal(rest.progress.sent, notTried);
    const { received } = await held.sim.counters();
    const times = users(60).map((user) => received.find((row) => row.userId === user)?.count ?? 0);
    assert.ok(Math.max(...times) === 1 && times.filter((n) => n === 1).length >= sent + notTried, `${times}`);
  });

  test(`${way}: a fan-out that was stopped before it began sends nothing, and says so once`, async () => {
    const sending = client().sendToUsers({ ...COMMAND, to: users(25) }, { signal: AbortSignal.abort() });
    const seen = [];
    for await (const progress of sending) seen.push(progress);
    assert.deepEqual(seen, [{ total: 25, sent: 0, failed: 0, unknown: 0, inFlight: 0, notTried: 25 }]);
    assert.deepEqual((await sending.report).remaining(), users(25));
    assert.equal((await held.sim.counters()).calls, 0);
  });

  test(`${way}: an error that would meet every call ends a fan-out early`, async () => {
    const sending = client().sendToUsers({ ...COMMAND, roomId: 'empty', to: users(500) }, { concurrency: 1 });
    const report = await sending.report;
    assert.ok(report.stoppedBy instanceof ApiError);
    assert.equal(report.stoppedBy.apiCode, 104);
    assert.equal(report.progress.notTried, 490);
  });
}

test('over TLS, with the given authority alone', async () => {
  const client = held.client({ https: true });
  await client.sendCustomCommand(COMMAND);
  assert.equal((await held.sim.counters()).tlsHandshakes, 1);
});

test('an authority is trusted as well, or alone', async () => {
  const { caFile, ...options } = held.sim.clientOptions({ https: true });
  await new Client({ ...options, addCaFile: caFile }).sendCustomCommand(COMMAND);
  await new Client({ ...options, addCa: [readFileSync(caFile, 'utf8')] }).sendCustomCommand(COMMAND);
  await new Client({ ...options, ca: readFileSync(caFile, 'utf8') }).sendCustomCommand(COMMAND);
  const error = await failure(new Client({ ...options, retries: 0 }).sendCustomCommand(COMMAND));
  assert.deepEqual([error.code, error.reason], ['ZEGO_NOT_SENT', 'tls']);
});

test('a fan-out that is stopped reports within a second, whatever hangs', async () => {
  await held.sim.login('room1', ...users(30));
  await held.sim.failNext('stall', { count: 2 });
  const stop = new AbortController();
  const options = { signal: stop.signal, concurrency: 2 };
  const sending = held.client().sendToUsers({ ...COMMAND, to: users(30) }, options);
  await until(async () => (await held.sim.counters()).faults === 2, 'both are out');
  const began = performance.now();
  stop.abort();
  const { unknown, notTried } = (await sending).progress;
  assert.ok(performance.now() - began < 4000, 'at once');
  assert.deepEqual([unknown, notTried], [20, 10]);
});

test('many sends at once all come back, once each', async () => {
  await held.sim.limits({ callsPerSecond: 100_000 });
  const client = held.client({ callsPerSecond: { SendCustomCommand: 100_000 } });
  const contents = Array.from({ length: 2000 }, (_, n) => `n${n}`);
  const replies = await Promise.all(
    contents.map((content) => client.sendCustomCommand({ ...COMMAND, content })),
  );
  assert.equal(new Set(replies.map(({ requestId }) => requestId)).size, 2000);
  const { actedOn, repeatedNonces } = await held.sim.counters();
  assert.ok(contents.every((content) => actedOn[content] === 1));
  assert.equal(repeatedNonces, 0);
});
