// Callbacks, which the vendor POSTs to the program's own server: read, and their stamps verified and remembered.
// Their bodies are **not signed**: only a timestamp and a nonce are.

'use strict';

const { inspect } = require('node:util');
const native = require('../native.cjs');
const check = require('./check.cjs');
const environment = require('./environment.cjs');
const { attempt, malformed } = require('./errors.cjs');

const { callbackProduct: products, claim: claims } = JSON.parse(native.names());

/** What is signed of a callback. Printed, it leaves out nonce and signature. */
class CallbackStamp {
  #told;

  constructor(told) {
    const { timestamp, nonce, signature } = check.object('stamp', told);
    this.#told = {
      timestamp: check.text('timestamp', timestamp),
      nonce: check.text('nonce', nonce),
      signature: check.text('signature', signature),
    };
  }

  get timestamp() {
    return this.#told.timestamp;
  }

  get nonce() {
    return this.#told.nonce;
  }

  get signature() {
    return this.#told.signature;
  }

  toJSON() {
    return { timestamp: this.timestamp };
  }

  [inspect.custom](_, options) {
    return `CallbackStamp ${inspect(this.toJSON(), options)}`;
  }
}

/** A callback, read. Printed, it shows what it is and nothing of what stands in it. */
class Callback {
  #told;

  constructor(told) {
    this.#told = told;
  }

  get product() {
    return this.#told.product;
  }

  get eventName() {
    return this.#told.eventName;
  }

  get event() {
    return this.#told.event;
  }

  get appId() {
    return this.#told.appId;
  }

  get stamp() {
    return this.#told.stamp;
  }

  get fields() {
    return this.#told.fields;
  }

  toJSON() {
    const { product, eventName, appId, fields } = this.#told;
    return { product, eventName, appId, fields: fields.size };
  }

  [inspect.custom](_, options) {
    return `Callback ${inspect(this.toJSON(), options)}`;
  }
}

/** Objects with their names as JavaScript spells them, at every depth. */
function spelt(value) {
  if (Array.isArray(value)) return value.map(spelt);
  if (typeof value !== 'object' || value === null) return value;
  const name = (key) => key.replace(/_[a-z]/g, (match) => match[1].toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [name(key), spelt(inner)]));
}

/** Reads a body: give the bytes as they came, for one that was parsed has lost digits of its ids. */
function readCallback(body, options = {}) {
  const bytes = check.bytes('body', body);
  const { product } = check.pick('options', options, { product: check.oneOf(products) });
  const told = JSON.parse(attempt(() => native.readCallback(bytes, product)));
  return new Callback({
    ...told,
    stamp: new CallbackStamp(told),
    fields: new Map(told.fields),
    event: told.event === null ? null : toEvent(told),
  });
}

function toEvent({ event: [name, fields], ownTaskId = null }) {
  const event = { name, ...spelt(JSON.parse(fields)) };
  return name.startsWith('mix_') ? { ...event, ownTaskId } : event;
}

/** The memory of this process, of a bounded number of callbacks. */
class RecentNonces {
  #native;

  constructor(capacity) {
    if (capacity !== undefined) check.wholeNumber('capacity', capacity);
    this.#native = new native.NativeNonces(capacity);
    memories.set(this, this.#native);
  }

  get size() {
    return this.#native.size();
  }

  get forgotten() {
    return this.#native.forgotten();
  }
}

/** The binding's side of each memory, out of sight. */
const memories = new WeakMap();

/** A stamp that was verified: to be committed once the event was dealt with, or else released. */
class VerifiedStamp {
  #native;
  #store;

  constructor(handle, store) {
    this.#native = handle;
    this.#store = store;
  }

  get secretIndex() {
    return this.#native.secretIndex();
  }

  get ageS() {
    return this.#native.ageS();
  }

  get key() {
    return this.#native.key();
  }

  get until() {
    return this.#native.until();
  }

  async commit() {
    const memory = memories.get(this.#store);
    if (memory) this.#native.commit(memory);
    else await this.#store?.commit(this.key);
  }

  async release() {
    const memory = memories.get(this.#store);
    if (memory) this.#native.release(memory);
    else await this.#store?.release(this.key);
  }
}

function nonceStore(field, value) {
  const isStore = ['claim', 'commit', 'release'].every((name) => typeof value?.[name] === 'function');
  if (!memories.has(value) && !isStore) {
    throw malformed(field, 'a RecentNonces, or an object with the functions claim, commit and release');
  }
  return value;
}

const OPTIONS = {
  callbackSecret: (field, value) =>
    Array.isArray(value)
      ? value.map((secret, index) => check.text(field, secret, index))
      : [check.text(field, value)],
  windowS: check.wholeNumber,
  store: nonceStore,
};

class CallbackVerifier {
  #native;
  #store;

  constructor(options) {
    const { callbackSecret, windowS, store } = check.pick('options', options, OPTIONS);
    if (callbackSecret === undefined) throw malformed('callbackSecret', 'a string (it is missing)');
    this.#store = store ?? new RecentNonces();
    this.#native = attempt(() => new native.NativeVerifier(callbackSecret, windowS));
  }

  static fromEnv(options = {}) {
    return new this({ callbackSecret: environment.callbackSecret(), ...options });
  }

  /** Signature and age alone: it may be a repeat. */
  check(stamp, now) {
    return new VerifiedStamp(this.#check(asStamp(stamp), now), null);
  }

  async verify(stamp, now) {
    const parts = asStamp(stamp);
    const memory = memories.get(this.#store);
    if (memory) {
      if (now !== undefined) check.time('now', now);
      const handle = attempt(() => this.#native.verify(...parts, now, memory));
      return new VerifiedStamp(handle, this.#store);
    }
    const at = now ?? Math.floor(Date.now() / 1000);
    const handle = this.#check(parts, at);
    const claim = await this.#claim(handle, at);
    attempt(() => this.#native.verifyClaimed(...parts, at, claim));
    return new VerifiedStamp(handle, this.#store);
  }

  async handle(body, deal, options = {}) {
    const { now, ...rest } = check.object('options', options);
    check.callable('deal', deal);
    const callback = readCallback(body, rest);
    const verified = await this.verify(callback.stamp, now);
    let result;
    try {
      result = await deal(callback, verified);
    } catch (error) {
      // The vendor's next try is taken; if even that cannot be said, what went wrong first is the news.
      await verified.release().catch(() => {});
      throw error;
    }
    await verified.commit();
    return result;
  }

  [inspect.custom]() {
    return 'CallbackVerifier { *** }';
  }

  #check(parts, now) {
    if (now !== undefined) check.time('now', now);
    return attempt(() => this.#native.check(...parts, now));
  }

  /** What the program's store answers; what it throws, or answers else, means that it cannot say. */
  async #claim(handle, now) {
    try {
      const answer = await this.#store.claim(handle.key(), now, handle.until());
      return claims.includes(answer) ? answer : 'unavailable';
    } catch {
      return 'unavailable';
    }
  }
}

function asStamp(given) {
  const { timestamp, nonce, signature } = given instanceof CallbackStamp ? given : new CallbackStamp(given);
  return [timestamp, nonce, signature];
}

module.exports = { Callback, CallbackStamp, CallbackVerifier, RecentNonces, VerifiedStamp, readCallback };
