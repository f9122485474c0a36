// Protects callers from their own mistakes: each wrong type, missing field and misspelt option is refused before
// anything is sent, and names its field.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Call, Client, FanOut, InvalidInputError, Limiter, ZegoError, explain } from 'zegoapi';
import { COMMAND, SECRET, failure, offline, withSimulator } from './support.mjs';

const held = withSimulator();
const HALF = 'half \ud83d of a pair';

async function refused(run, field, index = null) {
  const error = await failure(run);
  assert.ok(error instanceof InvalidInputError && error instanceof ZegoError, `${error}`);
  assert.deepEqual(
    {
      code: error.code,
      applied: error.applied,
      retryable: error.retryable,
      field: error.field,
      index: error.index,
    },
    { code: 'ZEGO_INVALID_INPUT', applied: 'no', retryable: false, field, index },
    error.message,
  );
  assert.ok(error.message.startsWith(`invalid input: ${field}`), error.message);
  return error;
}

test('commands', async () => {
  const client = held.client();
  const wrong = [
    [{ ...COMMAND, roomId: undefined }, 'roomId'],
    [{ ...COMMAND, roomId: 7 }, 'roomId'],
    [{ ...COMMAND, roomId: '' }, 'roomId'],
    [{ ...COMMAND, roomId: HALF }, 'roomId'],
    [{ ...COMMAND, fromUserId: null }, 'fromUserId'],
    [{ ...COMMAND, fromUserId: 12n }, 'fromUserId'],
    [{ ...COMMAND, fromUserId: HALF }, 'fromUserId'],
    [{ ...COMMAND, content: { text: 'hi' } }, 'content'],
    [{ ...COMMAND, content: HALF }, 'content'],
    [{ ...COMMAND, content: 'é'.repeat(513) }, 'content'],
    [{ ...COMMAND, to: [] }, 'to'],
    [{ ...COMMAND, to: 'user1' }, 'to'],
    [{ ...COMMAND, to: undefined }, 'to'],
    [{ ...COMMAND, to: new Set(['u1']) }, 'to'],
    [{ ...COMMAND, to: ['u1', 2] }, 'to', 1],
    [{ ...COMMAND, to: ['u1', HALF] }, 'to', 1],
    [{ ...COMMAND, to: ['u1', ''] }, 'to', 1],
    [{ ...COMMAND, to: ['u1', , 'u3'] }, 'to', 1],
    [{ ...COMMAND, to: Array.from({ length: 11 }, (_, n) => `u${n}`) }, 'to'],
    [{ ...COMMAND, toUserIds: ['u1'] }, 'toUserIds'],
    [{ ...COMMAND, __proto__: { content: 'x' }, contents: 'x' }, 'contents'],
    [null, 'command'],
    [undefined, 'command'],
    ['hi', 'command'],
    [[COMMAND], 'command'],
  ];
  for (const [command, field, index] of wrong) await refused(client.sendCustomCommand(command), field, index);
  const { calls } = await held.sim.counters();
  assert.equal(calls, 0, 'nothing was sent');
});

test('sizes are told with limit and size', async () => {
  const error = await refused(
    offline().sendCustomCommand({ ...COMMAND, content: 'é'.repeat(513) }),
    'content',
  );
  assert.deepEqual([error.problem, error.limit, error.size], ['too_large', 1024, 1026]);
  const raised = offline({ limits: { contentBytes: 2048 } });
  assert.ok(raised.prepare({ ...COMMAND, content: 'é'.repeat(513) }).url);
});

test('options of a send', async () => {
  const send = (options) => offline().sendCustomCommand(COMMAND, options);
  await refused(send({ timeout: 5 }), 'timeout');
  await refused(send({ timeoutMs: '5' }), 'timeoutMs');
  await refused(send({ timeoutMs: -1 }), 'timeoutMs');
  await refused(send({ timeoutMs: 1.5 }), 'timeoutMs');
  await refused(send({ timeoutMs: Infinity }), 'timeoutMs');
  await refused(send({ retries: NaN }), 'retries');
  await refused(send({ retries: 2 ** 32 }), 'retries');
  await refused(send({ duplicatesOk: 'no' }), 'duplicatesOk');
  await refused(send({ signal: {} }), 'signal');
  await refused(send({ constructor: 1 }), 'constructor');
  await refused(send(5), 'options');
});

test('options of a client', async () => {
  const make = (options) => () => offline(options);
  await refused(() => new Client(), 'options');
  await refused(() => new Client({ serverSecret: SECRET }), 'appId');
  await refused(() => new Client({ appId: 1 }), 'serverSecret');
  await refused(make({ appId: '12345' }), 'appId');
  await refused(make({ appId: 0 }), 'appId');
  await refused(make({ appId: 2 ** 32 }), 'appId');
  await refused(make({ serverSecret: '' }), 'serverSecret');
  await refused(make({ serverSecret: 'ends in a line break\n' }), 'serverSecret');
  await refused(make({ serverSecret: Buffer.from(SECRET) }), 'serverSecret');
  await refused(make({ region: 'mars' }), 'region');
  await refused(make({ product: 'R T C' }), 'product');
  await refused(make({ baseUrl: 'http://example.com' }), 'baseUrl');
  await refused(make({ baseUrl: 'https://example.com', region: 'sgp' }), 'region');
  await refused(make({ isTest: 'no' }), 'isTest');
  await refused(make({ limits: { contentByte: 1 } }), 'contentByte');
  await refused(make({ limits: { callsPerSecond: 1 } }), 'callsPerSecond');
  await refused(make({ callsPerSecond: 100 }), 'callsPerSecond');
  await refused(make({ callsPerSecond: { CloseRoom: 0 } }), 'callsPerSecond');
  await refused(make({ callsPerSecond: { CloseRoom: '1' } }), 'callsPerSecond');
  await refused(make({ app: {} }), 'app');
  await refused(make({ app: offline() }), 'app');
  await refused(make({ app: new App({ appId: 1, serverSecret: SECRET }) }), 'appId');
  await refused(make({ timeoutMs: 0 }), 'timeoutMs');
  await refused(make({ tryTimeoutMs: 0 }), 'tryTimeoutMs');
  await refused(make({ connectTimeoutMs: 0 }), 'connectTimeoutMs');
  await refused(make({ caFile: '/nonexistent/ca.pem' }), 'caFile');
  await refused(make({ ca: 'no pem' }), 'ca');
  await refused(make({ ca: 'x', caFile: 'y' }), 'ca');
  await refused(make({ ca: 'x', systemRoots: true }), 'systemRoots');
  await refused(make({ addCa: ['no pem'] }), 'addCa');
  await refused(make({ addCaFile: '/nonexistent/ca.pem' }), 'addCaFile');
  await refused(make({ addCa: [5] }), 'addCa', 0);
  await refused(make({ clientCert: 'x' }), 'clientKey');
  await refused(make({ clientKey: 'x' }), 'clientCert');
  await refused(make({ clientCert: 'x', clientKey: 'y' }), 'clientCert');
  await refused(make({ clientCertFile: '/x' }), 'clientKeyFile');
  await refused(
    make({ clientCertFile: '/x', clientKeyFile: '/y', clientCert: 'x', clientKey: 'y' }),
    'clientCertFile',
  );
  await refused(make({ clientCertFile: '/nonexistent', clientKeyFile: '/nonexistent' }), 'clientCert');
  await refused(make({ maxReplyBytes: 0 }), 'maxReplyBytes');
  await refused(make({ maxIdleConnections: 70_000 }), 'maxIdleConnections');
  await refused(make({ maxConnectionAgeMs: 0 }), 'maxConnectionAgeMs');
  await refused(make({ proxy: 'what?' }), 'proxy');
  await refused(make({ proxy: false }), 'proxy');
  await refused(make({ fetch: 'fetch' }), 'fetch');
  await refused(make({ fetch, proxy: null }), 'proxy');
  await refused(make({ agent: {} }), 'agent');
});

test('generic actions', async () => {
  const call = (...args) => offline().call(...args);
  await refused(call(), 'action');
  await refused(call('Describe User Num'), 'action');
  await refused(call('X', { A: undefined }), 'A');
  await refused(call('X', { A: null }), 'A');
  await refused(call('X', { A: [] }), 'A');
  await refused(call('X', { A: NaN }), 'A');
  await refused(call('X', { A: 10n }), 'A');
  await refused(call('X', { A: HALF }), 'A');
  await refused(call('X', { [HALF]: 1 }), 'params');
  await refused(call('X', { A: () => 1 }, { method: 'POST' }), 'A');
  await refused(call('X', { AppId: 1 }), 'AppId');
  await refused(call('X', 'no JSON', { method: 'POST' }), 'params');
  await refused(call('X', [], { method: 'POST' }), 'params');
  await refused(call('X', {}, { method: 'PUT' }), 'method');
  await refused(call('X', {}, { scope: 'zim' }), 'scope');
  await refused(call('X', { A: new Map([['a', 1]]) }), 'A');
  await refused(call('X', { A: { B: new Set() } }, { method: 'POST' }), 'B');
  await refused(call('DescribeUserNum', { RoomId: 'r' }), 'RoomId');
  await refused(call('DescribeUserNum', {}, { method: 'POST' }), 'method');
});

test('fan-outs', async () => {
  const send = (command, options) => () => offline().sendToUsers({ ...COMMAND, ...command }, options);
  await refused(send({ to: undefined }), 'to');
  await refused(send({ to: null }), 'to');
  await refused(send({ to: 'user1' }), 'to');
  await refused(send({ to: [] }), 'to');
  await refused(send({ to: new Set(['u1', 5]) }), 'to', 1);
  await refused(send({ content: HALF }), 'content');
  await refused(send({}, { concurrent: 2 }), 'concurrent');
  await refused(() => new FanOut(offline(), { ...COMMAND, to: [] }), 'to');
});

test('calls and limiters that the program drives', async () => {
  await refused(() => new Call({}, COMMAND), 'client');
  await refused(() => new Call(offline().app, COMMAND), 'client');
  await refused(() => new Call(offline(), COMMAND, { limiter: new Limiter(1) }), 'limiter');
  await refused(() => new Call(offline(), COMMAND, { signal: AbortSignal.abort() }), 'signal');
  await refused(() => new Limiter('100'), 'calls');
  await refused(() => new Limiter(1).ask(), 'byMs');
  const call = new Call(offline(), COMMAND);
  await refused(() => call.next({ nowMs: -1 }), 'nowMs');
  await refused(() => call.next({ random: Buffer.alloc(15) }), 'random');
  await refused(() => call.reply({ status: 200, body: '{}' }), 'call');
  await refused(() => call.reply({ status: 200 }), 'body');
  await refused(() => call.reply({ status: 200, body: '{}', whole: 0 }), 'whole');
  await refused(() => call.written(), 'call');
  await refused(() => call.written(-1), 'handshakeMs');
  await refused(() => call.failed({ kind: 'Api', reason: 'x' }), 'kind');
  await refused(() => explain('50003'), 'code');
  await refused(() => explain(3, 'zim'), 'scope');
  await refused(() => (offline().app.clockOffsetS = 2 ** 40), 'clockOffsetS');
  await refused(() => offline().prepare(COMMAND, { nonce: 'short' }), 'nonce');
  await refused(() => offline().parse(COMMAND, { status: 200, body: 5 }), 'body');
});
