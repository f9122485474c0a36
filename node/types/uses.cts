// Uses of the types that must compile, and ones that must not: a declaration that is too wide shows here.

import zegoapi = require('zegoapi');
import testing = require('zegoapi/testing');

declare const client: zegoapi.Client;

async function uses(): Promise<void> {
  const message = { roomId: 'r', fromUserId: 'f', content: 'c' };
  const reply: zegoapi.SendCustomCommandReply = await client.sendCustomCommand({
    ...message,
    to: ['u1'] as const,
  });
  const id: string = reply.requestId;
  await client.sendCustomCommand(message);
  await client.sendCustomCommand({ ...message, to: null }, { signal: AbortSignal.timeout(5) });
  const generic = await client.call('StartMix', { A: [1] }, { method: 'POST' });
  const data: unknown = generic.data;
  new zegoapi.Client({ appId: 1, serverSecret: 's', fetch });
  new zegoapi.Client({ appId: 1, serverSecret: 's', proxy: null });
  const step = new zegoapi.Call(client, message).next();
  if (step.type === 'done' && step.error === null) {
    const users: zegoapi.FailUser[] = step.reply.failUsers;
    void users;
  }
  const sim: testing.Simulator = await testing.simulator();
  new zegoapi.Client(sim.clientOptions({ https: true }));
  await sim.client({ timeoutMs: 5 }).sendCustomCommand(message);
  await sim.failNext('reset', { when: 'after' });
  await sim.failNext('html');
  void [id, data];

  const entries: zegoapi.ReturnCode[] = zegoapi.explain(3);
  const entry: zegoapi.ReturnCode | null = zegoapi.explain(3, 'room');
  const app = new zegoapi.App({ appId: 1, serverSecret: 's', callsPerSecond: { CloseRoom: 1 } });
  new zegoapi.Client({ app, fetch, timeoutMs: undefined });
  const sending = client.sendToUsers({ ...message, to: new Set(['u1']) });
  const report: zegoapi.Report = await sending;
  const call = new zegoapi.Call(client, { action: 'X', scope: 'media-files' });
  const number: number = call.number;
  call.written(5);
  call.reply({ status: 200, body: '{}', whole: false });
  const token = app.makeToken({ userId: 'u', validForS: 60, privileges: { roomId: null, login: true } });
  const verifier = new zegoapi.CallbackVerifier({ callbackSecret: ['a', 'b'] });
  const room: string | null = await verifier.handle('{}', ({ event }) =>
    event?.name === 'room_close' ? event.roomId : null,
  );
  void [entries, entry, report, number, token.text, room];

  // @ts-expect-error: an application, or what one is made of
  new zegoapi.Client({ app, appId: 1, serverSecret: 's' });
  // @ts-expect-error: neither
  new zegoapi.Client({ region: 'sgp' });
  // @ts-expect-error: no such scope
  zegoapi.explain(3, 'zim');
  // @ts-expect-error: every room is said aloud
  app.makeToken({ userId: 'u', validForS: 60, privileges: { login: true } });
  // @ts-expect-error: the text is asked for by name
  const text: string = token;
  // @ts-expect-error: a number is said per action
  new zegoapi.App({ appId: 1, serverSecret: 's', limits: { callsPerSecond: 5 } });
  void text;

  // @ts-expect-error: a string is no list of users
  await client.sendCustomCommand({ ...message, to: 'u1' });
  // @ts-expect-error: undefined does not say everyone aloud
  await client.sendCustomCommand({ ...message, to: undefined });
  // @ts-expect-error: ids are text
  await client.sendCustomCommand({ ...message, roomId: 1 });
  // @ts-expect-error: a field is missing
  await client.sendCustomCommand({ roomId: 'r', content: 'c' });
  // @ts-expect-error: the time-out is called timeoutMs
  await client.sendCustomCommand(message, { timeout: 5 });
  // @ts-expect-error: many users are a list
  client.sendToUsers({ ...message });
  // @ts-expect-error: no such region
  new zegoapi.Client({ appId: 1, serverSecret: 's', region: 'mars' });
  // @ts-expect-error: a delay has a length
  await sim.failNext('delay');
  await using closed = client;
  await closed.close({ timeoutMs: 5 });
  const made: zegoapi.ZegoError[] = [
    new zegoapi.NotSentError({ reason: 'dns' }),
    new zegoapi.ApiError({ apiCode: 104 }, { cause: 1 }),
  ];
  void made;
  // @ts-expect-error: no such reason
  new zegoapi.NotSentError({ reason: 'broken' });
  // @ts-expect-error: a token's error comes of a token
  new zegoapi.TokenError();
}

function kinds(error: zegoapi.ZegoError): number | string | null {
  if (error instanceof zegoapi.ApiError) return error.apiCode;
  if (error instanceof zegoapi.CallbackError) return error.answerStatus;
  if (error instanceof zegoapi.TokenError && error.reason === 'Jwt') return error.field;
  if (error instanceof zegoapi.InvalidInputError) return error.field;
  if (error instanceof zegoapi.NotSentError && error.reason === 'rate_limit') return error.detail;
  // @ts-expect-error: no such code
  if (error.code === 'ECONNREFUSED') return null;
  return error.requestId;
}

export = { uses, kinds };
