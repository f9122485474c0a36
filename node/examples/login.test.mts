// A user's own test of tokens and callbacks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'zegoapi';
import { signedCallback } from 'zegoapi/testing';
import { build } from './login.mjs';

const app = new App({ appId: 12345, serverSecret: '9193cc662a4c0ec135ec71fb57194b38' });
const callbackSecret = 'made-up';

test('a host may publish, and a guest may not', async () => {
  const server = build({ app, callbackSecret, isHost: (user) => user === 'ann', closed: async () => {} });
  for (const [userId, publish] of [
    ['ann', true],
    ['ben', false],
  ] as const) {
    const answer = await server.inject({ url: `/rooms/den/token?userId=${userId}` });
    const contents = app.openToken(answer.json().token);
    assert.deepEqual([contents.userId, contents.validity()], [userId, 'valid']);
    assert.deepEqual(contents.privileges, { roomId: 'den', login: true, publish, streamIdList: null });
  }
  await server.close();
});

test('a callback that could not be dealt with is taken when it comes again', async () => {
  const closed: string[] = [];
  let isUp = false;
  const server = build({
    app,
    callbackSecret,
    isHost: () => false,
    closed: async (roomId) => {
      if (!isUp) throw new Error('no database');
      closed.push(roomId);
    },
  });
  const payload = signedCallback(callbackSecret, { event: 'room_close', appid: 12345, room_id: 'den' });
  const headers = { 'content-type': 'application/json' };
  const post = async () =>
    (await server.inject({ method: 'POST', url: '/zego', payload, headers })).statusCode;
  assert.equal(await post(), 500);
  isUp = true;
  assert.deepEqual([await post(), await post(), closed], [200, 200, ['den']]);
  await server.close();
});
