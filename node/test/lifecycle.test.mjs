// Protects the process around a client: idle, it keeps nothing alive and starts no thread; pending, it keeps the
// process until all is settled; worker threads and several clients live side by side.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { COMMAND, run, withSimulator } from './support.mjs';

const held = withSimulator();

/** A program that has a client and a command. */
async function program(body, { type = 'module', options, ...rest } = {}) {
  const names = `const options = ${JSON.stringify({ ...held.sim.clientOptions(), ...options })};
    const command = ${JSON.stringify(COMMAND)};`;
  const imports =
    type === 'module' ? `import { Client } from 'zegoapi';` : `const { Client } = require('zegoapi');`;
  return run(`${imports}\n${names}\n${body}`, { type, ...rest });
}

const linux = { skip: process.platform !== 'linux' && 'reads /proc' };

test('a client that sends nothing keeps no process alive', async () => {
  const { code, stderr } = await program('globalThis.kept = new Client(options);');
  assert.deepEqual([code, stderr], [0, '']);
});

test('a process ends by itself when its sends are settled, and not before', async () => {
  await held.sim.settings({ answerDelayMs: 300 });
  for (const type of ['module', 'commonjs']) {
    const body = `const client = new Client(options);
      client.sendCustomCommand(command).then((reply) => console.log(reply.message));`;
    const began = performance.now();
    const { code, stdout, stderr } = await program(body, { type });
    assert.deepEqual([code, stdout, stderr], [0, 'success\n', '']);
    assert.ok(performance.now() - began < 4000, 'an idle thread or connection is not waited for');
  }
});

test('a fan-out keeps the process until its report', async () => {
  await held.sim.settings({ answerDelayMs: 200 });
  const body = `const to = Array.from({ length: 25 }, (_, n) => 'u' + n);
    new Client(options).sendToUsers({ ...command, to }).report.then((report) => console.log(report.progress.total));`;
  const { code, stdout } = await program(body);
  assert.deepEqual([code, stdout], [0, '25\n']);
});

test('a client that only its own sends know is not collected under them', async () => {
  await held.sim.settings({ answerDelayMs: 200 });
  const body = `const sent = Array.from({ length: 40 }, () => new Client({ ...options, threads: 1 }))
      .flatMap((client) => [client.sendCustomCommand(command), client.sendCustomCommand(command)]);
    const collect = setInterval(gc, 10);
    const replies = await Promise.all(sent);
    clearInterval(collect);
    console.log(replies.length);`;
  await held.sim.limits({ callsPerSecond: 1000 });
  const { code, stdout, stderr } = await program(body, { args: ['--expose-gc'] });
  assert.deepEqual([code, stdout, stderr], [0, '80\n', '']);
});

test('clients that nobody uses are collected', async () => {
  const body = `const kept = new FinalizationRegistry(() => { collected += 1; });
    let collected = 0;
    for (let n = 0; n < 50; n++) {
      const client = new Client(options);
      await client.sendCustomCommand(command);
      kept.register(client);
    }
    for (let n = 0; n < 50 && collected < 45; n++) { gc(); await new Promise((done) => setTimeout(done, 10)); }
    console.log(collected >= 45);`;
  await held.sim.limits({ callsPerSecond: 1000 });
  const { code, stdout } = await program(body, { args: ['--expose-gc'] });
  assert.deepEqual([code, stdout], [0, 'true\n']);
});

test('no thread starts before the first send, and idle ones go', linux, async () => {
  const body = `import { readdirSync, readFileSync } from 'node:fs';
    const threads = () => readdirSync('/proc/self/task')
      .filter((id) => readFileSync('/proc/self/task/' + id + '/comm', 'utf8').startsWith('zegoapi')).length;
    const client = new Client({ ...options, threadIdleMs: 50 });
    const before = threads();
    await client.sendCustomCommand(command);
    const during = threads();
    await new Promise((done) => setTimeout(done, 500));
    console.log(before, during, threads());`;
  const { stdout } = await program(body);
  // The one that decides, and one that sends.
  assert.equal(stdout, '0 2 0\n');
  assert.ok(readdirSync('/proc/self/task').length > 0 && readFileSync('/proc/self/comm', 'utf8'));
});

test('worker threads load it, send, and end; also in the middle of a send', async () => {
  await held.sim.limits({ callsPerSecond: 1000 });
  const body = `import { Worker } from 'node:worker_threads';
    import { once } from 'node:events';
    const work = \`const { workerData, parentPort } = require('node:worker_threads');
      const { Client } = require('zegoapi');
      const client = new Client(workerData.options);
      client.sendCustomCommand(workerData.command).then((reply) => {
        parentPort.postMessage(reply.message);
        if (workerData.leave) client.sendCustomCommand(workerData.command);
      });\`;
    const start = (leave) => new Worker(work, { eval: true, execArgv: [], workerData: { options, command, leave } });
    const said = await Promise.all(Array.from({ length: 8 }, async (_, n) => {
      const worker = start(n % 2);
      const gone = once(worker, 'exit');
      const [message] = await once(worker, 'message');
      if (n % 2) worker.terminate();
      await gone;
      return message;
    }));
    const client = new Client(options);
    await client.sendCustomCommand(command);
    console.log(said.join());`;
  await held.sim.settings({ answerDelayMs: 50 });
  const { code, stdout, stderr } = await program(body);
  assert.deepEqual([code, stdout, stderr], [0, `${Array(8).fill('success').join()}\n`, '']);
});

test('a worker that ends by itself is not kept by an idle client', async () => {
  const body = `import { Worker } from 'node:worker_threads';
    import { once } from 'node:events';
    const work = "const { workerData } = require('node:worker_threads'); const { Client } = require('zegoapi');" +
      "globalThis.kept = new Client(workerData);";
    const [code] = await once(new Worker(work, { eval: true, execArgv: [], workerData: options }), 'exit');
    console.log(code);`;
  const { stdout } = await program(body);
  assert.equal(stdout, '0\n');
});

test('a send that waits for a thread ends by its own time-out too', async () => {
  await held.sim.failNext('stall');
  const body = `const client = new Client({ ...options, threads: 1 });
    const stalled = client.sendCustomCommand(command, { timeoutMs: 1500 }).catch((error) => error);
    const began = performance.now();
    const error = await client.sendCustomCommand(command, { timeoutMs: 100 }).catch((error) => error);
    console.log(error.code, error.reason, performance.now() - began < 700);
    console.log((await stalled).code);`;
  const { stdout } = await program(body);
  assert.equal(stdout, 'ZEGO_NOT_SENT deadline true\nZEGO_UNKNOWN\n');
});

test('process.exit in the middle of sends is clean', async () => {
  await held.sim.settings({ answerDelayMs: 100 });
  const body = `const client = new Client(options);
    for (let n = 0; n < 50; n++) client.sendCustomCommand(command).catch(() => {});
    setTimeout(() => process.exit(7), 50);`;
  const { code, stderr } = await program(body);
  assert.deepEqual([code, stderr], [7, '']);
});

test('CommonJS and ESM in one process share classes', async () => {
  const body = `import { createRequire } from 'node:module';
    const common = createRequire(import.meta.url || 'file:///x.js');
    console.log(common('zegoapi').Client === Client);`;
  const { stdout } = await program(
    body.replace("import.meta.url || 'file:///x.js'", "process.cwd() + '/x.js'"),
  );
  assert.equal(stdout, 'true\n');
});
