// A user's own test of the receiver: the vendor's signature comes from zegoapi/testing.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { signedCallback } from 'zegoapi/testing';
import { build } from './callbacks.mjs';

const callbackSecret = 'made-up';
const login = { event: 'room_login', appid: 12345, room_id: 'den', user_account: 'ann' };

test('a login is seen once, and a forged one is not', async () => {
  const rooms = new Map<string, Set<string>>();
  const server = build({ callbackSecret }, rooms).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const post = async (body: string): Promise<number> => {
    const answer = await fetch(`http://127.0.0.1:${port}/zego`, { method: 'POST', body });
    return answer.status;
  };
  try {
    const body = signedCallback(callbackSecret, login);
    assert.equal(await post(body), 200);
    assert.deepEqual(rooms, new Map([['den', new Set(['ann'])]]));
    rooms.clear();
    assert.equal(await post(body), 200, 'the vendor need not send it again');
    assert.equal(await post(signedCallback('another', login)), 401);
    assert.equal(await post('no callback'), 400);
    assert.equal(rooms.size, 0);
  } finally {
    server.close();
  }
});
