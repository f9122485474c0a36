// Protects the rate limits as a server sees them: several processes in virtual time, whole, and what the server counted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Call } from 'zegoapi';
import { Randomness, commandOf, offline, optionsOf, vectors } from './support.mjs';

const BEGIN_UNIX_MS = 1_615_186_943_000;

/** Events by time; those of one time in the order in which they were put there. A heap, for there are many. */
class Queue {
  #heap = [];
  #count = 0;

  put(at, run) {
    const heap = this.#heap;
    heap.push({ at, order: this.#count++, run });
    for (let child = heap.length - 1; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!before(heap[child], heap[parent])) break;
      [heap[child], heap[parent]] = [heap[parent], heap[child]];
      child = parent;
    }
  }

  take() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0) {
      heap[0] = last;
      for (let parent = 0; ;) {
        let least = parent;
        for (const child of [2 * parent + 1, 2 * parent + 2]) {
          if (child < heap.length && before(heap[child], heap[least])) least = child;
        }
        if (least === parent) break;
        [heap[parent], heap[least]] = [heap[least], heap[parent]];
        parent = least;
      }
    }
    return first;
  }
}

const before = (a, b) => a.at < b.at || (a.at === b.at && a.order < b.order);

/** The server: which requests of an action, and of a room, were let through, and when they arrived. */
class Server {
  arrived = new Map();
  refused = new Map();

  constructor(quotas) {
    this.quotas = quotas;
  }

  decide(action, room, now) {
    const quota = this.quotas[action];
    const counted = [[quota, this.#of(action)]];
    if (quota.room) counted.unshift([quota.room, this.#of(`${action}/${room}`)]);
    for (const [{ calls, window_ms, code }, times] of counted) {
      if (times.filter((at) => at > now - window_ms).length >= calls) {
        this.refused.set(action, (this.refused.get(action) ?? 0) + 1);
        return code;
      }
    }
    for (const [, times] of counted) times.push(now);
    return 0;
  }

  #of(key) {
    if (!this.arrived.has(key)) this.arrived.set(key, []);
    return this.arrived.get(key);
  }
}

function simulate(c) {
  const queue = new Queue();
  const server = new Server(c.server);
  const random = new Randomness();
  const clients = Array.from({ length: c.processes }, () => offline());
  const sent = clients.map(() => 0);
  const calls = [];
  const at = (now) => ({ nowMs: now, unixMs: BEGIN_UNIX_MS + now });

  function begin(process, { action, room }, now) {
    const command = commandOf({ action });
    const call = new Call(clients[process], command, { ...optionsOf(c.options), ...at(now) });
    const name = action?.name ?? 'SendCustomCommand';
    const record = { call, process, action: name, room, begunMs: now, sentMs: null, ended: null, tries: 0 };
    calls.push(record);
    ask(record, now);
  }

  function ask(record, now) {
    const k = random.asks + 1;
    const step = record.call.next({ ...at(now), random: random.next(k * 7919) });
    if (step.type === 'wait') {
      queue.put(step.untilMs, (then) => ask(record, then));
    } else if (step.type === 'done') {
      record.endedMs = now;
      record.ended = endOf(step);
    } else {
      send(record, step.timeoutMs, now);
    }
  }

  function send(record, timeoutMs, now) {
    record.sentMs ??= now;
    const tried = ++record.tries;
    sent[record.process] += 1;
    const isCold = c.cold !== undefined && sent[record.process] <= c.cold.requests;
    const written = now + (isCold ? c.cold.ms : 0);
    let code = null;
    let isOut = true;
    if (c.handshake_ms !== 'not_told') {
      queue.put(written, (then) => {
        if (isOut && record.tries === tried) record.call.written(c.handshake_ms, at(then));
      });
    }
    queue.put(written + c.way_ms, (then) => {
      code = server.decide(record.action, record.room, then);
    });
    const answered = written + c.way_ms + c.answer_ms;
    if (answered <= now + timeoutMs) {
      queue.put(answered, (then) => {
        isOut = false;
        const body = `{"Code":${code},"Message":"m","RequestId":"3"}`;
        record.call.reply({ status: 200, body }, at(then));
        ask(record, then);
      });
    } else {
      queue.put(now + timeoutMs, (then) => {
        isOut = false;
        record.call.failed({ kind: 'Unknown', reason: 'timeout' }, at(then));
        ask(record, then);
      });
    }
  }

  for (let process = 0; process < c.processes; process++) {
    for (const demand of c.demand) {
      for (let k = 0; ; k++) {
        const when = demand.from_ms + process + Math.floor((k * 1000) / demand.per_second);
        if (when >= demand.to_ms + process) break;
        queue.put(when, (now) => begin(process, demand, now));
      }
    }
  }
  for (let event = queue.take(); event !== undefined; event = queue.take()) event.run(event.at);
  return { calls, server };
}

function endOf({ error }) {
  if (error === null) return 'accepted';
  return error.kind === 'Api' ? `Api ${error.apiCode}` : `${error.kind} ${error.reason}`;
}

function check(
  { calls, ends, accepted, refused_at_most, not_before_deadline_ms, longest_ms, in_order },
  seen,
) {
  if (calls !== undefined) assert.equal(seen.calls.length, calls);
  if (ends !== undefined) {
    for (const { ended } of seen.calls) assert.ok(ends.includes(ended), `${ended}`);
  }
  for (const { action, from_ms, to_ms, least = 0, most = Infinity } of accepted ?? []) {
    const times = seen.server.arrived.get(action) ?? [];
    const count = times.filter((time) => time >= from_ms && time < to_ms).length;
    assert.ok(count >= least && count <= most, `${action}: ${count} from ${from_ms} to ${to_ms}`);
  }
  for (const [action, most] of Object.entries(refused_at_most ?? {})) {
    const refused = seen.server.refused.get(action) ?? 0;
    assert.ok(refused <= most, `${action}: ${refused} refused`);
  }
  if (not_before_deadline_ms !== undefined) {
    for (const { call, ended, endedMs } of seen.calls) {
      const early = call.deadlineMs - endedMs;
      assert.ok(ended === 'accepted' || early <= not_before_deadline_ms, `${ended}, ${early} ms early`);
    }
  }
  for (const [action, most] of Object.entries(longest_ms ?? {})) {
    const took = seen.calls.filter((c) => c.action === action).map((c) => c.endedMs - c.begunMs);
    assert.ok(Math.max(...took) <= most, `${action}: ${Math.max(...took)} ms`);
  }
  if (in_order) {
    const last = new Map();
    for (const { process, action, sentMs } of seen.calls) {
      if (sentMs === null) continue;
      const key = `${process}/${action}`;
      assert.ok(sentMs >= (last.get(key) ?? 0), `${key} at ${sentMs}`);
      last.set(key, sentMs);
    }
  }
}

const KNOWN = [
  'calls',
  'ends',
  'accepted',
  'refused_at_most',
  'not_before_deadline_ms',
  'longest_ms',
  'in_order',
];

test('traffic goes as the server allows', () => {
  const cases = vectors('traffic.json');
  const wrong = [];
  for (const c of cases) {
    try {
      for (const name of Object.keys(c.expected)) assert.ok(KNOWN.includes(name), name);
      check(c.expected, simulate(c));
    } catch (error) {
      wrong.push(`${c.name}: ${error.message}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.equal(cases.length, 15);
});
