// Protects tokens: every case of the shared vectors through Node, and their number; and that no token shows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { App, InvalidInputError, Token, TokenError } from 'zegoapi';
import { SECRET, failure, fieldOf, offline, vectors } from './support.mjs';

const { made, refused, opened, mistakes } = vectors('tokens.json');

function appOf({ app_id = 12345, server_secret, clock_offset_s = 0 }) {
  const app = new App({ appId: app_id, serverSecret: server_secret });
  app.clockOffsetS = clock_offset_s;
  return app;
}

function privilegesOf({ room_id, login, publish, stream_id_list }) {
  const streamIdList = stream_id_list ?? undefined;
  return { roomId: room_id, login, publish, streamIdList };
}

test('tokens are made to the byte, and open again', () => {
  for (const c of made) {
    const app = appOf(c);
    const claims = { userId: c.user_id, validForS: c.valid_for_s };
    // Every room is said aloud here.
    if (c.privileges) {
      const privileges = privilegesOf(c.privileges);
      claims.privileges = { ...privileges, roomId: privileges.roomId === '' ? null : privileges.roomId };
    } else {
      claims.payload = c.payload;
    }
    const stamp = { now: c.now, nonce: c.nonce, iv: Buffer.from(c.iv_hex, 'hex') };
    const token = app.makeToken(claims, stamp);
    assert.equal(token.text, c.token, c.name);
    const contents = app.openToken(token.text);
    assert.deepEqual(
      [contents.userId, contents.validForS, contents.expire, contents.nonce],
      [c.user_id, c.valid_for_s, token.expire, String(c.nonce)],
      c.name,
    );
    assert.ok(contents.isOf(app) && token.open(app).payload === contents.payload);
  }
  assert.equal(made.length, 13);
});

test('tokens that are not made say why', () => {
  for (const c of refused) {
    const privileges = c.room_id === null ? undefined : privilegesOf(c);
    const claims = { userId: c.user_id, validForS: c.valid_for_s, privileges };
    if (!privileges) claims.payload = c.payload;
    assert.throws(
      () => appOf(c).makeToken(claims, { now: c.now }),
      (error) => {
        assert.ok(error instanceof TokenError && error instanceof InvalidInputError, c.name);
        const { reason, code, applied, field, problem, limit, size, index } = error;
        assert.deepEqual([reason, code, applied], ['InvalidInput', 'ZEGO_INVALID_INPUT', 'no'], c.name);
        const wanted = [fieldOf(c.field), c.problem, c.limit, c.size, c.index];
        assert.deepEqual([field, problem, limit, size, index], wanted, c.name);
        assert.match(error.message, new RegExp(`^invalid input: ${field}`));
        return true;
      },
      c.name,
    );
  }
  assert.equal(refused.length, 16);
});

test('tokens of other makers open', () => {
  for (const c of opened) {
    const app = appOf(c);
    const contents = app.openToken(c.token);
    const { appId, userId, nonce, ctime, expire, payload } = contents;
    assert.deepEqual({ app_id: appId, user_id: userId, nonce, ctime, expire, payload }, c.contents, c.name);
    assert.equal(contents.isOf(app), c.is_of);
    const { privileges: said } = contents;
    const { streamIdList: stream_id_list, roomId: room_id, ...rest } = said ?? {};
    assert.deepEqual(said && { room_id, ...rest, stream_id_list }, c.privileges, c.name);
    for (const [now, leewayS, name] of c.validity) {
      assert.equal(contents.validity({ now, leewayS }), name, `${c.name} at ${now}`);
    }
  }
  assert.equal(opened.length, 11);
});

test('texts that do not open say which mistake they are', () => {
  for (const c of mistakes) {
    assert.throws(
      () => appOf(c).openToken(c.text),
      (error) => {
        assert.ok(error instanceof TokenError, `${c.name}: ${error}`);
        assert.equal(error.reason, c.error, c.name);
        return true;
      },
    );
  }
  assert.equal(mistakes.length, 31);
});

test('a token is valid now, and no two are alike', () => {
  const { app } = offline();
  const claims = { userId: 'u1', validForS: 3600, privileges: { roomId: 'demo', login: true } };
  const tokens = Array.from({ length: 100 }, () => app.makeToken(claims));
  assert.equal(new Set(tokens.map(({ text }) => text)).size, 100);
  const contents = app.openToken(tokens[0]);
  assert.equal(contents.validity(), 'valid');
  assert.equal(contents.validity({ now: Math.floor(Date.now() / 1000) + 7200 }), 'expired');
  const expected = { roomId: 'demo', login: true, publish: false, streamIdList: null };
  assert.deepEqual(contents.privileges, expected);
  app.clockOffsetS = 1000;
  assert.ok(app.makeToken(claims).expire >= contents.expire + 1000, "by the server's clock");
});

test('neither a token nor what it says shows', () => {
  const { app } = offline();
  const payload = '{"secret_of":"ann"}';
  const token = app.makeToken({ userId: 'u1', validForS: 60, payload });
  const contents = token.open(app);
  for (const value of [token, contents]) {
    const shown = [
      inspect(value, { showHidden: true, depth: 9, getters: true }),
      inspect(value, { showHidden: true, customInspect: false }),
      JSON.stringify({ value }),
      JSON.stringify(Object.getOwnPropertyDescriptors(value)),
      `${value}`,
    ].join();
    for (const private_ of [token.text.slice(2), 'secret_of', contents.nonce, SECRET]) {
      assert.ok(!shown.includes(private_), shown);
    }
  }
  assert.match(`${token}`, /^04\.\.\.\(\d+ bytes\)$/);
});

test('mistakes of the caller are refused by name', async () => {
  const { app } = offline();
  const claims = { userId: 'u', validForS: 60 };
  for (const [wrong, field, stamp] of [
    [undefined, 'claims'],
    [{ validForS: 60 }, 'userId'],
    [{ userId: 'u' }, 'validForS'],
    [{ ...claims, userId: 5 }, 'userId'],
    [{ ...claims, validForS: 1.5 }, 'validForS'],
    [{ ...claims, validFor: 60 }, 'validFor'],
    [{ ...claims, privileges: {} }, 'roomId'],
    [{ ...claims, privileges: { roomId: 'r', login: 1 } }, 'login'],
    [{ ...claims, privileges: { roomId: 'r', streamIdList: 's' } }, 'streamIdList'],
    [{ ...claims, privileges: { roomId: null }, payload: '{}' }, 'payload'],
    [claims, 'iv', { nonce: 1 }],
    [claims, 'nonce', { iv: Buffer.alloc(16) }],
    [claims, 'iv', { iv: Buffer.alloc(15), nonce: 1 }],
  ]) {
    const error = await failure(() => app.makeToken(wrong, stamp));
    assert.deepEqual([error.code, error.field], ['ZEGO_INVALID_INPUT', field], `${error}`);
  }
  assert.equal((await failure(() => app.openToken(5))).field, 'token');
  assert.equal((await failure(() => new Token('04AAAA'))).field, 'token');
  assert.equal((await failure(() => Token.parse('04').open({}))).reason, 'CutShort');
});
