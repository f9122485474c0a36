// Protects the decisions of calls, limiters and fan-outs: every scripted case in virtual time, and their number.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Call, FanOut, Limiter } from 'zegoapi';
import { offline, vectors } from './support.mjs';

const NEVER_GIVEN = 1_000_000_000;
const camel = (name) => name.replace(/_[a-z]/g, (match) => match[1].toUpperCase());
const camelKeys = (object = {}) =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [camel(name), value]));

function runAll(file, run, count) {
  const cases = vectors(file);
  const wrong = [];
  for (const c of cases) {
    try {
      run(c);
    } catch (error) {
      wrong.push(`${c.name}: ${error.message}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.equal(cases.length, count);
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
  const limits = { ...camelKeys(c.limits) };
  if (c.calls_per_second) limits.callsPerSecond = c.calls_per_second;
  return offline({ limits });
}

/** Times and random bytes of a case: each ask gets random bytes that can be told apart. */
class Clock {
  asks = 0n;

  constructor(unixS) {
    this.unixS = unixS;
  }

  at(step) {
    return { nowMs: step.at, unixS: step.unix_s ?? this.unixS + Math.floor(step.at / 1000) };
  }

  asking(step) {
    this.asks += 1n;
    const random = Buffer.alloc(16);
    random.writeBigUInt64BE(this.asks, 0);
    random.writeBigUInt64LE(BigInt(step.jitter ?? 0), 8);
    return { ...this.at(step), random };
  }

  get nonce() {
    return this.asks.toString(16).padStart(16, '0');
  }
}

function failureOf({ kind, cause }) {
  // Only a try that did not come to an answer can be told; what else it is counts as unknown.
  return kind === 'NotSent' || kind === 'Unknown' ? { kind, reason: cause } : null;
}

function report(step, run) {
  let refused = null;
  try {
    run();
  } catch (error) {
    assert.equal(error.code, 'ZEGO_INVALID_INPUT');
    assert.equal(error.field, 'call');
    refused = error.problem;
  }
  assert.equal(refused, step.refused ?? null);
}

function checkError(got, expected) {
  const { kind, delivery, code, cause, status, field, problem, request_id, fail_users } = expected;
  const wanted = { kind, delivery, apiCode: code, reason: cause, httpStatus: status, field, problem };
  if (kind === 'Api') delete wanted.httpStatus;
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== undefined) assert.equal(got[name], value, name);
  }
  if (request_id !== undefined) assert.equal(got.requestId, request_id);
  if (fail_users !== undefined) assert.deepEqual(pairs(got.failUsers), fail_users);
}

const pairs = (users) => users.map(({ uid, code }) => [uid, code]);

function runCall(c) {
  const client = makeClient(c);
  client.clockOffsetS = c.clock_offset_s ?? 0;
  const limiter = new Limiter(c.calls_per_second ?? 100);
  const clock = new Clock(c.unix_s);
  const command = { roomId: 'room1', fromUserId: 'server', content: 'hi', to: ['u1', 'u2'] };
  const begins = clock.at({ at: c.begins_at ?? 0 });
  const call = new Call(client, command, { ...camelKeys(c.options), limiter, ...begins });
  each(c.steps, (step) => {
    if (step.events) {
      const got = [];
      for (let e = call.takeEvent(); e !== null; e = call.takeEvent()) {
        got.push([e.kind, e.tryNumber, e.code, e.durationMs]);
      }
      assert.deepEqual(got, step.events);
    } else if (step.at === undefined) {
      assert.equal(client.clockOffsetS, step.clock_offset_s);
    } else if (step.ask) {
      ask(step, step.ask);
    } else if (step.reply) {
      report(step, () => call.reply(step.reply, clock.at(step)));
    } else if (step.failed) {
      const failure = failureOf(step.failed);
      const { kind, status } = step.failed;
      if (kind === 'BadReply')
        report(step, () => call.tooLarge({ status: status ?? 0, body: '' }, clock.at(step)));
      else report(step, () => call.failed(failure ?? { kind: 'Unknown', reason: 'Broken' }, clock.at(step)));
    } else if (step.cancel) {
      call.cancel(clock.at(step));
    } else {
      others(step, step.others ?? 0, 'finished');
      others(step, step.others_limited ?? 0, 'refused');
    }
  });

  function others(step, calls, end) {
    const tickets = Array.from({ length: calls }, () => limiter.ask(step.at).ticket);
    assert.ok(!tickets.includes(null), 'another call is to wait');
    for (const ticket of tickets) limiter[end](ticket, step.at);
  }

  function ask(step, expected) {
    const at = clock.asking(step);
    if (expected.refused) {
      assert.throws(() => call.next(at), {
        code: 'ZEGO_INVALID_INPUT',
        field: 'call',
        problem: expected.refused,
      });
      return;
    }
    const got = call.next(at);
    if (expected.wait !== undefined) {
      assert.deepEqual(got, { type: 'wait', untilMs: expected.wait });
    } else if (expected.send) {
      assert.equal(got.type, 'send');
      assert.equal(got.timeoutMs, expected.send.timeout_ms);
      const stamp = { nonce: clock.nonce, timestamp: expected.send.timestamp };
      assert.equal(got.request.url, client.prepare(command, stamp).url);
    } else {
      assert.equal(got.type, 'done');
      const { reply, error } = expected.done;
      if (reply) {
        assert.equal(got.error, null);
        assert.equal(got.reply.requestId, reply.request_id);
        assert.deepEqual(pairs(got.reply.failUsers), reply.fail_users);
      } else {
        assert.equal(got.reply, null);
        checkError(got.error, error);
      }
    }
  }
}

function runLimiter(c) {
  const limiter = new Limiter(c.calls_per_second);
  const tickets = new Map([['never', [NEVER_GIVEN]]]);
  each(c.steps, (step) => {
    if (step.rate !== undefined) {
      assert.equal(limiter.callsPerSecond, step.rate);
    } else if (step.ask === 'go') {
      for (let n = 0; n < (step.times ?? 1); n++) {
        const { ticket } = limiter.ask(step.at);
        assert.notEqual(ticket, null, `to wait at the place ${n}`);
        tickets.set(step.as, [...(tickets.get(step.as) ?? []), ticket]);
        if (step.times !== undefined) tickets.set(`${step.as}${n}`, [ticket]);
      }
    } else if (step.ask) {
      assert.deepEqual(limiter.ask(step.at), { ticket: null, untilMs: step.ask.wait });
    } else {
      for (const [name, end] of Object.entries({
        finished: 'finished',
        not_sent: 'notSent',
        refused: 'refused',
      })) {
        if (step[name] === undefined) continue;
        for (const ticket of tickets.get(step[name])) limiter[end](ticket, step.at);
      }
    }
  });
}

function runFanOut(c) {
  const client = makeClient(c);
  const limiter = new Limiter(c.calls_per_second ?? 100);
  const clock = new Clock(c.unix_s);
  const named = Array.isArray(c.users);
  const to = named ? c.users : Array.from({ length: c.users.count }, (_, n) => `u${n + 1}`);
  const message = { roomId: 'room1', fromUserId: 'server', content: c.content ?? 'hi' };
  const options = { ...camelKeys(c.options.call), limiter };
  if (c.options.concurrency !== undefined) options.concurrency = c.options.concurrency;
  const make = () => new FanOut(client, { ...message, to }, options);
  if (c.error) {
    assert.throws(make, (error) => {
      const { field, problem, index = null } = c.error;
      assert.deepEqual([error.field, error.problem, error.index], [camel(field), problem, index]);
      if (c.error.limit !== undefined) assert.equal(error.limit, c.error.limit);
      if (c.error.size !== undefined) assert.equal(error.size, c.error.size);
      return true;
    });
    return;
  }
  const fanOut = make();
  const outcomes = (users) =>
    users.map(({ userId, outcome, code }) => [userId, outcome === 'notTried' ? 'not_tried' : outcome, code]);
  each(c.steps, (step) => {
    if (step.progress) assert.deepEqual(fanOut.progress, camelKeys(step.progress));
    else if (step.settled) assert.deepEqual(outcomes(fanOut.takeSettled() ?? []), step.settled);
    else if (step.report) checkReport(step);
    else if (step.ask) ask(step, step.ask);
    else if (step.reply) {
      const { call, ...answer } = step.reply;
      report(step, () => fanOut.reply(call, answer, clock.at(step)));
    } else if (step.failed) {
      const { call, kind, status } = step.failed;
      const at = clock.at(step);
      if (kind === 'BadReply')
        report(step, () => fanOut.tooLarge(call, { status: status ?? 0, body: '' }, at));
      else
        report(step, () =>
          fanOut.failed(call, failureOf(step.failed) ?? { kind: 'Unknown', reason: 'Broken' }, at),
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
      const { call, users, timestamp, timeout_ms } = expected.send;
      assert.deepEqual([got.type, got.call, got.timeoutMs], ['send', call, timeout_ms]);
      const signed = client.prepare({ ...message, to: users }, { nonce: clock.nonce, timestamp });
      assert.equal(got.request.url, signed.url);
    }
  }
}

test('calls go as scripted', () => runAll('calls.json', runCall, 214));
test('limiters go as scripted', () => runAll('limiter.json', runLimiter, 44));
test('fan-outs go as scripted', () => runAll('fanout.json', runFanOut, 79));
