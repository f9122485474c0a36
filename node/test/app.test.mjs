// Protects what all that is made of one application shares: its rate limits and its clock. And the credentials of the
// environment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App, Call, Client, FanOut, nowMs } from 'zegoapi';
import { COMMAND, SECRET, failure, offline, sleep, withSimulator } from './support.mjs';

const held = withSimulator();

test('clients, calls, fan-outs and sends over fetch take their turns from one limit', async () => {
  const { appId, serverSecret, baseUrl } = held.sim.clientOptions();
  const app = new App({ appId, serverSecret, callsPerSecond: { SendCustomCommand: 5 } });
  const one = new Client({ app, baseUrl });
  const other = new Client({ app, baseUrl });
  const overFetch = new Client({ app, baseUrl, fetch });
  assert.equal(overFetch.app, app);
  await one.sendCustomCommand(COMMAND);
  await other.sendCustomCommand(COMMAND);
  await overFetch.sendCustomCommand(COMMAND);
  const sent = [new Call(one, COMMAND).next(), new FanOut(other, COMMAND).next()];
  assert.deepEqual(
    sent.map(({ type }) => type),
    ['send', 'send'],
  );
  for (const client of [one, other, overFetch]) {
    const error = await failure(client.sendCustomCommand(COMMAND, { failFast: true }));
    assert.deepEqual([error.code, error.reason], ['ZEGO_NOT_SENT', 'rate_limit']);
    assert.equal(new Call(client, COMMAND).next().type, 'wait');
    assert.equal(new FanOut(client, COMMAND).next().type, 'wait');
  }
  assert.equal((await held.sim.counters()).calls, 3);
  const apart = new Client({ appId, serverSecret, baseUrl });
  await apart.sendCustomCommand(COMMAND, { failFast: true });
});

test('a client that is made later goes by the same clock', async () => {
  const { appId, serverSecret, baseUrl } = held.sim.clientOptions();
  const app = new App({ appId, serverSecret, callsPerSecond: { SendCustomCommand: 1 } });
  await new Client({ app, baseUrl }).sendCustomCommand(COMMAND);
  await sleep(1200);
  await new Client({ app, baseUrl }).sendCustomCommand(COMMAND, { failFast: true });
});

test('an action has its own limit, and a number is said per action', () => {
  const client = offline({ callsPerSecond: { SendCustomCommand: 1 } });
  const ask = (command) => new Call(client, command, { failFast: true }).next();
  const close = { action: 'CloseRoom', params: { RoomId: 'r' } };
  assert.deepEqual(
    [ask(COMMAND), ask(close)].map(({ type }) => type),
    ['send', 'send'],
  );
  for (const command of [COMMAND, close]) assert.equal(ask(command).error.reason, 'rate_limit');
  assert.equal(ask({ action: 'DescribeUserNum', params: { RoomId: ['r'] } }).type, 'send');
});

test('what was learned of the clock is shared', () => {
  const client = offline();
  const other = new Client({ app: client.app });
  client.app.clockOffsetS = -1500;
  assert.equal(other.app.clockOffsetS, -1500);
  const { searchParams } = new URL(other.prepare(COMMAND).url);
  assert.ok(Math.abs(Number(searchParams.get('Timestamp')) - (Date.now() / 1000 - 1500)) < 60);
});

test('the clock of the steps is that of the package', async () => {
  const client = offline({ callsPerSecond: { SendCustomCommand: 1 }, timeoutMs: 5000 });
  const before = nowMs();
  const call = new Call(client, COMMAND);
  assert.ok(call.deadlineMs - before >= 5000 && call.deadlineMs - before < 6000, `${call.deadlineMs}`);
  assert.equal(call.next().type, 'send');
  const { untilMs } = new Call(client, COMMAND).next();
  assert.ok(untilMs > before + 900 && untilMs < before + 8000, `${untilMs - before}`);
});

test('an application, a client and its address come of the environment', () => {
  const before = { ...process.env };
  const set = (values) => {
    for (const name of Object.keys(process.env)) if (name.startsWith('ZEGO_')) delete process.env[name];
    Object.assign(process.env, values);
  };
  const refused = (run, field) => assert.throws(run, { code: 'ZEGO_INVALID_INPUT', field });
  const both = { ZEGO_APP_ID: '77', ZEGO_SERVER_SECRET: SECRET };
  try {
    set({});
    refused(() => Client.fromEnv(), 'ZEGO_APP_ID');
    set({ ZEGO_APP_ID: '77', ZEGO_SERVER_SECRET: '' });
    refused(() => Client.fromEnv(), 'ZEGO_SERVER_SECRET');
    set({ ...both, ZEGO_APP_ID: '0x4d' });
    refused(() => App.fromEnv(), 'ZEGO_APP_ID');
    set(both);
    assert.equal(App.fromEnv().appId, 77);
    assert.equal(Client.fromEnv().url, 'https://rtc-api.zego.im/');
    set({ ...both, ZEGO_REGION: 'sgp' });
    assert.equal(Client.fromEnv({ appId: 78 }).appId, 78);
    assert.equal(Client.fromEnv().url, 'https://rtc-api-sgp.zego.im/');
    assert.equal(Client.fromEnv({ baseUrl: 'http://127.0.0.1:9' }).url, 'http://127.0.0.1:9/');
    set({ ...both, ZEGO_BASE_URL: 'http://127.0.0.1:8' });
    assert.equal(Client.fromEnv().url, 'http://127.0.0.1:8/');
    assert.equal(Client.fromEnv({ region: 'fra' }).url, 'https://rtc-api-fra.zego.im/');
    set({ ZEGO_REGION: 'bom' });
    const app = new App({ appId: 5, serverSecret: SECRET });
    assert.deepEqual(
      [Client.fromEnv({ app }).app, Client.fromEnv({ app }).url],
      [app, 'https://rtc-api-bom.zego.im/'],
    );
  } finally {
    set(Object.fromEntries(Object.entries(before).filter(([name]) => name.startsWith('ZEGO_'))));
  }
});
