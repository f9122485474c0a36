// Protects the helpers for users' tests: every verb, and a word on how to get the simulator when it is missing.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { Client } from 'zegoapi';
import { simulator } from 'zegoapi/testing';
import { COMMAND, failure, run } from './support.mjs';

test('rooms, messages, faults, counters, settings, apps', async () => {
  const sim = await simulator({ rooms: { 'room 1+': ['u1', 'u 2&'] } });
  try {
    assert.deepEqual(await sim.rooms(), { 'room 1+': ['u 2&', 'u1'] });
    const client = new Client(sim.clientOptions());
    const command = { ...COMMAND, roomId: 'room 1+', to: null, content: 'some_content' };
    await client.sendCustomCommand(command);
    const [message] = await sim.messages('room 1+', 'u 2&');
    assert.deepEqual(Object.keys(message).sort(), [
      'content',
      'fromUserId',
      'roomId',
      'seq',
      'timeMs',
      'toEveryone',
    ]);
    assert.deepEqual((await sim.counters()).actedOn, { some_content: 1 });
    await sim.failNext('junk', { flavour: 'notJson', userId: 'u1', count: 2 });
    assert.equal((await sim.faults())[0].left, 2);
    await sim.forgetFaults();
    assert.deepEqual(await sim.faults(), []);
    await sim.publish('room 1+', 'u1', 's1');
    assert.deepEqual(
      (await sim.streams()).map(({ streamId, userId }) => [streamId, userId]),
      [['s1', 'u1']],
    );
    await sim.unpublish('s1');
    await sim.logout('room 1+', 'u1', 'u 2&');
    assert.equal((await failure(client.sendCustomCommand(command))).apiCode, 104);
    await sim.settings({ roomMissingCode: 50001 });
    assert.equal((await failure(client.sendCustomCommand(command))).apiCode, 50001);
    await sim.limits({ callsPerSecond: 1, actions: { CloseRoom: { callsPerSecond: 50 } } });
    await sim.clock({ fixed: 1615186943 });
    await sim.addApp({ appId: 77, serverSecret: 'made-up', permitted: false });
    await sim.removeApp(77);
    const unknown = new Client({ ...sim.clientOptions(), appId: 77, serverSecret: 'made-up' });
    assert.equal((await failure(unknown.sendCustomCommand(command))).apiCode, 100000010);
    await sim.reset({ countersOnly: true });
    assert.equal((await sim.counters()).calls, 0);
    const refused = await failure(sim.failNext('no such fault'));
    assert.match(refused.message, /the simulator refused POST \/faults/);
  } finally {
    await sim.stop();
  }
  await sim.stop();
  assert.ok(!existsSync(sim.caFile));
  assert.ok(await failure(sim.rooms()));
});

test('it ends with the process that forgot to stop it', async () => {
  const code = `import { simulator } from 'zegoapi/testing'; console.log((await simulator()).adminUrl);`;
  const { code: exit, stdout } = await run(code);
  assert.equal(exit, 0);
  let gone = false;
  for (let left = 100; left > 0 && !gone; left--) {
    gone = await fetch(`${stdout.trim()}/health`).then(
      () => new Promise((resolve) => setTimeout(resolve, 20, false)),
      () => true,
    );
  }
  assert.ok(gone);
});

test('when the binary is missing it says how to get it', async () => {
  const ask = `import { simulator } from 'zegoapi/testing';
    await simulator().catch((error) => console.log(error.code, error.message));`;
  const named = await run(ask, { env: { ZEGOAPI_SIMULATOR: '/nonexistent' } });
  assert.match(named.stdout, /^ZEGO_NO_SIMULATOR .*ZEGOAPI_SIMULATOR names no file that can be run/);
  assert.match(named.stdout, /npm install --save-dev zegoapi-simulator/);
});

test('one that does not start says why', async () => {
  const error = await failure(simulator({ args: ['--no-such-option'] }));
  assert.match(error.message, /did not start.*--no-such-option/s);
});
