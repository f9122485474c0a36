// For users' tests: starts the simulator, the vendor's side on this machine, and speaks its admin API.
// The binary is a package of its own, so that this one stays small.

'use strict';

const { spawn } = require('node:child_process');
const { randomInt } = require('node:crypto');
const { accessSync, constants, mkdtempSync, rmSync } = require('node:fs');
const { request } = require('node:http');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const path = require('node:path');
const native = require('./native.cjs');
const check = require('./lib/check.cjs');
const { Client } = require('./lib/client.cjs');

const BINARY = process.platform === 'win32' ? 'zegoapi-simulator.exe' : 'zegoapi-simulator';
const READY_MS = 20_000;

const HOW_TO_GET_IT = `Get it in one of these ways:
  npm install --save-dev zegoapi-simulator
  cargo install --path tests/simulator    (in a checkout of zegoapi; puts it on PATH)
  ZEGOAPI_SIMULATOR=/path/to/${BINARY}    (an environment variable)`;

/** Where the binary is: the environment variable, the package, PATH, in this order. */
function findBinary() {
  const given = process.env.ZEGOAPI_SIMULATOR;
  if (given) {
    if (!runs(given)) throw missing('ZEGOAPI_SIMULATOR names no file that can be run.');
    return given;
  }
  const onPath = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, BINARY));
  const found = [...fromPackage(), ...onPath].find(runs);
  if (found === undefined) throw missing('The simulator is not installed.');
  return found;
}

/** The package beside this one, or beside the program that runs. */
function fromPackage() {
  const paths = [];
  for (const from of [__filename, path.join(process.cwd(), 'package.json')]) {
    try {
      paths.push(createRequire(from)('zegoapi-simulator').path);
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw missing(error.message);
    }
  }
  return paths;
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missing(problem) {
  return Object.assign(new Error(`zegoapi/testing: ${problem}\n${HOW_TO_GET_IT}`), {
    code: 'ZEGO_NO_SIMULATOR',
  });
}

/** Asks the admin API; one connection for each request, so that none keeps the process alive. */
function admin(url, method, path, body) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = text === undefined ? {} : { 'content-type': 'application/json' };
    const asked = request(new URL(path, url), { method, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const said = Buffer.concat(chunks).toString();
        if (answer.statusCode < 400) resolve(JSON.parse(said || '{}'));
        else reject(new Error(`zegoapi/testing: the simulator refused ${method} ${path}: ${said}`));
      });
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

/** Objects as the admin API spells them: `roomId` is `room_id` there, at every depth. */
function toWire(value) {
  return spelt(value, snake);
}

function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** And as JavaScript spells them. Contents and ids that are keys (`free`) keep theirs. */
function fromWire(value, free = []) {
  const name = (key) => key.replace(/_[a-z]/g, (match) => match[1].toUpperCase());
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [name(key), free.includes(key) ? inner : spelt(inner, name)]),
  );
}

function spelt(value, name) {
  if (Array.isArray(value)) return value.map((inner) => spelt(inner, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), spelt(inner, name)]));
}

/** Faults that have details, also where all of those can be left out. */
const DETAILED = ['code', 'delay', 'empty', 'html', 'huge', 'junk', 'redirect', 'trickle'];

/** A fault as the admin API has it: `'cutShort'` is `"cut_short"` there, and `'html'` is `{"html":{}}`. */
function toFault(kind, { when, action, roomId, userId, probability, seed, ...details }) {
  if (details.flavour !== undefined) details.flavour = snake(details.flavour);
  const named = DETAILED.includes(kind) ? { [kind]: details } : snake(kind);
  return toWire({ kind: named, when, action, roomId, userId, probability, seed });
}

class Simulator {
  #child;
  #folder;
  #stopped = null;

  constructor(child, folder, ready) {
    this.#child = child;
    this.#folder = folder;
    this.httpUrl = ready.http_url;
    this.httpsUrl = ready.https_url;
    this.adminUrl = ready.admin_url;
    this.appId = ready.app_id;
    this.serverSecret = ready.server_secret;
    this.callbackSecret = ready.callback_secret;
    this.caFile = ready.ca_file;
  }

  client({ https = false, ...options } = {}) {
    const { appId, serverSecret, ...address } = this.clientOptions({ https });
    const app = options.app === undefined ? { appId, serverSecret } : {};
    return new Client({ ...app, ...address, ...options });
  }

  clientOptions({ https = false } = {}) {
    const { appId, serverSecret } = this;
    return https
      ? { appId, serverSecret, baseUrl: this.httpsUrl, caFile: this.caFile }
      : { appId, serverSecret, baseUrl: this.httpUrl };
  }

  async login(roomId, ...userIds) {
    await this.#post('/login', { roomId, userIds });
  }

  async logout(roomId, ...userIds) {
    await this.#post('/logout', { roomId, userIds });
  }

  async publish(roomId, userId, streamId) {
    await this.#post('/publish', { roomId, userId, streamId });
  }

  async unpublish(streamId) {
    await this.#post('/unpublish', { streamId });
  }

  async streams() {
    return (await this.#get('/streams')).map((stream) => fromWire(stream));
  }

  async callbacks(changes) {
    await this.#post('/callbacks', changes);
  }

  async rooms() {
    return this.#get('/rooms');
  }

  async messages(roomId, userId) {
    const query = new URLSearchParams({ room_id: roomId, user_id: userId });
    // A space is %20 to the simulator, as to every strict reader of queries.
    const messages = await this.#get(`/messages?${query.toString().replaceAll('+', '%20')}`);
    return messages.map((message) => fromWire(message));
  }

  async failNext(kind, { count = 1, ...fault } = {}) {
    await admin(this.adminUrl, 'POST', '/faults', { fault: toFault(kind, fault), count });
  }

  async faults() {
    return (await this.#get('/faults')).map((fault) => fromWire(fault));
  }

  async forgetFaults() {
    await admin(this.adminUrl, 'DELETE', '/faults');
  }

  async clock(changes) {
    await this.#post('/clock', changes);
  }

  async limits({ actions, ...changes }) {
    const body = toWire(changes);
    // Names of actions keep theirs.
    if (actions !== undefined) {
      const limits = Object.entries(actions).map(([name, limit]) => [name, toWire(limit)]);
      body.actions = Object.fromEntries(limits);
    }
    await admin(this.adminUrl, 'POST', '/limits', body);
  }

  async settings(changes) {
    await this.#post('/settings', changes);
  }

  async counters() {
    return fromWire(await this.#get('/counters'), ['codes', 'actions', 'acted_on', 'callbacks']);
  }

  async addApp(app) {
    await this.#post('/apps', app);
  }

  async removeApp(appId) {
    await admin(this.adminUrl, 'DELETE', `/apps?app_id=${appId}`);
  }

  async reset({ countersOnly = false } = {}) {
    await this.#post('/reset', countersOnly ? { countersOnly } : {});
  }

  stop() {
    this.#stopped ??= new Promise((resolve) => {
      const gone = () => {
        rmSync(this.#folder, { recursive: true, force: true });
        resolve();
      };
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) {
        gone();
        return;
      }
      this.#child.ref();
      this.#child.once('exit', gone);
      this.#child.stdin.end();
      this.#child.kill();
    });
    return this.#stopped;
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.stop();
  }

  async #post(path, body) {
    await admin(this.adminUrl, 'POST', path, toWire(body));
  }

  async #get(path) {
    return admin(this.adminUrl, 'GET', path);
  }
}

/**
 * Starts a simulator, and resolves when it answers. It ends with `stop()`, and at the latest with this process;
 * it does not keep this process alive.
 */
async function simulator({ rooms = {}, args = [] } = {}) {
  const binary = findBinary();
  const folder = mkdtempSync(path.join(tmpdir(), 'zegoapi-'));
  const command = ['--until-stdin-closes', '--ca-out', path.join(folder, 'ca.pem'), ...args];
  const child = spawn(binary, command, { stdio: ['pipe', 'pipe', 'pipe'] });
  try {
    const ready = JSON.parse(await firstLine(child));
    for (const stream of [child, child.stdin, child.stdout, child.stderr]) stream.unref();
    const started = new Simulator(child, folder, ready);
    for (const [roomId, userIds] of Object.entries(rooms)) await started.login(roomId, ...userIds);
    return started;
  } catch (error) {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function firstLine(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    let complaint = '';
    const late = setTimeout(() => fail('it did not get ready in time'), READY_MS);
    const fail = (problem) => {
      clearTimeout(late);
      reject(new Error(`zegoapi/testing: the simulator did not start: ${problem}\n${complaint}`.trimEnd()));
    };
    child.stderr.on('data', (chunk) => {
      complaint = (complaint + chunk).slice(-4000);
    });
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const end = said.indexOf('\n');
      if (end < 0) return;
      clearTimeout(late);
      resolve(said.slice(0, end));
    });
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => fail(`it ended with code ${code}`));
  });
}

/** The signature of a callback, as the vendor makes it. */
function signCallback(callbackSecret, timestamp, nonce) {
  return native.signCallback(
    check.text('callbackSecret', callbackSecret),
    check.text('timestamp', timestamp),
    check.text('nonce', nonce),
  );
}

/** The body of a callback with these fields, signed; the stamp's names are spelt as that of the event is. */
function signedCallback(callbackSecret, fields, stamp = {}) {
  const { timestamp = `${Math.floor(Date.now() / 1000)}`, nonce = `${randomInt(2 ** 47)}` } = stamp;
  const signature = signCallback(callbackSecret, timestamp, nonce);
  const parts =
    'Event' in check.object('fields', fields)
      ? { Timestamp: timestamp, Nonce: nonce, Signature: signature }
      : { timestamp, nonce, signature };
  return JSON.stringify({ ...fields, ...parts });
}

exports.Simulator = Simulator;
exports.signCallback = signCallback;
exports.signedCallback = signedCallback;
exports.simulator = simulator;
