// A user's own test of the route: the vendor's side comes from zegoapi/testing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { simulator } from 'zegoapi/testing';
import type { Simulator } from 'zegoapi/testing';
import { build } from './route.mjs';

let sim: Simulator;
before(async () => {
  sim = await simulator({ rooms: { den: ['ann', 'ben'] } });
});
after(() => sim.stop());

test('a gift arrives once, and a time-out is told as such', async () => {
  const app = build(sim.clientOptions());
  const give = () =>
    app.inject({
      method: 'POST',
      url: '/rooms/den/gifts',
      payload: { from: 'shop', to: ['ann', 'zoe'], gift: 'rose' },
    });
  const given = await give();
  assert.deepEqual([given.statusCode, given.json().missed], [200, ['zoe']]);
  assert.equal((await sim.messages('den', 'ann')).length, 1);
  assert.equal((await sim.messages('den', 'ben')).length, 0);

  await sim.failNext('reset', { when: 'after' });
  const unknown = await give();
  assert.deepEqual([unknown.statusCode, unknown.json().applied], [504, 'unknown']);
  await app.close();
});
