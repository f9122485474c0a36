// A client of the default options under steady load at a slow server: 50 sends a second, each answered after a second, for
// 40 seconds (or as many as the argument says). From the half of the time on, no outcome may be unknown, and at least 95 %
// must be accepted: else it ends with the code 1.

import { Client } from 'zegoapi';
import { simulator } from 'zegoapi/testing';

const SECONDS = Number(process.argv[2] ?? 40);
const A_SECOND = 50;
const ANSWER_MS = 1000;

const sim = await simulator({ rooms: { room1: ['u1'] } });
await sim.settings({ answerDelayMs: ANSWER_MS });
const client = new Client(sim.clientOptions());
const command = { roomId: 'room1', fromUserId: 'server', content: 'hi', to: ['u1'] };

/** Sends once, and says what became of it and how long that took. */
async function send() {
  const began = performance.now();
  const outcome = await client.sendCustomCommand(command).then(
    () => 'accepted',
    (error) => `${error.kind} ${error.reason ?? error.apiCode ?? ''}`.trim(),
  );
  return { outcome, tookMs: performance.now() - began };
}

const begin = performance.now();
const sends = [];
for (let n = 0; n < SECONDS * A_SECOND; n++) {
  const due = begin + (n * 1000) / A_SECOND;
  const left = due - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  sends.push(send());
}
const done = await Promise.all(sends);

const second = done.slice(done.length / 2);
const counts = {};
for (const { outcome } of second) counts[outcome] = (counts[outcome] ?? 0) + 1;
const took = second.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
const { peakConcurrentRequests, connectionsAccepted } = await sim.counters();
const figures = {
  sends: done.length,
  secondHalf: counts,
  acceptedPercent: (100 * (counts.accepted ?? 0)) / second.length,
  unknown: second.filter(({ outcome }) => outcome.startsWith('Unknown')).length,
  medianMs: Math.round(took[took.length >> 1]),
  longestMs: Math.round(took.at(-1)),
  peakConcurrentRequests,
  connectionsAccepted,
};
console.log(JSON.stringify(figures, null, 2));
await sim.stop();
process.exitCode = figures.unknown === 0 && figures.acceptedPercent >= 95 ? 0 : 1;
