// One message to many users, driven by the program over HTTP of its own: ask, do what is said, report each
// request once, in any order, and ask again.

'use strict';

const native = require('../native.cjs');
const commands = require('./commands.cjs');
const check = require('./check.cjs');
const drive = require('./drive.cjs');
const { attempt } = require('./errors.cjs');
const { nativeOf } = require('./handles.cjs');
const { Report, toUser } = require('./report.cjs');

const { signal: _, ...OPTIONS } = commands.FAN_OUT_OPTIONS;

class FanOut {
  #native;

  constructor(client, command, options = {}) {
    const input = commands.fanOut(command, check.pick('options', options, OPTIONS));
    const handle = nativeOf(client, 'client');
    this.#native = attempt(() => new native.NativeFanOut(handle, input));
  }

  next(at) {
    const { nowMs, unixMs, random } = drive.at(at);
    return drive.toStep(attempt(() => this.#native.next(nowMs, unixMs, random)));
  }

  written(call, handshakeMs, at) {
    const { nowMs, unixMs } = drive.at(at);
    const handshake = drive.handshake(handshakeMs);
    check.wholeNumber('call', call);
    attempt(() => this.#native.written(call, nowMs, unixMs, handshake));
  }

  reply(call, answer, at) {
    const { status, date, body, whole } = drive.answer(answer);
    const { nowMs, unixMs } = drive.at(at);
    check.wholeNumber('call', call);
    attempt(() => this.#native.reply(call, nowMs, unixMs, status, date, body, whole));
  }

  failed(call, failure, at) {
    const { kind, reason, detail } = drive.failure(failure);
    const { nowMs, unixMs } = drive.at(at);
    check.wholeNumber('call', call);
    attempt(() => this.#native.failed(call, nowMs, unixMs, kind, reason, detail));
  }

  stop(at) {
    const { nowMs, unixMs } = drive.at(at);
    this.#native.stop(nowMs, unixMs);
  }

  get mostCallsAtOnce() {
    return this.#native.mostCallsAtOnce();
  }

  get progress() {
    return JSON.parse(this.#native.progress());
  }

  get state() {
    return this.#native.state();
  }

  get digest() {
    return this.#native.digest();
  }

  begun() {
    return JSON.parse(this.#native.begun() ?? 'null');
  }

  takeSettled() {
    const text = this.#native.takeSettled();
    return text === null ? null : JSON.parse(text).map(toUser);
  }

  takeEvent() {
    return drive.toEvent(this.#native.takeEvent());
  }

  report() {
    return new Report(JSON.parse(this.#native.report()));
  }
}

module.exports = { FanOut };
