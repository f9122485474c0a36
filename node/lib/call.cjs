// One call that the program drives over HTTP of its own: ask, do what is said, report, ask again.

'use strict';

const native = require('../native.cjs');
const commands = require('./commands.cjs');
const check = require('./check.cjs');
const drive = require('./drive.cjs');
const { attempt, malformed } = require('./errors.cjs');
const limiters = require('./limiter.cjs');
const { nativeOf } = require('./handles.cjs');

class Call {
  #native;
  #limiter;

  constructor(client, command, options = {}) {
    const { limiter, nowMs, unixS, ...rest } = check.object('options', options);
    const picked = check.pick('options', rest, commands.CALL_OPTIONS);
    const { now, unixS: unix } = drive.at({ nowMs, unixS });
    const submission = commands.submission(commands.anyCommand(command), picked);
    const handle = nativeOf(client);
    this.#limiter = chooseLimiter(handle, limiter);
    this.#native = attempt(() => new native.NativeCall(handle, submission, now, unix));
  }

  next(at) {
    const { now, unixS, random } = drive.at(at);
    return drive.toStep(attempt(() => this.#native.next(this.#limiter, now, unixS, random)));
  }

  reply(answer, at) {
    const { status, date, body } = drive.answer(answer);
    const { now, unixS } = drive.at(at);
    attempt(() => this.#native.reply(this.#limiter, now, unixS, status, date, body));
  }

  failed(failure, at) {
    const { kind, reason, detail } = drive.failure(failure);
    const { now, unixS } = drive.at(at);
    attempt(() => this.#native.failed(this.#limiter, now, unixS, kind, reason, detail));
  }

  tooLarge(answer, at) {
    const { status, body } = drive.answer(answer);
    const { now, unixS } = drive.at(at);
    attempt(() => this.#native.tooLarge(this.#limiter, now, unixS, status, body));
  }

  cancel(at) {
    const { now, unixS } = drive.at(at);
    this.#native.cancel(this.#limiter, now, unixS);
  }

  takeEvent() {
    const text = this.#native.takeEvent();
    return text === null ? null : JSON.parse(text);
  }

  get mayBeDelivered() {
    return this.#native.mayBeDelivered();
  }

  get tries() {
    return this.#native.tries();
  }
}

/** The limiter that is given, or the one that all calls of a client share. */
function chooseLimiter(client, limiter) {
  if (limiter === undefined) return client.limiter();
  if (!(limiter instanceof limiters.Limiter)) throw malformed('limiter', 'a Limiter');
  return limiters.nativeOf(limiter);
}

module.exports = { Call, chooseLimiter };
