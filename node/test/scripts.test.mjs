// Protects the decisions of calls, limiters and fan-outs: every scripted case in virtual time, and their number.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Call, FanOut, Limiter } from 'zegoapi';
import { Randomness, camel, camelKeys, commandOf, fieldOf, offline, optionsOf, vectors } from './support.mjs';

const NEVER = 1_000_000_000;
const FOREVER = 1_000_000_000_000;
const ACCEPTED = '{"Code":0,"Message":"success","RequestId":"3"}';
const TOO_MANY = '{"Code":206,"Message":"too many","RequestId":"3"}';

function runAll(cases, run, count) {
  const wrong = [];
  // An error that cannot come of a try cannot be told here.
  const tellable = cases.filter(({ steps = [] }) => !steps.some((s) => s.failed?.kind === 'InvalidInput'));
  for (const c of tellable) {
    try {
      run(c);
    } catch (error) {
      wrong.push(`${c.name}: ${error.message}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual({ all: cases.length, leftOut: cases.length - tellable.length }, count);
}

/** Runs the steps in order, and says which one a mismatch was at. */
function each(steps, run) {
  steps.forEach((step, at) => {
    try {
      run(step);
    } catch (error) {
      throw new Error(`step ${at + 1} ${JSON.stringify(step)}: ${error.message}`);
    }
  });
}

function makeClient(c) {
  const options = { limits: camelKeys(c.limits) };
  if (c.calls_per_second) options.callsPerSecond = { SendCustomCommand: c.calls_per_second };
  if (typeof c.is_test === 'boolean') options.isTest = c.is_test;
  return offline(options);
}

/** Times and random bytes of a case. */
class Clock {
  #random = new Randomness();

  constructor(unixS) {
    this.unixMs = unixS * 1000;
  }

  at(step) {
    const unixMs = step.unix_s === undefined ? this.unixMs + step.at : step.unix_s * 1000;
    return { nowMs: step.at, unixMs };
  }

  asking(step) {
    return { ...this.at(step), random: this.#random.next(step.jitter) };
  }

  get nonce() {
    return this.#random.nonce;
  }
}

/** Reports, and sees to it that it is refused as out of order, or not. */
function report(step, run) {
  let refused = null;
  try {
    run();
  } catch (error) {
    assert.equal(error.code, 'ZEGO_INVALID_INPUT', error.message);
    assert.equal(error.field, 'call');
    refused = error.problem;
  }
  assert.equal(refused, step.refused ?? null);
}

/** How a driver of this language tells what is written as an error in the scripts. */
function tellFailure({ kind, cause, status = 0 }, { reply, failed }) {
  if (kind === 'BadReply') reply({ status, body: '', whole: false });
  else failed({ kind, reason: cause });
}

const answerOf = ({ status, date, body, cut_off = false }) => ({ status, date, body, whole: !cut_off });
const pairs = (users) => users.map(({ uid, code }) => [uid, code]);

function checkError(got, expected) {
  const { kind, applied, code, cause, status, field, problem, detail, request_id, fail_users } = expected;
  const wanted = { kind, applied, apiCode: code, reason: cause, problem, detail, requestId: request_id };
  if (field !== undefined) wanted.field = fieldOf(field);
  if (kind === 'BadReply') wanted.httpStatus = status;
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) assert.equal(got[name], value, name);
  }
  if (fail_users !== undefined) assert.deepEqual(pairs(got.failUsers), fail_users);
}

function checkReply(got, { request_id, fail_users, code, data }) {
  assert.equal(got.requestId, request_id);
  if (fail_users !== undefined) assert.deepEqual(pairs(got.failUsers), fail_users);
  if (code !== undefined) assert.deepEqual([got.code, got.dataJson], [code, data ?? null]);
}

/** A request of the message is that of `prepare`; one of an action is written out. */
function checkRequest(request, { client, command, nonce, expected }) {
  const { timestamp, query, body = null } = expected;
  if (command.action === undefined) {
    assert.equal(request.url, client.prepare(command, { nonce, timestamp }).url);
    return;
  }
  const start = `https://rtc-api.zego.im/?Action=${command.action}&AppId=12345&SignatureNonce=${nonce}&Timestamp=${timestamp}&Signature=`;
  assert.ok(request.url.startsWith(start), request.url);
  assert.match(request.url.slice(start.length, start.length + 32), /^[0-9a-f]{32}$/);
  assert.equal(request.url.slice(start.length + 32), `&SignatureVersion=2.0${query ?? ''}`);
  assert.equal(request.body, body);
}

/** Everything that happened since the last time. */
function events(source, of) {
  const got = [];
  for (let event = source.takeEvent(); event !== null; event = source.takeEvent()) got.push(of(event));
  return got;
}

const eventOf = (e) => [e.kind, e.tryNumber, e.outcome, e.code, e.durationMs];

function runCall(c) {
  const client = makeClient(c);
  client.app.clockOffsetS = c.clock_offset_s ?? 0;
  const clock = new Clock(c.unix_s);
  const command = commandOf(c);
  const begins = clock.at({ at: c.begins_at ?? 0 });
  const call = new Call(client, command, { ...optionsOf(c.options), ...begins });
  each(c.steps, (step) => {
    if (step.events) {
      assert.deepEqual(events(call, eventOf), step.events);
    } else if (step.event) {
      const none = { outcome: null, code: null, httpStatus: null, requestId: null };
      assert.deepEqual(call.takeEvent(), { ...none, ...camelKeys(step.event) });
    } else if (step.at === undefined) {
      assert.equal(client.app.clockOffsetS, step.clock_offset_s);
    } else if (step.ask) {
      ask(step, step.ask);
    } else if (step.written) {
      report(step, () => call.written(step.written.handshake_ms, clock.at(step)));
    } else if (step.reply) {
      report(step, () => call.reply(answerOf(step.reply), clock.at(step)));
    } else if (step.failed) {
      report(step, () =>
        tellFailure(step.failed, {
          reply: (answer) => call.reply(answer, clock.at(step)),
          failed: (failure) => call.failed(failure, clock.at(step)),
        }),
      );
    } else if (step.cancel) {
      call.cancel(clock.at(step));
    } else {
      const { others = 0, others_limited: limited = 0, others_wait: wait = 0 } = step;
      assert.ok(others + limited + wait > 0, 'a step that is known');
      answerOthers(step, others, ACCEPTED);
      answerOthers(step, limited, TOO_MANY);
      for (const { next } of makeOthers(step, wait)) {
        assert.deepEqual([next.type, next.error.kind, next.error.reason], ['done', 'NotSent', 'rate_limit']);
      }
    }
  });

  /** Other calls of the application, each asked once. */
  function makeOthers(step, count) {
    const at = clock.at(step);
    const command = commandOf({ action: step.action });
    const calls = Array.from({ length: count }, () => new Call(client, command, { failFast: true, ...at }));
    return calls.map((call) => ({ call, next: call.next({ ...at, random: Buffer.alloc(16) }) }));
  }

  function answerOthers(step, count, body) {
    const others = makeOthers(step, count);
    for (const { next } of others) assert.equal(next.type, 'send');
    for (const { call } of others) call.reply({ status: 200, body }, clock.at(step));
  }

  function ask(step, expected) {
    const at = clock.asking(step);
    if (expected.refused) {
      report({ refused: expected.refused }, () => call.next(at));
      return;
    }
    const got = call.next(at);
    if (expected.wait !== undefined) {
      assert.deepEqual(got, { type: 'wait', untilMs: expected.wait });
    } else if (expected.send) {
      assert.equal(got.type, 'send');
      assert.equal(got.timeoutMs, expected.send.timeout_ms);
      checkRequest(got.request, { client, command, nonce: clock.nonce, expected: expected.send });
    } else {
      const { reply, error } = expected.done;
      assert.deepEqual([got.type, got.reply === null, got.error === null], ['done', !reply, !error]);
      if (reply) checkReply(got.reply, reply);
      else checkError(got.error, error);
    }
  }
}

function runLimiter(c) {
  const limiter = new Limiter(c.quota.calls, c.quota.window_ms);
  const named = new Map([['never', [NEVER]]]);
  const one = (name) => named.get(name)[0];
  each(c.steps, (step) => {
    const { at, ask, turn, by = FOREVER, times } = step;
    if (step.allowed !== undefined) {
      assert.equal(limiter.allowed, step.allowed);
    } else if (step.waiting !== undefined) {
      assert.equal(limiter.waiting, step.waiting);
    } else if (step.leave !== undefined) {
      limiter.leave(one(step.leave));
    } else if (step.written !== undefined) {
      for (const ticket of named.get(step.written)) limiter.written(ticket, step.handshake_ms, at);
    } else if (ask === 'go') {
      for (let n = 0; n < (times ?? 1); n++) {
        const { ticket } = limiter.ask(by, turn === undefined ? null : one(turn), at);
        assert.notEqual(ticket, null, `to wait at the place ${n}`);
        if (turn !== undefined) assert.equal(ticket, one(turn));
        if (step.as === undefined) continue;
        named.set(step.as, times === undefined ? [ticket] : [...(n > 0 ? named.get(step.as) : []), ticket]);
        if (times !== undefined) named.set(`${step.as}${n}`, [ticket]);
      }
    } else if (ask !== undefined) {
      const got = limiter.ask(by, turn === undefined ? null : one(turn), at);
      assert.deepEqual([got.ticket, got.untilMs], [null, ask.wait]);
      if (turn !== undefined) assert.equal(got.turn, one(turn));
      if (step.as !== undefined) named.set(step.as, [got.turn]);
    } else {
      const [name, end] = ['finished', 'not_sent', 'refused']
        .filter((name) => step[name] !== undefined)
        .map((name) => [step[name], camel(name)])[0];
      for (const ticket of named.get(name)) limiter[end](ticket, at);
    }
  });
}

function runFanOut(c) {
  const client = makeClient(c);
  client.app.clockOffsetS = c.clock_offset_s ?? 0;
  const clock = new Clock(c.unix_s);
  const to = Array.isArray(c.users) ? c.users : Array.from({ length: c.users.count }, (_, n) => `u${n + 1}`);
  const message = { roomId: 'room1', fromUserId: 'server', content: c.content ?? 'hi' };
  const options = optionsOf(c.options.call);
  if (c.options.concurrency !== undefined) options.concurrency = c.options.concurrency;
  const make = () => new FanOut(client, { ...message, to }, options);
  if (c.error) {
    assert.throws(make, (error) => {
      const { field, problem, index = null } = c.error;
      assert.deepEqual([error.field, error.problem, error.index], [fieldOf(field), problem, index]);
      if (c.error.limit !== undefined) assert.equal(error.limit, c.error.limit);
      if (c.error.size !== undefined) assert.equal(error.size, c.error.size);
      return true;
    });
    return;
  }
  const fanOut = make();
  const outcomes = (users) => users.map(({ userId, outcome, code }) => [userId, outcome, code]);
  each(c.steps, (step) => {
    if (step.progress) assert.deepEqual(fanOut.progress, camelKeys(step.progress));
    else if (step.settled) assert.deepEqual(outcomes(fanOut.takeSettled() ?? []), step.settled);
    else if (step.events)
      assert.deepEqual(
        events(fanOut, (e) => [e.call, ...eventOf(e)]),
        step.events,
      );
    else if (step.report) checkReport(step);
    else if (step.ask) ask(step, step.ask);
    else if (step.written) {
      const { call, handshake_ms } = step.written;
      report(step, () => fanOut.written(call, handshake_ms, clock.at(step)));
    } else if (step.reply) {
      report(step, () => fanOut.reply(step.reply.call, answerOf(step.reply), clock.at(step)));
    } else if (step.failed) {
      const { call } = step.failed;
      report(step, () =>
        tellFailure(step.failed, {
          reply: (answer) => fanOut.reply(call, answer, clock.at(step)),
          failed: (failure) => fanOut.failed(call, failure, clock.at(step)),
        }),
      );
    } else {
      assert.equal(step.stop, true);
      fanOut.stop(clock.at(step));
    }
  });

  function checkReport(step) {
    const got = fanOut.report();
    assert.deepEqual(outcomes(got.users), step.report);
    assert.equal(got.repeated, step.repeated ?? 0);
    if (step.stopped_by) checkError(got.stoppedBy, step.stopped_by);
    else assert.equal(got.stoppedBy, null);
    if (step.remaining) assert.deepEqual(got.remaining(), step.remaining);
    if (step.remaining_with_duplicates) {
      assert.deepEqual(got.remaining({ duplicatesOk: true }), step.remaining_with_duplicates);
    }
  }

  function ask(step, expected) {
    const got = fanOut.next(clock.asking(step));
    if (expected === 'done') {
      assert.deepEqual(got, { type: 'done' });
    } else if (expected.wait) {
      assert.deepEqual(got, { type: 'wait', untilMs: expected.wait.until });
    } else {
      const { call, users, timeout_ms } = expected.send;
      assert.deepEqual([got.type, got.call, got.timeoutMs], ['send', call, timeout_ms]);
      const command = { ...message, to: users };
      checkRequest(got.request, { client, command, nonce: clock.nonce, expected: expected.send });
    }
  }
}

test('calls go as scripted', () => {
  const themes = readdirSync(path.join(process.env.ZEGOAPI_VECTORS, 'calls'));
  const cases = themes.flatMap((file) => vectors(path.join('calls', file)));
  runAll(cases, runCall, { all: 338, leftOut: 1 });
});
test('limiters go as scripted', () => runAll(vectors('limiter.json'), runLimiter, { all: 71, leftOut: 0 }));
test('fan-outs go as scripted', () => runAll(vectors('fanout.json'), runFanOut, { all: 108, leftOut: 0 }));
