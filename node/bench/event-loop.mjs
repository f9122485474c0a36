// What a send costs the event loop: 200 sends under way at any time against a server that takes 200 ms, by this
// package, node:http, fetch and axios. The others get URLs that were signed beforehand, and do not read the reply.

import { readFileSync } from 'node:fs';
import http from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import axios from 'axios';
import { Client } from 'zegoapi';
import { simulator } from 'zegoapi/testing';

const UNDER_WAY = 200;
const ANSWER_MS = 200;
const SENDS = Number(process.env.SENDS ?? 2000);
const COMMAND = {
  roomId: 'room1',
  fromUserId: 'server',
  content: '{"gift":"rose","count":3}',
  to: ['u1', 'u2', 'u3'],
};

const sim = await simulator({ rooms: { room1: ['u1', 'u2', 'u3'] } });
await sim.limits({ callsPerSecond: 1_000_000 });
await sim.settings({ answerDelayMs: ANSWER_MS });
const options = {
  ...sim.clientOptions(),
  callsPerSecond: { SendCustomCommand: 1_000_000 },
  threads: UNDER_WAY,
  maxIdleConnections: UNDER_WAY,
};
const client = new Client(options);
const agent = new http.Agent({ keepAlive: true, maxSockets: UNDER_WAY });

function overHttp(url) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
        answer.on('error', reject);
      })
      .on('error', reject);
  });
}

const withFetch = new Client({ ...sim.clientOptions(), callsPerSecond: options.callsPerSecond, fetch });

const WAYS = {
  zegoapi: () => client.sendCustomCommand(COMMAND),
  'node:http': overHttp,
  fetch: async (url) => (await fetch(url)).text(),
  axios: (url) => axios.get(url, { httpAgent: agent, responseType: 'text' }),
  'zegoapi over fetch': () => withFetch.sendCustomCommand(COMMAND),
};

/** Microseconds that the main thread was on a CPU; other threads do not count. */
function mainThreadUs() {
  if (process.threadCpuUsage) {
    const { user, system } = process.threadCpuUsage();
    return user + system;
  }
  return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1000;
}

async function sendAll(send, urls) {
  let next = 0;
  const one = async (_, n) => {
    // Spread out, as sends of many users are, and not all answered in the same instant.
    await new Promise((resolve) => setTimeout(resolve, (n * ANSWER_MS) / UNDER_WAY));
    while (next < urls.length) await send(urls[next++]);
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, one));
}

/** CPU and delay in a run each, for watching the delay costs CPU too. */
async function measure(send) {
  const urls = Array.from({ length: SENDS }, () => client.prepare(COMMAND).url);
  await sendAll(send, urls.slice(0, UNDER_WAY * 2));
  const threads = process.cpuUsage();
  const before = mainThreadUs();
  await sendAll(send, urls);
  const mainThread = mainThreadUs() - before;
  const { user, system } = process.cpuUsage(threads);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await sendAll(send, urls);
  delay.disable();
  return {
    'largest delay, ms': (delay.max / 1e6).toFixed(1),
    'p99 delay, ms': (delay.percentile(99) / 1e6).toFixed(1),
    'main thread, us a send': (mainThread / SENDS).toFixed(0),
    'all threads, us a send': ((user + system) / SENDS).toFixed(0),
  };
}

console.log(`${SENDS} sends, ${UNDER_WAY} under way, ${ANSWER_MS} ms each, Node ${process.version}`);
const results = {};
for (const [way, send] of Object.entries(WAYS)) results[way] = await measure(send);
console.table(results);
agent.destroy();
await sim.stop();
process.exit();
