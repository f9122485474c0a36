// Run by jest, which runs the package in a context of its own: another `Error`, another `Uint8Array`.

'use strict';

const zegoapi = require('zegoapi');
const { signedCallback } = require('zegoapi/testing');

const SECRET = '9193cc662a4c0ec135ec71fb57194b38';
const message = { roomId: 'r', fromUserId: 's', content: 'x' };
const client = (options) => new zegoapi.Client({ appId: 1, serverSecret: SECRET, ...options });

/** What something throws or rejects with. */
async function failure(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error('it succeeded');
}

for (const [what, run, name, field] of [
  ['a send', () => client().sendCustomCommand({ ...message, roomId: '' }), 'InvalidInputError', 'roomId'],
  ['a client', () => client({ appId: 0 }), 'InvalidInputError', 'appId'],
  ['a fan-out', () => new zegoapi.FanOut(client(), { ...message, to: [] }), 'InvalidInputError', 'to'],
  ['an action', () => client().call('X', { A: null }), 'InvalidInputError', 'A'],
  [
    'a call',
    () => new zegoapi.Call(client(), message).reply({ status: 200, body: '' }),
    'InvalidInputError',
    'call',
  ],
  ['a reply', () => client().parse(message, { status: 502, body: '<html>' }), 'BadReplyError'],
  ['a token', () => client().app.openToken('04AAAA'), 'TokenError', 'token'],
  ['a callback', () => zegoapi.readCallback('<xml/>'), 'CallbackError', 'body'],
  ['a report', () => zegoapi.parseReportLine('0123456789abcdef', '{'), 'InvalidInputError', 'report'],
  [
    'no connection',
    () => client({ baseUrl: 'http://127.0.0.1:1', retries: 0 }).sendCustomCommand(message),
    'NotSentError',
  ],
]) {
  test(`${what} fails with an error of the package`, async () => {
    const error = await failure(run);
    expect([error.name, error.field]).toEqual([name, field]);
    expect(error).toBeInstanceOf(zegoapi[name]);
    expect(error).toBeInstanceOf(zegoapi.ZegoError);
    expect(error.message).not.toMatch(/[{}]/);
  });
}

test('bytes of this context are bytes', async () => {
  const call = new zegoapi.Call(client(), message);
  expect(call.next({ random: new Uint8Array(16) }).type).toBe('send');
  call.reply({ status: 200, body: new TextEncoder().encode('{"Code":0}') });
  expect(call.next().error).toBeNull();
  const body = new TextEncoder().encode(signedCallback('s', { event: 'room_close' }));
  expect(zegoapi.readCallback(body).eventName).toBe('room_close');
  expect(zegoapi.readCallback(body.buffer.slice(0, body.byteLength)).eventName).toBe('room_close');
});

test('a send over fetch of this context', async () => {
  const fetch = async () => new Response('{"Code":0,"Message":"success","RequestId":"3"}');
  expect((await client({ fetch }).sendCustomCommand(message)).requestId).toBe('3');
  const parts = { status: 200, headers: { get: () => null } };
  const bytes = async () => new TextEncoder().encode('{"Code":0,"RequestId":"4"}').buffer;
  const other = client({ fetch: async () => ({ ...parts, arrayBuffer: bytes }) });
  expect((await other.sendCustomCommand(message)).requestId).toBe('4');
});
