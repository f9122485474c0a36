// Protects the package in the hands of other tools: test runners with contexts of their own, file tracers, bundlers.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { nodeFileTrace } from '@vercel/nft';
import { build } from 'esbuild';
import { project } from './support.mjs';

const require = createRequire(import.meta.url);
const binding = readdirSync(path.join(project, 'node_modules', 'zegoapi')).find((f) => f.endsWith('.node'));
const CODE = `const { explain } = require('zegoapi'); console.log(explain(50003, 'room').kind);`;

/** Runs a program, and returns what it wrote. */
async function run(args, options = {}) {
  const env = { ...process.env };
  // A test that is run by a test is a program, not a part of it.
  delete env.NODE_TEST_CONTEXT;
  const all = { cwd: project, env, timeout: 120_000, ...options };
  return promisify(execFile)(process.execPath, args, all).catch((error) => error);
}

/** A folder for what is built of a program that uses the package. */
function workshop(t) {
  const folder = mkdtempSync(path.join(project, 'tools-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const entry = path.join(folder, 'main.cjs');
  writeFileSync(entry, CODE);
  return { folder, entry };
}

test('in jest, errors and bytes are those of its context', async () => {
  const config = {
    rootDir: path.join(project, 'test', 'realm'),
    testMatch: ['**/*.jest.cjs'],
    transform: {},
  };
  const { code = 0, stderr } = await run([
    require.resolve('jest/bin/jest'),
    '--config',
    JSON.stringify(config),
  ]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Tests: {7}12 passed, 12 total/);
});

test('a file tracer finds the binary, and no other is missed', async (t) => {
  const { entry } = workshop(t);
  const { fileList, warnings } = await nodeFileTrace([entry], { base: project });
  assert.ok(fileList.has(path.join('node_modules', 'zegoapi', binding)), [...fileList].join('\n'));
  const about = [...warnings].filter(({ message }) => message.includes(`zegoapi/${binding}`));
  assert.deepEqual(about, []);
});

test('a bundle takes the binary along, or leaves the package out', async (t) => {
  const { folder, entry } = workshop(t);
  const common = { entryPoints: [entry], bundle: true, platform: 'node', logLevel: 'silent' };
  const whole = path.join(folder, 'whole.cjs');
  await build({ ...common, outfile: whole, loader: { '.node': 'copy' } });
  assert.equal((await run([whole])).stdout, 'absent\n');
  const apart = path.join(folder, 'apart.cjs');
  await build({ ...common, outfile: apart, external: ['zegoapi'] });
  assert.equal((await run([apart])).stdout, 'absent\n');
});

test('a bundle without the binary says what to do', async (t) => {
  const { folder, entry } = workshop(t);
  const outfile = path.join(folder, 'bundle.cjs');
  const external = ['*.node'];
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    outfile,
    external,
    logLevel: 'silent',
  });
  const { stderr } = await run([outfile]);
  assert.match(stderr, /ZEGO_NO_BINDING/);
  assert.match(stderr, /--external:zegoapi/);
});
