// Protects errors that a program's own tests make: they are like real ones, and what no error can be is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ApiError,
  BadReplyError,
  CallbackError,
  InvalidInputError,
  NotSentError,
  TokenError,
  UnknownError,
  ZegoError,
} from 'zegoapi';
import { COMMAND, failure, nobody, withSimulator } from './support.mjs';

const held = withSimulator();

test('a refusal that is made is like one that came', async () => {
  const real = await failure(held.client().sendCustomCommand({ ...COMMAND, roomId: 'nowhere' }));
  assert.equal(real.apiCode, 104);
  const made = new ApiError({
    apiCode: real.apiCode,
    apiMessage: real.apiMessage,
    requestId: real.requestId,
  });
  assert.deepEqual({ ...made }, { ...real });
  assert.equal(made.message, real.message);
  assert.ok(made instanceof ZegoError && made instanceof Error);
});

test('what follows of the code and the scope is as it would be', () => {
  const failUsers = [{ uid: 'u1', code: 50003 }];
  const made = new ApiError({ apiCode: 104, scope: 'room', failUsers }, { cause: 'x' });
  assert.deepEqual(
    [made.code, made.applied, made.scope, made.failUsers, made.cause],
    ['ZEGO_API', 'no', 'room', failUsers, 'x'],
  );
  assert.equal(JSON.parse(made.whole).Code, 104);
  const other = new ApiError({ apiCode: 7, scope: 'mixing' });
  assert.equal(other.applied, 'unknown');
});

test('what was not sent, and what is not known', async () => {
  const real = await failure(held.client({ baseUrl: await nobody(), retries: 0 }).sendCustomCommand(COMMAND));
  const made = new NotSentError({ reason: 'connect', detail: real.detail });
  assert.deepEqual({ ...made, message: made.message }, { ...real, message: real.message });
  const unknown = new UnknownError({ reason: 'timeout' });
  assert.deepEqual(
    [unknown.code, unknown.applied, unknown.reason, unknown.name],
    ['ZEGO_UNKNOWN', 'unknown', 'timeout', 'UnknownError'],
  );
  const page = new BadReplyError({ httpStatus: 502, body: '<html>' });
  assert.deepEqual([page.httpStatus, page.excerpt, page.applied], [502, '<html>', 'unknown']);
  const input = new InvalidInputError({ field: 'content', problem: 'too_large', limit: 1024, size: 1025 });
  assert.deepEqual([input.field, input.limit, input.size, input.applied], ['content', 1024, 1025, 'no']);
  assert.match(input.message, /content/);
});

test('what no error can be is refused by name', async () => {
  for (const [make, field] of [
    [() => new NotSentError(), 'error'],
    [() => new NotSentError({}), 'reason'],
    [() => new NotSentError({ reason: 'broken' }), 'reason'],
    [() => new UnknownError({ reason: 'dns' }), 'reason'],
    [() => new ApiError({}), 'apiCode'],
    [() => new ApiError({ apiCode: 0 }), 'apiCode'],
    [() => new ApiError({ apiCode: 104, applied: 'no' }), 'applied'],
    [() => new ApiError({ apiCode: 104, failUsers: [{ uid: 'u' }] }), 'failUsers'],
    [() => new BadReplyError({ httpStatus: 200, body: '{"Code":0,"RequestId":"1"}' }), 'body'],
    [() => new InvalidInputError({ problem: 'too_large' }), 'field'],
  ]) {
    assert.equal((await failure(make)).field, field);
  }
  for (const Made of [ZegoError, TokenError, CallbackError]) assert.throws(() => new Made({}), TypeError);
});
