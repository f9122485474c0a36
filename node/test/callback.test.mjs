// Protects callbacks: every case of the shared vectors through Node, and their number; stores of the program's own; and
// what is done with a callback that is not dealt with.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { CallbackError, CallbackStamp, CallbackVerifier, RecentNonces, readCallback } from 'zegoapi';
import { signCallback, signedCallback } from 'zegoapi/testing';
import { bodyOf, camel, failure, until, vectors, withSimulator } from './support.mjs';

const held = withSimulator();

const { signatures, checked, memory, read, unreadable } = vectors('callbacks.json');
const CALLBACK_SECRET = 's3cret';
const FIELDS = { event: 'room_close', appid: 12345, room_id: 'den', close_reason: 0 };

const camelDeep = (value) => {
  if (Array.isArray(value)) return value.map(camelDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelDeep(inner)]));
};

test('signatures', () => {
  for (const c of signatures) {
    assert.equal(signCallback(c.callback_secret, c.timestamp, c.nonce), c.signature, c.name);
  }
  assert.equal(signatures.length, 9);
});

test('signature and age', () => {
  for (const c of checked) {
    const verifier = new CallbackVerifier({ callbackSecret: c.secrets, windowS: c.window_s });
    const { timestamp, nonce, signature } = c;
    const check = () => verifier.check({ timestamp, nonce, signature }, c.now);
    if (c.error === null) {
      const { secretIndex, ageS } = check();
      assert.deepEqual([secretIndex, ageS], [c.secret_index, c.age_s], c.name);
      continue;
    }
    assert.throws(check, (error) => {
      assert.ok(error instanceof CallbackError, `${c.name}: ${error}`);
      assert.deepEqual([error.reason, error.ageS], [c.error, c.age_s ?? null], c.name);
      return true;
    });
  }
  assert.equal(checked.length, 34);
});

test('what came before', async () => {
  for (const c of memory) {
    const store = new RecentNonces(c.capacity);
    const verifier = new CallbackVerifier({ callbackSecret: c.callback_secret, windowS: c.window_s, store });
    const verified = new Map();
    for (const step of c.steps) {
      if (step.commit) await verified.get(step.commit).commit();
      else if (step.release) await verified.get(step.release).release();
      else {
        const { timestamp, nonce, signature } = step;
        const seen = await verifier.verify({ timestamp, nonce, signature }, step.at).then(
          (stamp) => {
            verified.set(step.verify, stamp);
            return 'ok';
          },
          (error) => error.reason,
        );
        assert.equal(seen, step.expect, `${c.name}: ${JSON.stringify(step)}`);
      }
    }
    assert.equal(store.forgotten, c.forgotten, c.name);
  }
  assert.equal(memory.length, 6);
});

test('bodies are read', () => {
  for (const c of read) {
    const callback = readCallback(bodyOf(c), { product: c.read_as ?? undefined });
    const { timestamp, nonce, signature } = callback.stamp;
    assert.deepEqual(
      [callback.product, callback.eventName, callback.appId ?? null, timestamp, nonce, signature],
      [c.product, c.event, c.app_id, c.timestamp, c.nonce, c.signature],
      c.name,
    );
    for (const [name, json] of Object.entries(c.fields))
      assert.equal(callback.fields.get(name), json, c.name);
    checkEvent(callback.event, c);
  }
  assert.equal(read.length, 46);
});

/** What the case does not name is absent. */
function checkEvent(event, { typed, event: name, name: title }) {
  if (typed === null) {
    assert.equal(event, null, title);
    return;
  }
  const { name: named, ownTaskId, ...fields } = event;
  assert.equal(named, name);
  if (ownTaskId !== undefined) assert.equal(ownTaskId, fields.taskId?.replace(/^\d+:/, '') ?? null);
  assert.deepEqual(withoutAbsent(fields), withoutAbsent(camelDeep(typed)), title);
}

function withoutAbsent(value) {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null) return value;
  const there = Object.entries(value).filter(([, v]) => v !== null && !(Array.isArray(v) && v.length === 0));
  return Object.fromEntries(there.map(([key, inner]) => [key, withoutAbsent(inner)]));
}

test('bodies that are none are refused', () => {
  for (const c of unreadable) {
    assert.throws(
      () => readCallback(bodyOf(c)),
      (error) => {
        assert.ok(error instanceof CallbackError, `${c.name}: ${error}`);
        assert.deepEqual([error.reason, error.field], [c.error, c.field], c.name);
        return true;
      },
    );
  }
  assert.equal(unreadable.length, 27);
});

test('the declarations name the fields of every event', () => {
  const require = createRequire(import.meta.url);
  const path = require.resolve('zegoapi/package.json').replace('package.json', 'callback-events.d.cts');
  const text = readFileSync(path, 'utf8');
  const declared = new Map();
  for (const [, , body] of text.matchAll(/^export interface (\w+) \{\n([^]*?)^\}/gm)) {
    const fields = [...body.matchAll(/^ {2}(\w+):/gm)].map((m) => m[1]).sort();
    const [, names] = body.match(/^ {2}name:([^;]*);/m) ?? [];
    for (const [, name] of names?.matchAll(/'(\w+)'/g) ?? []) declared.set(name, fields);
  }
  const seen = new Set();
  for (const c of read.filter(({ typed }) => typed !== null)) {
    const { event } = readCallback(bodyOf(c), { product: c.read_as ?? undefined });
    assert.deepEqual(Object.keys(event).sort(), declared.get(c.event), c.name);
    seen.add(c.event);
  }
  assert.deepEqual([...declared.keys()].sort(), [...seen].sort());
  assert.equal(seen.size, 20);
});

test('a callback is dealt with once, and again where that failed', async () => {
  const verifier = new CallbackVerifier({ callbackSecret: CALLBACK_SECRET });
  const body = Buffer.from(signedCallback(CALLBACK_SECRET, FIELDS));
  const broken = new Error('no database');
  const failed = verifier.handle(body, () => {
    throw broken;
  });
  assert.equal(await failure(failed), broken);
  const seen = [];
  const result = await verifier.handle(body, async ({ event, appId }, stamp) => {
    seen.push([event.name, event.roomId, appId, stamp.secretIndex]);
    const again = await failure(verifier.handle(body, () => assert.fail('twice at once')));
    assert.deepEqual([again.reason, again.answerStatus], ['InProgress', 503]);
    return 'dealt with';
  });
  assert.deepEqual([result, seen], ['dealt with', [['room_close', 'den', 12345, 0]]]);
  const again = await failure(verifier.handle(body, () => assert.fail('twice')));
  assert.deepEqual([again.reason, again.answerStatus, again.code], ['Repeated', 200, 'ZEGO_INVALID_INPUT']);
  const forged = signedCallback('another', FIELDS);
  const refused = await failure(verifier.handle(forged, () => assert.fail('forged')));
  assert.deepEqual([refused.reason, refused.answerStatus], ['BadSignature', 401]);
});

/** A store as a database would be one: behind a promise, and shared. */
class Store {
  #kept = new Map();
  calls = [];

  async claim(key, now, until) {
    this.calls.push(['claim', key, until - now]);
    const before = this.#kept.get(key);
    if (before === undefined) this.#kept.set(key, 'in_progress');
    return before ?? 'new';
  }

  async commit(key) {
    this.calls.push(['commit', key]);
    this.#kept.set(key, 'done');
  }

  async release(key) {
    this.calls.push(['release', key]);
    this.#kept.delete(key);
  }
}

test("a store of the program's own is asked", async () => {
  const store = new Store();
  const make = () => new CallbackVerifier({ callbackSecret: CALLBACK_SECRET, store });
  const timestamp = '1700000000';
  const stamp = new CallbackStamp({
    timestamp,
    nonce: '1',
    signature: signCallback(CALLBACK_SECRET, timestamp, '1'),
  });
  const verified = await make().verify(stamp, 1_700_000_010);
  const reason = async () => (await failure(make().verify(stamp, 1_700_000_010))).reason;
  assert.equal(await reason(), 'InProgress');
  await verified.release();
  await (await make().verify(stamp, 1_700_000_010)).commit();
  assert.equal(await reason(), 'Repeated');
  const { key } = verified;
  assert.match(key, /^[0-9a-f]{40}$/);
  const claim = ['claim', key, 590];
  assert.deepEqual(store.calls, [claim, claim, ['release', key], claim, ['commit', key], claim]);
});

test('a store that cannot say refuses the callback, to be sent again', async () => {
  for (const claim of [
    () => Promise.reject(new Error('down')),
    () => {
      throw new Error('down');
    },
    () => undefined,
    () => 'yes',
    () => 'unavailable',
  ]) {
    const store = { claim, commit() {}, release() {} };
    const verifier = new CallbackVerifier({ callbackSecret: CALLBACK_SECRET, store });
    const body = signedCallback(CALLBACK_SECRET, FIELDS);
    const error = await failure(verifier.handle(body, () => assert.fail('not claimed')));
    assert.deepEqual([error.reason, error.answerStatus], ['MemoryUnavailable', 503]);
  }
  // A forged stamp never comes to the store.
  const store = { claim: () => assert.fail('asked'), commit() {}, release() {} };
  const verifier = new CallbackVerifier({ callbackSecret: CALLBACK_SECRET, store });
  const forged = signedCallback('another', FIELDS);
  assert.equal((await failure(verifier.handle(forged, () => {}))).reason, 'BadSignature');
});

test('real callbacks come in, again where they were not dealt with, and are answered', async () => {
  const verifier = new CallbackVerifier({ callbackSecret: held.sim.callbackSecret });
  const seen = [];
  const statuses = [];
  let isUp = false;
  const server = createServer(async (request, response) => {
    const deal = ({ event, appId }) => {
      if (!isUp) throw new Error('no database');
      seen.push([event.name, event.roomId, event.userAccount ?? event.streamId ?? null, appId]);
    };
    const status = await verifier.handle(await buffer(request), deal).then(
      () => 200,
      (error) => error.answerStatus ?? 500,
    );
    statuses.push(status);
    isUp = true;
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const url = `http://127.0.0.1:${server.address().port}/`;
    await held.sim.callbacks({ url, retryWaitsMs: [20, 20] });
    await held.sim.login('den', 'ann');
    await until(() => seen.length === 2, 'both came');
    await held.sim.publish('den', 'ann', 's1');
    await until(() => seen.length === 3, 'the third came');
    const { appId } = held.sim;
    assert.deepEqual(seen.sort(), [
      ['room_create', 'den', null, appId],
      ['room_login', 'den', 'ann', appId],
      ['stream_create', 'den', 's1', appId],
    ]);
    assert.deepEqual(statuses.sort(), [200, 200, 200, 500]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("moderation's events have capitals", async () => {
  const fields = { Event: 'censor_audio_v2_result', AppId: 1, Code: 0, Detail: { AudioText: 'rude words' } };
  const verifier = new CallbackVerifier({ callbackSecret: [CALLBACK_SECRET, 'the-next'] });
  const said = await verifier.handle(signedCallback('the-next', fields), ({ event }, { secretIndex }) => [
    event.detail.audioText,
    secretIndex,
  ]);
  assert.deepEqual(said, ['rude words', 1]);
});

test('what shows of a callback and a verifier', () => {
  const callback = readCallback(
    signedCallback(CALLBACK_SECRET, { ...FIELDS, event: 'room_login', callback_data: 'very private' }),
  );
  const verifier = new CallbackVerifier({ callbackSecret: CALLBACK_SECRET });
  const { nonce, signature } = callback.stamp;
  const shown = [callback, callback.stamp, verifier]
    .flatMap((value) => [
      inspect(value, { showHidden: true, getters: true, depth: 9 }),
      inspect(value, { customInspect: false, showHidden: true }),
      JSON.stringify(value),
    ])
    .join();
  for (const text of ['very private', CALLBACK_SECRET, nonce, signature]) {
    assert.ok(!shown.includes(text), shown);
  }
  assert.match(shown, /room_login/);
});

test('mistakes of the caller are refused by name', async () => {
  const make = (options) => () => new CallbackVerifier(options);
  for (const [run, field] of [
    [make(), 'options'],
    [make({}), 'callbackSecret'],
    [make({ callbackSecret: '' }), 'callbackSecret'],
    [make({ callbackSecret: [] }), 'callbackSecret'],
    [make({ callbackSecret: 'a\n' }), 'callbackSecret'],
    [make({ callbackSecret: ['a', 5] }), 'callbackSecret'],
    [make({ callbackSecret: 'a', windowS: 0 }), 'windowS'],
    [make({ callbackSecret: 'a', windowS: 86_401 }), 'windowS'],
    [make({ callbackSecret: 'a', store: {} }), 'store'],
    [() => readCallback({ event: 'x' }), 'body'],
    [() => readCallback('{}', { product: 'chat' }), 'product'],
    [() => CallbackVerifier.fromEnv(), 'ZEGO_CALLBACK_SECRET'],
    [() => new CallbackVerifier({ callbackSecret: 'a' }).check({}), 'timestamp'],
    [() => new CallbackVerifier({ callbackSecret: 'a' }).handle('{}'), 'deal'],
  ]) {
    const error = await failure(run);
    assert.deepEqual([error.code, error.field], ['ZEGO_INVALID_INPUT', field], `${error}`);
  }
});
