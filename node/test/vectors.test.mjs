// Protects the wire format and the reading of replies: every case of the shared vectors through Node, and their number.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, explain } from 'zegoapi';
import { offline, vectors } from './support.mjs';

function parts(c) {
  const options = { appId: c.app_id, serverSecret: c.server_secret };
  if (c.is_test !== null && c.is_test !== undefined) options.isTest = c.is_test;
  if (typeof c.base_url === 'string') options.baseUrl = c.base_url;
  else
    Object.assign(options, { region: c.region }, typeof c.product === 'string' ? { product: c.product } : {});
  const command = { roomId: c.room_id, fromUserId: c.from_user_id, content: c.content, to: c.to_user_ids };
  return { options, command, stamp: { nonce: c.nonce, timestamp: c.timestamp } };
}

function prepare(c) {
  const { options, command, stamp } = parts(c);
  return new Client(options).prepare(command, stamp);
}

const camel = (name) => name.replace(/_[a-z]/g, (match) => match[1].toUpperCase());

test('requests have the exact URL', () => {
  const cases = vectors('requests.json');
  for (const c of cases) {
    const request = prepare(c);
    assert.equal(request.url, c.url);
    assert.equal(request.method, 'GET');
    assert.equal(request.body, null);
  }
  assert.equal(cases.length, 151);
});

test('replies have the stated outcome', () => {
  const cases = vectors('replies.json');
  const client = offline();
  const command = { roomId: 'room1', fromUserId: 'server', content: 'hi', to: ['u1'] };
  const seen = { reply: 0, error: 0 };
  for (const c of cases) {
    let got;
    try {
      const reply = client.parse(command, { status: c.status, body: c.body });
      assert.equal(typeof reply.requestId, 'string');
      got = { reply: { request_id: reply.requestId, message: reply.message, fail_users: reply.failUsers } };
    } catch (error) {
      got = { error: expectation(error) };
    }
    const expected = c.reply ? { reply: c.reply } : { error: c.error };
    assert.deepEqual(got, expected, c.name);
    seen[Object.keys(got)[0]] += 1;
  }
  assert.equal(cases.length, 56);
  assert.ok(seen.reply > 10 && seen.error > 10, JSON.stringify(seen));
});

function expectation(error) {
  const { kind, delivery } = error;
  if (kind === 'BadReply') return { kind, delivery, status: error.httpStatus };
  return {
    kind,
    delivery,
    code: error.apiCode,
    code_kind: error.apiCodeKind,
    request_id: error.requestId,
    message: error.apiMessage,
    fail_users: error.failUsers,
  };
}

test('bad input is refused with field, problem, limit, size and index', () => {
  const cases = vectors('refused.json');
  for (const c of cases) {
    assert.throws(
      () => prepare(c),
      (error) => {
        // A number that is no whole number of 32 bits cannot be told to the core, nor half a character.
        assert.equal(error.code, 'ZEGO_INVALID_INPUT', c.name);
        const { field, problem, limit, size, index } = error;
        const expected = { limit: null, size: null, index: null, ...c.error, field: camel(c.error.field) };
        assert.deepEqual({ field, problem, limit, size, index }, expected, c.name);
        assert.ok(error.message.includes(field), error.message);
        return true;
      },
      c.name,
    );
  }
  assert.equal(cases.length, 41);
});

test('requests print masked', () => {
  const cases = vectors('masked.json');
  for (const c of cases) assert.equal(String(prepare(c)), c.display, c.name);
  assert.equal(cases.length, 2);
});

test('every documented code is explained', () => {
  const cases = vectors('codes.json');
  for (const c of cases) {
    const { code, family, kind, retryable, meaning, advice } = explain(c.code);
    assert.deepEqual({ code, family, kind, retryable }, c);
    assert.ok(meaning && advice);
  }
  assert.equal(cases.length, 45);
  assert.equal(explain(424242), null);
  assert.equal(explain(50003, 'gateway'), null, "a room's code means nothing in another family");
});

test('a request id that came as a bare number keeps every digit', () => {
  const body = '{"Code":0,"Message":"success","RequestId":3005402395393320157}';
  const command = { roomId: 'r', fromUserId: 'f', content: 'c' };
  assert.equal(offline().parse(command, { status: 200, body }).requestId, '3005402395393320157');
  const data = '{"Code":0,"RequestId":3005402395393320157,"Data":{"Seq":9007199254740993}}';
  const reply = offline().parse({ action: 'X' }, { status: 200, body: data });
  assert.equal(reply.requestId, '3005402395393320157');
  assert.equal(reply.dataJson, '{"Seq":9007199254740993}');
});
