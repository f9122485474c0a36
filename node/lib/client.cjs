// The client: sends on the binding's own threads, or over a `fetch` of the program's, and settles promises.

'use strict';

const { inspect } = require('node:util');
const native = require('../native.cjs');
const { App, OPTIONS: APP_OPTIONS } = require('./app.cjs');
const { Call } = require('./call.cjs');
const check = require('./check.cjs');
const commands = require('./commands.cjs');
const drive = require('./drive.cjs');
const environment = require('./environment.cjs');
const { abortedBefore, attempt, malformed, notSent, toError } = require('./errors.cjs');
const { events } = require('./events.cjs');
const { FanOut } = require('./fan-out.cjs');
const { keep, nativeOf } = require('./handles.cjs');
const overFetch = require('./over-fetch.cjs');
const { take, toReply } = require('./replies.cjs');
const { Report } = require('./report.cjs');
const { Request } = require('./request.cjs');
const { Sending } = require('./sending.cjs');
const { LONGEST_TIMER_MS, onAbort } = require('./signals.cjs');

const DEFAULT_MAX_REPLY_BYTES = 1 << 20;

/** A text, or a list of them. */
function texts(field, value) {
  if (!Array.isArray(value)) return [check.text(field, value)];
  return value.map((one, index) => check.text(field, one, index));
}

const OPTIONS = {
  app: (field, value) => {
    nativeOf(value, field);
    return value;
  },
  ...APP_OPTIONS,
  region: check.text,
  product: check.text,
  baseUrl: check.text,
  ...commands.CALL_OPTIONS,
  connectTimeoutMs: check.wholeNumber,
  caFile: check.text,
  ca: check.text,
  systemRoots: check.boolean,
  addCaFile: texts,
  addCa: texts,
  clientCert: check.text,
  clientKey: check.text,
  clientCertFile: check.text,
  clientKeyFile: check.text,
  proxy: (field, value) => (value === null ? null : check.text(field, value)),
  maxReplyBytes: check.u32,
  maxIdleConnections: check.u32,
  maxConnectionAgeMs: check.wholeNumber,
  threads: check.u32,
  threadIdleMs: check.wholeNumber,
  fetch: check.callable,
};

/** What only the binding's own HTTP can do. */
const OWN_HTTP = [
  'connectTimeoutMs',
  'caFile',
  'ca',
  'systemRoots',
  'addCaFile',
  'addCa',
  'clientCert',
  'clientKey',
  'clientCertFile',
  'clientKeyFile',
  'proxy',
  'maxIdleConnections',
  'maxConnectionAgeMs',
  'threads',
  'threadIdleMs',
];

/** Options that say the same thing twice. */
const EITHER = [
  ['baseUrl', 'region'],
  ['baseUrl', 'product'],
  ['clientCert', 'clientCertFile'],
  ...Object.keys(APP_OPTIONS).map((name) => ['app', name]),
];

/** Options that say nothing one without the other. */
const PAIRS = [
  ['clientCert', 'clientKey'],
  ['clientCertFile', 'clientKeyFile'],
];

const CLOSE_OPTIONS = { timeoutMs: check.wholeNumber };

/** How long a client that is closed waits for what is under way. */
const CLOSE_MS = 5000;

/** Checks the options, and splits them into those of the application, what crosses the boundary, and the fetch. */
function split(options) {
  const { app, fetch, ...given } = check.pick('options', options, OPTIONS);
  for (const [one, other] of EITHER) {
    if ((one === 'app' ? app : given[one]) !== undefined && given[other] !== undefined) {
      throw malformed(other, `an option beside ${one}: give one of the two`);
    }
  }
  for (const [one, other] of PAIRS) {
    if ((given[one] === undefined) === (given[other] === undefined)) continue;
    throw malformed(given[one] === undefined ? one : other, `there: give ${one} and ${other}, or none`);
  }
  const useless = fetch && OWN_HTTP.find((name) => given[name] !== undefined);
  if (useless) throw malformed(useless, 'an option beside fetch, whose own it is to do that');
  const parts = { app: {}, call: {}, rest: {} };
  for (const [name, value] of Object.entries(given)) {
    const part = Object.hasOwn(APP_OPTIONS, name)
      ? 'app'
      : Object.hasOwn(commands.CALL_OPTIONS, name)
        ? 'call'
        : 'rest';
    parts[part][name] = value;
  }
  const { ca, addCa, proxy, ...plain } = parts.rest;
  return {
    app: app ?? new App(parts.app),
    crossing: {
      ...plain,
      caPem: ca,
      addCaPem: addCa,
      proxy: proxy ?? undefined,
      noProxy: proxy === null,
      call: parts.call,
    },
    fetch,
    maxReplyBytes: given.maxReplyBytes ?? DEFAULT_MAX_REPLY_BYTES,
  };
}

/**
 * What the binding's threads have to say. Holds on to no client, so that one that nobody uses any more can be
 * collected; each entry holds on to the binding, so that one with something under way cannot.
 */
function listener(pending, life) {
  return (to, text) => {
    if (to !== 0) pending.get(to)?.tell(text);
    else if (!life.isOver) events.publish(JSON.parse(text));
  };
}

class Client {
  #native;
  #pending = new Map();
  #watched = false;
  #sendings = 0;
  #isClosed = false;
  /** Whether it is closed and nothing is under way any more. */
  #life = { isOver: false };
  /** Who waits until nothing is under way. */
  #idle = [];
  #transport = null;
  #app;

  constructor(options) {
    const { app, crossing, fetch, maxReplyBytes } = split(options);
    this.#app = app;
    const handle = nativeOf(app, 'app');
    this.#native = attempt(
      () => new native.NativeClient(handle, JSON.stringify(crossing), listener(this.#pending, this.#life)),
    );
    if (fetch) this.#transport = { fetch, maxReplyBytes };
    keep(this, 'client', this.#native);
  }

  static fromEnv(options = {}) {
    const { app, baseUrl, region } = check.object('options', options);
    return new this({
      ...(app === undefined ? environment.app() : {}),
      ...(baseUrl === undefined && region === undefined ? environment.endpoint() : {}),
      ...options,
    });
  }

  get app() {
    return this.#app;
  }

  get appId() {
    return this.#app.appId;
  }

  get url() {
    return this.#native.url();
  }

  async sendCustomCommand(command, options) {
    const picked = commands.pickOptions(options, commands.SEND_OPTIONS);
    return this.#send({ custom: commands.custom(command) }, picked);
  }

  async call(action, params, options) {
    const { signal, options: given = {} } = commands.pickOptions(options, commands.GENERIC_OPTIONS);
    const { method, scope, ...rest } = given;
    const generic = commands.generic({ action, params, method, scope });
    return this.#send({ generic }, { signal, options: rest });
  }

  sendToUsers(command, options) {
    const { signal, options: given = {} } = commands.pickOptions(options, commands.FAN_OUT_OPTIONS);
    this.#checkOpen();
    if (this.#transport) {
      const fanOut = new FanOut(this, command, given);
      const run = (own, tell) => overFetch.runFanOut(this.#transport, fanOut, own, tell);
      return new Sending((tell) => this.#overFetch(signal, (own) => run(own, tell)));
    }
    const input = commands.fanOut(command, given);
    this.#watchIfAsked();
    this.#sendings -= 1;
    const to = this.#sendings;
    const stop = attempt(() => this.#native.sendToUsers(input, to, signal?.aborted ?? false));
    return new Sending((tell) => this.#follow(to, stop, signal, tell));
  }

  prepare(command, stamp = {}) {
    const submission = commands.submission(commands.anyCommand(command));
    const given = check.pick('stamp', stamp, { nonce: check.text, timestamp: check.time });
    const told = attempt(() => this.#native.prepare(submission, JSON.stringify(given)));
    return new Request(JSON.parse(told));
  }

  parse(command, answer) {
    const submission = commands.submission(commands.anyCommand(command));
    const { status, date, body, whole } = drive.answer(answer);
    return toReply(JSON.parse(attempt(() => this.#native.parse(submission, status, date, body, whole))));
  }

  [inspect.custom](_, options) {
    return `Client ${inspect({ appId: this.appId, url: this.url }, options)}`;
  }

  async close(options = {}) {
    const { timeoutMs = CLOSE_MS } = check.pick('options', options, CLOSE_OPTIONS);
    this.#isClosed = true;
    if (!(await this.#isIdleWithin(timeoutMs))) {
      for (const { stop } of [...this.#pending.values()]) stop();
      await this.#isIdleWithin(null);
    }
    this.#life.isOver = true;
    // Whoever awaits what has just ended hears of that first.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.close();
  }

  async #isIdleWithin(ms) {
    if (this.#pending.size === 0) return true;
    let timer;
    const isIdle = await new Promise((resolve) => {
      this.#idle.push(() => resolve(true));
      if (ms !== null) timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER_MS), false);
    });
    clearTimeout(timer);
    return isIdle;
  }

  #checkOpen() {
    if (this.#isClosed) throw notSent('cancelled', 'the client is closed');
  }

  async #send(command, { signal, options }) {
    this.#checkOpen();
    if (this.#transport) {
      const call = new Call(this, command.custom ?? command.generic, options);
      if (signal?.aborted) call.cancel();
      const { reply, error } = await this.#overFetch(signal, (own) =>
        overFetch.runCall(this.#transport, call, own),
      );
      if (error === null) return reply;
      if (error.reason === 'cancelled' && signal?.aborted) error.cause = signal.reason;
      throw error;
    }
    const submission = commands.submission(command, options);
    if (signal?.aborted) throw abortedBefore(signal);
    this.#watchIfAsked();
    const text = await this.#submit(submission, signal);
    // Made here, after the wait: so the stack leads back to who awaits.
    return take(JSON.parse(text), signal);
  }

  /** Runs by a signal of its own, which is aborted with the caller's, or when the client ends what is under way. */
  async #overFetch(signal, run) {
    const own = new AbortController();
    const off = onAbort(signal, () => own.abort(signal.reason));
    this.#expect(own, null, () => own.abort());
    try {
      return await run(own.signal);
    } finally {
      off();
      this.#settled(own);
    }
  }

  #submit(submission, signal) {
    const id = attempt(() => this.#native.submit(submission));
    return new Promise((resolve) => {
      const stop = () => this.#native.cancel(id);
      const off = onAbort(signal, stop);
      const settle = (text) => {
        this.#settled(id);
        off();
        resolve(text);
      };
      this.#expect(id, settle, stop);
    });
  }

  #follow(to, stop, signal, tell) {
    return new Promise((resolve, reject) => {
      const off = onAbort(signal, () => stop.stop());
      const hear = (text) => {
        const { progress, report, error } = JSON.parse(text);
        if (progress) {
          tell(progress);
          return;
        }
        this.#settled(to);
        off();
        if (report) resolve(new Report(report));
        else reject(toError(error));
      };
      this.#expect(to, hear, () => stop.stop());
    });
  }

  #expect(to, tell, stop) {
    this.#pending.set(to, { tell, stop });
    if (this.#pending.size === 1) this.#native.keepAlive(true);
  }

  #settled(to) {
    this.#pending.delete(to);
    if (this.#pending.size > 0) return;
    this.#native.keepAlive(false);
    for (const tell of this.#idle.splice(0)) tell();
  }

  /** Events cross only while somebody listens. */
  #watchIfAsked() {
    if (events.hasSubscribers === this.#watched) return;
    this.#watched = events.hasSubscribers;
    this.#native.watch(this.#watched);
  }
}

module.exports = { Client };
