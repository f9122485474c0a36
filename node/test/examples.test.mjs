// Protects the examples: each one runs, compiled where it is TypeScript, against the simulator.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { project, withSimulator } from './support.mjs';

const held = withSimulator();

async function example(...args) {
  const env = {
    ...process.env,
    ZEGO_APP_ID: held.sim.appId,
    ZEGO_SERVER_SECRET: held.sim.serverSecret,
    ZEGO_BASE_URL: held.sim.httpUrl,
    ZEGO_CALLBACK_SECRET: 'made-up',
  };
  // A test that is run by a test is a program, not a part of it.
  delete env.NODE_TEST_CONTEXT;
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: project,
    env,
    timeout: 20_000,
  });
  return stdout;
}

test('a script in CommonJS', async () => {
  assert.match(await example('examples/send.cjs'), /^accepted: \d+\n$/);
  await held.sim.logout('room1', 'u2');
  assert.match(await example('examples/send.cjs'), /u2 did not get it: code 50003/);
});

test('a service in TypeScript', async () => {
  const said = await example(path.join('out', 'examples', 'service.mjs'));
  assert.match(said, /announced: true\nrefused: 104, .+\nannounced to nobody: false\n/);
  assert.match(said, /2 of 3\nu1 sent \nu2 sent \nzoe failed 50003\ncalls: accepted, refused, accepted\n$/);
  assert.equal((await held.sim.messages('room1', 'u1')).length, 2);
});

test('a route in Fastify, with a test of its own', async () => {
  const said = await example('--test', '--test-reporter=tap', path.join('out', 'examples', 'gifts.test.mjs'));
  assert.match(said, /# pass 1\n/);
});

for (const [what, file, count] of [
  ['callbacks in Express', 'callbacks.test.mjs', 1],
  ['tokens and callbacks in Fastify', 'login.test.mjs', 2],
]) {
  test(`${what}, with tests of their own`, async () => {
    const said = await example('--test', '--test-reporter=tap', path.join('out', 'examples', file));
    assert.match(said, new RegExp(`# pass ${count}\n`));
  });
}

/** The JavaScript of a README, with the simulator's address: as it stands it would go to the vendor. */
async function blocksOf(file) {
  await held.sim.login('room1', ...Array.from({ length: 150 }, (_, n) => `player${n}`));
  return [...readFileSync(file, 'utf8').matchAll(/^```js\n([^]*?)^```/gm)].map(([, code]) =>
    code.replace('timeoutMs: 5000', '$&, baseUrl: process.env.ZEGO_BASE_URL'),
  );
}

test("the front door's README", async () => {
  const [send, own, ...rest] = await blocksOf(path.join(project, 'README.md'));
  assert.equal(rest.length, 0);
  assert.match(await example('--input-type=module', '--eval', send), /150 of 200\n$/);
  assert.equal(await example('--input-type=module', '--eval', own), 'unknown 1\n');
});

test("the package's README", async () => {
  const require = createRequire(import.meta.url);
  const [send, token, callbacks, own, ...rest] = await blocksOf(
    path.join(path.dirname(require.resolve('zegoapi/package.json')), 'README.md'),
  );
  assert.equal(rest.length, 0);
  assert.match(await example('--input-type=module', '--eval', send), /150 of 200\n$/);
  assert.equal(await example('--input-type=module', '--eval', token), 'valid 04...\n');
  const asked = `${callbacks}
    import { signedCallback } from 'zegoapi/testing';
    const fields = { event: 'room_login', appid: 1, room_id: 'den', user_account: 'ann' };
    const body = signedCallback(process.env.ZEGO_CALLBACK_SECRET, fields);
    server.listen(0, '127.0.0.1', async () => {
      for (const sent of [body, body, 'no callback']) {
        const { status } = await fetch(\`http://127.0.0.1:\${server.address().port}\`, { method: 'POST', body: sent });
        console.log(status);
      }
      process.exit();
    });`;
  assert.equal(await example('--input-type=module', '--eval', asked), 'ann is in den\n200\n200\n400\n');
  assert.equal(await example('--input-type=module', '--eval', own), 'unknown 1\n');
});
