// One call that the program drives over HTTP of its own: ask, do what is said, report, ask again. Its turn comes from
// the rate limits of the client's application, as that of every other call.

'use strict';

const native = require('../native.cjs');
const commands = require('./commands.cjs');
const check = require('./check.cjs');
const drive = require('./drive.cjs');
const { attempt } = require('./errors.cjs');
const { nativeOf } = require('./handles.cjs');

class Call {
  #native;

  constructor(client, command, options = {}) {
    const { nowMs, unixMs, ...rest } = check.object('options', options);
    const picked = check.pick('options', rest, commands.CALL_OPTIONS);
    const at = drive.at({ nowMs, unixMs });
    const submission = commands.submission(commands.anyCommand(command), picked);
    const handle = nativeOf(client, 'client');
    this.#native = attempt(() => new native.NativeCall(handle, submission, at.nowMs, at.unixMs));
  }

  next(at) {
    const { nowMs, unixMs, random } = drive.at(at);
    return drive.toStep(attempt(() => this.#native.next(nowMs, unixMs, random)));
  }

  written(handshakeMs, at) {
    const { nowMs, unixMs } = drive.at(at);
    const handshake = drive.handshake(handshakeMs);
    attempt(() => this.#native.written(nowMs, unixMs, handshake));
  }

  reply(answer, at) {
    const { status, date, body, whole } = drive.answer(answer);
    const { nowMs, unixMs } = drive.at(at);
    attempt(() => this.#native.reply(nowMs, unixMs, status, date, body, whole));
  }

  failed(failure, at) {
    const { kind, reason, detail } = drive.failure(failure);
    const { nowMs, unixMs } = drive.at(at);
    attempt(() => this.#native.failed(nowMs, unixMs, kind, reason, detail));
  }

  cancel(at) {
    const { nowMs, unixMs } = drive.at(at);
    this.#native.cancel(nowMs, unixMs);
  }

  takeEvent() {
    return drive.toEvent(this.#native.takeEvent());
  }

  get number() {
    return this.#native.number();
  }

  get state() {
    return this.#native.state();
  }

  get mayBeApplied() {
    return this.#native.mayBeApplied();
  }

  get tries() {
    return this.#native.tries();
  }

  get deadlineMs() {
    return this.#native.deadlineMs();
  }
}

module.exports = { Call };
