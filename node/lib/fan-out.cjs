// One message to many users, driven by the program over HTTP of its own: ask, do what is said, report each
// request once, in any order, and ask again.

'use strict';

const native = require('../native.cjs');
const commands = require('./commands.cjs');
const { chooseLimiter } = require('./call.cjs');
const check = require('./check.cjs');
const drive = require('./drive.cjs');
const { attempt } = require('./errors.cjs');
const { nativeOf } = require('./handles.cjs');
const { Report, toUser } = require('./report.cjs');

const { signal: _, ...OPTIONS } = commands.FAN_OUT_OPTIONS;

class FanOut {
  #native;
  #limiter;

  constructor(client, command, options = {}) {
    const { limiter, ...rest } = check.object('options', options);
    const input = commands.fanOut(command, check.pick('options', rest, OPTIONS));
    const handle = nativeOf(client);
    this.#limiter = chooseLimiter(handle, limiter);
    this.#native = attempt(() => new native.NativeFanOut(handle, input));
  }

  next(at) {
    const { now, unixS, random } = drive.at(at);
    return drive.toStep(attempt(() => this.#native.next(this.#limiter, now, unixS, random)));
  }

  reply(call, answer, at) {
    const { status, date, body } = drive.answer(answer);
    const { now, unixS } = drive.at(at);
    check.u32('call', call);
    attempt(() => this.#native.reply(call, this.#limiter, now, unixS, status, date, body));
  }

  failed(call, failure, at) {
    const { kind, reason, detail } = drive.failure(failure);
    const { now, unixS } = drive.at(at);
    check.u32('call', call);
    attempt(() => this.#native.failed(call, this.#limiter, now, unixS, kind, reason, detail));
  }

  tooLarge(call, answer, at) {
    const { status, body } = drive.answer(answer);
    const { now, unixS } = drive.at(at);
    check.u32('call', call);
    attempt(() => this.#native.tooLarge(call, this.#limiter, now, unixS, status, body));
  }

  stop(at) {
    const { now, unixS } = drive.at(at);
    this.#native.stop(this.#limiter, now, unixS);
  }

  get mostCallsAtOnce() {
    return this.#native.mostCallsAtOnce();
  }

  get progress() {
    return JSON.parse(this.#native.progress());
  }

  takeSettled() {
    const text = this.#native.takeSettled();
    return text === null ? null : JSON.parse(text).map(toUser);
  }

  takeEvent() {
    const text = this.#native.takeEvent();
    return text === null ? null : JSON.parse(text);
  }

  report() {
    return new Report(JSON.parse(this.#native.report()));
  }
}

module.exports = { FanOut };
