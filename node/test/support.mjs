// What the tests share: a simulator with clients for it, the vectors, and errors as their own values.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { after, before, beforeEach } from 'node:test';
import { promisify } from 'node:util';
import { Client } from 'zegoapi';
import { simulator } from 'zegoapi/testing';

/** The published secret of the vendor's own example. */
export const SECRET = '9193cc662a4c0ec135ec71fb57194b38';
export const COMMAND = { roomId: 'room1', fromUserId: 'server', content: 'hi', to: ['u1'] };

export const project = path.dirname(import.meta.dirname);

export function vectors(file) {
  return JSON.parse(readFileSync(path.join(process.env.ZEGOAPI_VECTORS, file), 'utf8'));
}

export const camel = (name) => name.replace(/_[a-z]/g, (match) => match[1].toUpperCase());

export function camelKeys(object = {}) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [camel(name), value]));
}

/** How a field of the vectors is spelt here. */
export function fieldOf(name) {
  const other = { timeout: 'timeoutMs', try_timeout: 'tryTimeoutMs', body: 'params', valid_for: 'validForS' };
  return other[name] ?? (/^[a-z]/.test(name) ? camel(name) : name);
}

/** The options of a call in the vectors. */
export function optionsOf(options = {}) {
  return camelKeys(options);
}

/** The command of a case: its `action`, or else the message that the vectors agree on. */
export function commandOf({ action, content = 'hi', to }) {
  if (action) {
    const { name, method = 'GET', params = '{}' } = action;
    return { action: name, method, params };
  }
  return { roomId: 'room1', fromUserId: 'server', content, to: to === undefined ? ['u1', 'u2'] : to };
}

/** A body of a case: text, or bytes as hex digits. */
export function bodyOf({ body, body_hex }) {
  return body_hex === undefined ? body : Buffer.from(body_hex, 'hex');
}

/** The random bytes of a script: the k-th ask gets k in 8 bytes, and then its jitter. */
export class Randomness {
  asks = 0;

  next(jitter = 0) {
    this.asks += 1;
    const bytes = Buffer.alloc(16);
    bytes.writeBigUInt64BE(BigInt(this.asks), 0);
    bytes.writeBigUInt64LE(BigInt(jitter), 8);
    return bytes;
  }

  /** The nonce of the last ask. */
  get nonce() {
    return this.asks.toString(16).padStart(16, '0');
  }
}

/** A client that reaches nothing. */
export function offline(options = {}) {
  return new Client({ appId: 12345, serverSecret: SECRET, ...options });
}

/** One simulator for all tests of a file, fresh for each, with `u1` and `u2` in `room1`. */
export function withSimulator() {
  const held = { sim: null, client: (options) => held.sim.client(options) };
  before(async () => {
    held.sim = await simulator();
  });
  beforeEach(async () => {
    await held.sim.reset();
    await held.sim.login('room1', 'u1', 'u2');
  });
  after(() => held.sim?.stop());
  return held;
}

/** The error that a promise rejects with, or a function throws. */
export async function failure(run) {
  try {
    await (typeof run === 'function' ? run() : run);
  } catch (error) {
    return error;
  }
  return assert.fail('it succeeded');
}

export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The URL of a port that nobody listens on. */
export async function nobody() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}

/** Waits until something holds. */
export async function until(holds, what) {
  for (let left = 200; left > 0; left--) {
    if (await holds()) return;
    await sleep(25);
  }
  assert.fail(`never: ${what}`);
}

/** Runs a program in the project, and returns what it wrote and how it ended. */
export async function run(code, { args = [], env = {}, type = 'module', timeout = 20_000 } = {}) {
  const command = [...args, `--input-type=${type}`, '--eval', code];
  const options = { cwd: project, env: { ...process.env, ...env }, timeout };
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, command, options)) };
  } catch (error) {
    return { code: error.code ?? error.signal, stdout: error.stdout, stderr: error.stderr };
  }
}
