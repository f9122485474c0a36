// Protects the outcome of sends over a given fetch: surely not sent only where fetch says so, unknown otherwise;
// one time-out for all, and no trace of what a stubborn fetch does later.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMMAND, failure, offline, sleep, withSimulator } from './support.mjs';

const held = withSimulator();
const SUCCESS = '{"Code":0,"Message":"success","RequestId":"3"}';

async function sort(error) {
  const fetch = async () => {
    throw error;
  };
  const { code, reason, detail } = await failure(offline({ fetch, retries: 0 }).sendCustomCommand(COMMAND));
  return [code, reason, detail];
}

const because = (cause) => new TypeError('fetch failed', { cause });

test('what a rejection means', async () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED', syscall: 'connect' });
  const reset = Object.assign(new Error('x'), { code: 'ECONNRESET', syscall: 'read' });
  const timedOut = (syscall) => Object.assign(new Error('x'), { code: 'ETIMEDOUT', syscall });
  const notSent = (reason, detail) => ['ZEGO_NOT_SENT', reason, detail];
  const unknown = (detail) => ['ZEGO_UNKNOWN', 'broken', detail];
  assert.deepEqual(await sort(because(refused)), notSent('connect', 'ECONNREFUSED'));
  assert.deepEqual(await sort(because(timedOut('connect'))), notSent('connect', 'ETIMEDOUT'));
  assert.deepEqual(await sort(because({ code: 'ENOTFOUND' })), notSent('dns', 'ENOTFOUND'));
  assert.deepEqual(await sort(because({ code: 'CERT_HAS_EXPIRED' })), notSent('tls', 'CERT_HAS_EXPIRED'));
  assert.deepEqual(
    await sort(
      because(Object.assign(new AggregateError([refused, timedOut('connect')]), { code: 'ECONNREFUSED' })),
    ),
    notSent('connect', 'ECONNREFUSED'),
  );
  assert.deepEqual(await sort(because(reset)), unknown('ECONNRESET'));
  assert.deepEqual(await sort(because(timedOut('read'))), unknown('ETIMEDOUT'));
  assert.deepEqual(await sort(because(new AggregateError([refused, reset]))), unknown(''));
  assert.deepEqual(await sort(because(new AggregateError([]))), unknown(''));
  assert.deepEqual(await sort(because({ code: 'UND_ERR_SOCKET' })), unknown('UND_ERR_SOCKET'));
  assert.deepEqual(await sort(new TypeError('fetch failed')), unknown(''));
  assert.deepEqual(await sort(null), unknown(''));
  assert.deepEqual(await sort('a string'), unknown(''));
});

test('a fetch that throws, or returns what is no response, is unknown', async () => {
  for (const fetch of [
    () => {
      throw new Error('at once');
    },
    () => null,
    async () => ({ status: 200 }),
    async () => ({ headers: new Headers(), arrayBuffer: async () => Buffer.from(SUCCESS) }),
    async () => ({ status: '200', headers: new Headers(), arrayBuffer: async () => Buffer.from(SUCCESS) }),
    async () => ({ status: 200.5, headers: new Headers(), arrayBuffer: async () => Buffer.from(SUCCESS) }),
    async () => ({ status: -1, headers: new Headers(), arrayBuffer: async () => Buffer.from(SUCCESS) }),
    async () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => 5 }),
    async () => ({ status: 200, headers: new Headers(), body: streamOf('text, no bytes') }),
    async () => ({
      get status() {
        throw new Error('broken');
      },
    }),
    async () => {
      throw Object.defineProperty(new Error('x'), 'cause', { get: () => assert.fail('broken') });
    },
    async () => {
      throw new Error('x', { cause: { errors: 5 } });
    },
    async () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => assert.fail('broken') }),
  ]) {
    const error = await failure(offline({ fetch }).sendCustomCommand(COMMAND));
    assert.deepEqual([error.code, error.reason], ['ZEGO_UNKNOWN', 'broken']);
    const report = await offline({ fetch }).sendToUsers(COMMAND);
    assert.deepEqual(
      report.users.map(({ outcome }) => outcome),
      ['unknown'],
    );
  }
});

function streamOf(chunk) {
  return new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
}

test('a fan-out that is stopped reports within a second, whatever hangs', async () => {
  const stop = new AbortController();
  let asked = 0;
  const fetch = () => {
    asked += 1;
    if (asked === 2) stop.abort();
    return new Promise(() => {});
  };
  const to = Array.from({ length: 30 }, (_, n) => `u${n}`);
  const began = performance.now();
  const sending = offline({ fetch }).sendToUsers({ ...COMMAND, to }, { signal: stop.signal, concurrency: 2 });
  const report = await sending;
  assert.ok(performance.now() - began < 5000);
  const { unknown, notTried } = report.progress;
  assert.deepEqual([asked, unknown, notTried], [2, 20, 10]);
});

test('what fetch is asked for', async () => {
  const asked = [];
  const fetch = async (url, init) => {
    asked.push({ url: new URL(url), ...init });
    return new Response(SUCCESS);
  };
  const client = offline({ fetch, region: 'sgp' });
  await client.sendCustomCommand(COMMAND);
  await client.call('StartMix', { TaskId: 't' }, { method: 'POST' });
  const [get, post] = asked;
  assert.equal(get.url.host, 'rtc-api-sgp.zego.im');
  assert.deepEqual([get.method, get.redirect, 'body' in get], ['GET', 'manual', false]);
  assert.ok(get.signal instanceof AbortSignal);
  assert.deepEqual(
    [post.method, post.body, post.headers['content-type']],
    ['POST', '{"TaskId":"t"}', 'application/json'],
  );
});

test("a fetch that never answers ends with the time-out, and its late rejection is nobody else's", async (t) => {
  const rejections = [];
  const onRejection = (error) => rejections.push(error);
  process.on('unhandledRejection', onRejection);
  t.after(() => process.off('unhandledRejection', onRejection));
  let aborted = false;
  const fetch = (_, { signal }) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        setTimeout(reject, 20, new Error('late'));
      });
    });
  const error = await failure(offline({ fetch }).sendCustomCommand(COMMAND, { timeoutMs: 30 }));
  assert.deepEqual([error.code, error.reason, aborted], ['ZEGO_UNKNOWN', 'timeout', true]);
  await sleep(60);
  assert.deepEqual(rejections, []);
});

test('a body that stops in the middle is unknown, and bounded by the time-out', async () => {
  await held.sim.failNext('cutShort');
  const cut = await failure(held.client({ fetch }).sendCustomCommand(COMMAND));
  assert.equal(cut.applied, 'unknown');
  await held.sim.failNext('trickle', { ms: 20_000 });
  const slow = await failure(held.client({ fetch }).sendCustomCommand(COMMAND, { timeoutMs: 100 }));
  assert.deepEqual([slow.code, slow.reason], ['ZEGO_UNKNOWN', 'timeout']);
});
