// Protects what must not be seen: no inspection, serialisation, copy or error shows the secret, a signature, a nonce,
// a signed URL or content.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Call, Client, FanOut } from 'zegoapi';
import { COMMAND, SECRET, failure, offline, withSimulator } from './support.mjs';

const held = withSimulator();
const CONTENT = 'a very private gift';
const PRIVATE = { ...COMMAND, content: CONTENT };

/** Everything that a log or a careless program could make of a value. */
function showings(value) {
  const shown = [
    inspect(value, { depth: 20, showHidden: true, getters: true }),
    inspect(value, { depth: 20, customInspect: false, showHidden: true }),
    `${value}`,
    JSON.stringify(value) ?? '',
    JSON.stringify(Object.getOwnPropertyDescriptors(value)),
    JSON.stringify(Object.assign({}, value)),
    String(value?.stack),
    inspect(value?.cause, { depth: 20 }),
  ];
  try {
    shown.push(inspect(structuredClone(value), { depth: 20 }));
  } catch {
    // What cannot be copied cannot leak by copying.
  }
  return shown.join('\n');
}

function assertClean(value, ...private_) {
  const shown = showings(value);
  for (const text of [SECRET, held.sim.serverSecret, CONTENT, encodeURIComponent(CONTENT), ...private_]) {
    assert.ok(!shown.includes(text), `${text} shows in ${shown}`);
  }
  assert.ok(!/Signature(Nonce)?=[0-9a-f]/.test(shown), shown);
}

test('objects', () => {
  const client = offline();
  const request = client.prepare(PRIVATE);
  const { Signature, SignatureNonce } = Object.fromEntries(new URL(request.url).searchParams);
  assert.equal(Signature.length, 32);
  assertClean(client, Signature);
  assertClean(request, Signature, SignatureNonce);
  const call = new Call(client, PRIVATE);
  assertClean(call);
  const step = call.next();
  assertClean(step, Object.fromEntries(new URL(step.request.url).searchParams).Signature);
  assertClean(new FanOut(client, PRIVATE));
  const post = client.prepare({ action: 'StartMix', method: 'POST', params: { Text: CONTENT } });
  assert.ok(post.body.includes(CONTENT));
  assertClean(post);
});

test('what the server sent along is there by name alone', () => {
  const body = `{"Code":50013,"Message":"no","RequestId":"7","Data":{"Text":"${CONTENT}"}}`;
  const refused = () => offline().parse(PRIVATE, { status: 200, body });
  assert.throws(refused, (error) => {
    assert.deepEqual([error.whole, error.dataJson], [body, `{"Text":"${CONTENT}"}`]);
    assertClean(error);
    return true;
  });
});

test('errors of options', async () => {
  assertClean(await failure(() => new Client({ appId: 1, serverSecret: `${SECRET}\n` })));
  assertClean(await failure(() => new Client({ appId: 1, serverSecret: `${SECRET}\ud800` })));
  assertClean(await failure(() => new Client({ appId: 0, serverSecret: SECRET })));
  const inTheWrongPlace = [
    () => offline({ [SECRET]: 1 }),
    () => new Client({ appId: 1, serverSecret: SECRET, limits: { [SECRET]: 1 } }),
    () => offline({ callsPerSecond: { [SECRET]: 'x' } }),
    () => offline({ callsPerSecond: { [SECRET]: 0 } }),
    () => offline().sendCustomCommand({ ...PRIVATE, [SECRET]: 1 }),
    () => offline().sendCustomCommand(PRIVATE, { [SECRET]: 1 }),
    () => offline().call('X', { [SECRET]: undefined }),
    () => offline().call('X', { [SECRET]: null }),
  ];
  for (const run of inTheWrongPlace) assertClean(await failure(run));
  const proxy = 'gopher://user:pass-word@proxy';
  assertClean(await failure(() => offline({ proxy })), 'pass-word');
});

test('errors of sends', async () => {
  for (const [code, kind, details] of [
    ['ZEGO_BAD_REPLY', 'echoUrl', {}],
    ['ZEGO_API', 'code', { code: 3, message: `no: ${CONTENT}` }],
    ['ZEGO_UNKNOWN', 'reset', {}],
  ]) {
    for (const options of [{}, { fetch: globalThis.fetch }]) {
      await held.sim.reset();
      await held.sim.login('room1', 'u1');
      await held.sim.failNext(kind, { ...details, when: 'after' });
      const error = await failure(held.client(options).sendCustomCommand(PRIVATE));
      assert.equal(error.code, code);
      assertClean(error);
    }
  }
  const refused = await failure(offline({ baseUrl: 'http://127.0.0.1:1' }).sendCustomCommand(PRIVATE));
  assert.equal(refused.code, 'ZEGO_NOT_SENT');
  assertClean(refused);
});

test("a fetch's own error, which may hold the signed URL, is not passed on", async () => {
  const fetch = async (url, init) => {
    throw Object.assign(new TypeError(`failed: ${url}`), { config: { url, ...init }, cause: new Error(url) });
  };
  const error = await failure(held.client({ fetch }).sendCustomCommand(PRIVATE));
  assert.equal(error.code, 'ZEGO_UNKNOWN');
  assertClean(error);
  assert.equal(error.cause, undefined);
});
