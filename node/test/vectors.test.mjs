// Protects the wire format and the reading of replies: every case of the shared vectors through Node, and their number.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, explain, messageDigest, parseReportLine, reportLine } from 'zegoapi';
import { bodyOf, commandOf, fieldOf, offline, vectors } from './support.mjs';

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
  if (c.action) return offline().prepare(commandOf(c));
  const { options, command, stamp } = parts(c);
  return new Client(options).prepare(command, stamp);
}

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

test('actions have the exact request', () => {
  const cases = vectors('actions.json');
  for (const c of cases) {
    const client = offline({ region: c.region ?? '' });
    const stamp = { nonce: '4fd24687296dd9f3', timestamp: 1615186943 };
    const request = client.prepare(commandOf(c), stamp);
    const { url, body } = request;
    assert.deepEqual({ url, body }, { url: c.url, body: c.body ?? null }, c.name);
    assert.equal(request.method, c.action.method ?? 'GET', c.name);
  }
  assert.equal(cases.length, 24);
});

test('products have their hosts', () => {
  const cases = vectors('hosts.json');
  for (const { product, region, url = null } of cases) {
    const make = () => offline({ product, region }).url;
    if (url === null) assert.throws(make, { code: 'ZEGO_INVALID_INPUT', field: 'region' });
    else assert.equal(make(), url);
  }
  assert.equal(cases.length, 84);
});

test('replies have the stated outcome', () => {
  const cases = vectors('replies.json');
  const client = offline();
  const seen = { reply: 0, error: 0 };
  for (const c of cases) {
    const whole = c.cut_off !== true;
    const kind = c.reply ? 'reply' : 'error';
    let got;
    try {
      got = {
        reply: client.parse(commandOf({ to: ['u1'], ...c }), { status: c.status, body: bodyOf(c), whole }),
      };
    } catch (error) {
      got = { error };
    }
    assert.deepEqual(Object.keys(got), [kind], `${c.name}: ${got.error}`);
    const [shown, expected] = kind === 'reply' ? replyOf(got.reply, c) : errorOf(got.error, c);
    assert.deepEqual(shown, expected, c.name);
    seen[kind] += 1;
  }
  assert.equal(cases.length, 170);
  assert.ok(seen.reply > 10 && seen.error > 10, JSON.stringify(seen));
});

function replyOf(reply, { body, reply: expected, action }) {
  const { requestId, message, whole, failUsers, code, dataJson } = reply;
  const wanted = { whole: body, ...expected };
  if (!action) return [{ request_id: requestId, message, fail_users: failUsers, whole }, wanted];
  return [
    { code, request_id: requestId, message, data: dataJson, whole },
    { data: null, ...wanted },
  ];
}

function errorOf(error, { body, error: expected }) {
  const { kind, applied, retryable, httpStatus: status } = error;
  const common = { kind, applied, retryable, status };
  if (kind === 'BadReply') {
    const { excerpt } = error;
    return [
      { ...common, excerpt },
      { excerpt, ...expected },
    ];
  }
  const shown = {
    ...common,
    code: error.apiCode,
    code_kind: error.apiCodeKind,
    request_id: error.requestId,
    message: error.apiMessage,
    fail_users: error.failUsers,
    data: error.dataJson,
    whole: error.whole,
  };
  return [shown, { data: null, whole: body, ...expected }];
}

test('bad input is refused with field, problem, limit, size and index', () => {
  const cases = vectors('refused.json');
  for (const c of cases) {
    assert.throws(
      () => prepare(c),
      (error) => {
        assert.equal(error.code, 'ZEGO_INVALID_INPUT', c.name);
        const { field, problem, limit, size, index } = error;
        const expected = { limit: null, size: null, index: null, ...c.error, field: fieldOf(c.error.field) };
        assert.deepEqual({ field, problem, limit, size, index }, expected, c.name);
        assert.ok(error.message.includes(field), error.message);
        return true;
      },
      c.name,
    );
  }
  assert.equal(cases.length, 76);
});

test('requests print masked', () => {
  const cases = vectors('masked.json');
  for (const c of cases) assert.equal(String(prepare(c)), c.display, c.name);
  assert.equal(cases.length, 2);
});

test('every documented code is explained, by its scopes', () => {
  const { codes, explain: explained, lookups } = vectors('codes.json');
  for (const { scope, code, ...expected } of codes) {
    const entry = explain(code).find((entry) => entry.scope === scope);
    const { kind, retryable, limitedBy, meaning, advice } = entry;
    assert.deepEqual({ kind, retryable, limited_by: limitedBy }, { limited_by: null, ...expected });
    assert.ok(meaning && advice);
  }
  assert.equal(codes.length, 145);
  for (const { code, scopes } of explained) {
    assert.deepEqual(
      explain(code).map(({ scope }) => scope),
      scopes,
    );
  }
  assert.equal(explained.length, 14);
  for (const { scope, code, found = null } of lookups) {
    assert.equal(explain(code, scope)?.scope ?? null, found, `${scope} ${code}`);
  }
  assert.equal(lookups.length, 37);
});

test('lines of reports', () => {
  const { digests, lines } = vectors('reports.json');
  for (const { digest, ...message } of digests) {
    const { room_id: roomId, from_user_id: fromUserId, content } = message;
    assert.equal(messageDigest({ roomId, fromUserId, content }), digest);
  }
  for (const { digest, line, read = null, error, written } of lines) {
    if (error) {
      assert.throws(() => parseReportLine(digest, line), { code: 'ZEGO_INVALID_INPUT', field: error.field });
      continue;
    }
    const user = parseReportLine(digest, line);
    assert.deepEqual(user && [user.userId, user.outcome, user.code], read, line);
    if (written) assert.equal(reportLine(digest, user), line);
  }
  assert.deepEqual([digests.length, lines.length], [6, 21]);
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
