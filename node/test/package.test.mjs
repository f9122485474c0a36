// Protects the package as it is installed: the same names in CommonJS, ESM and the declarations, no source tree, a
// binding of the same version, and a word on what is wrong when none fits.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import * as zegoapi from 'zegoapi';
import * as testing from 'zegoapi/testing';
import { COMMAND, offline, project, run } from './support.mjs';

const require = createRequire(import.meta.url);
const folder = path.dirname(require.resolve('zegoapi/package.json'));

/** The values that a declaration file exports. */
function declared(file) {
  const text = readFileSync(path.join(folder, file), 'utf8');
  const found = text.matchAll(/^export declare (?:abstract )?(?:class|const|function) (\w+)/gm);
  return [...new Set([...found].map((m) => m[1]))].sort();
}

test('this is the installed package', () => {
  assert.equal(folder, path.join(project, 'node_modules', 'zegoapi'));
  assert.ok(!readdirSync(folder).includes('Cargo.toml'));
});

test('CommonJS, ESM and the declarations have the same names', () => {
  for (const [esm, name, file] of [
    [zegoapi, 'zegoapi', 'index.d.cts'],
    [testing, 'zegoapi/testing', 'testing.d.cts'],
  ]) {
    const names = declared(file);
    assert.ok(names.length > 1);
    assert.deepEqual(Object.keys(esm).sort(), names);
    assert.deepEqual(Object.keys(require(name)).sort(), names);
    for (const key of names) assert.equal(require(name)[key], esm[key]);
  }
});

test('every member of a declared class is there, and every public member is declared', () => {
  const text = readFileSync(path.join(folder, 'index.d.cts'), 'utf8');
  const bodies = new Map(
    [
      ...text.matchAll(/^export (?:declare )?(?:abstract )?(?:class|interface) (\w+)[^{]*\{\n([^]*?)^\}/gm),
    ].map((m) => [m[1], m[2]]),
  );
  const members = (name) =>
    new Set(
      [...bodies.get(name).matchAll(/^ {2}(?:readonly )?(\w+)[?(:<]/gm)]
        .map((m) => m[1])
        .filter((m) => m !== 'constructor'),
    );
  const client = offline();
  const sending = offline({ fetch: async () => new Response('') }).sendToUsers(COMMAND);
  sending.report.catch(() => {});
  const token = client.app.makeToken({ userId: 'u', validForS: 1 });
  const callback = zegoapi.readCallback(testing.signedCallback('s', { event: 'x' }));
  const verifier = new zegoapi.CallbackVerifier({ callbackSecret: 's' });
  for (const [name, value] of [
    ['App', client.app],
    ['Client', client],
    ['Call', new zegoapi.Call(client, COMMAND)],
    ['FanOut', new zegoapi.FanOut(client, COMMAND)],
    ['Limiter', new zegoapi.Limiter(1)],
    ['Request', client.prepare(COMMAND)],
    ['Report', new zegoapi.FanOut(client, COMMAND).report()],
    ['Sending', sending],
    ['Token', token],
    ['TokenContents', token.open(client.app)],
    ['Callback', callback],
    ['CallbackStamp', callback.stamp],
    ['CallbackVerifier', verifier],
    ['VerifiedStamp', verifier.check(callback.stamp)],
    ['RecentNonces', new zegoapi.RecentNonces()],
  ]) {
    const there = [...Object.keys(value), ...Object.getOwnPropertyNames(Object.getPrototypeOf(value))];
    assert.deepEqual(new Set(there.filter((key) => key !== 'constructor')), members(name), name);
  }
});

test('the error classes have what is declared, and derive from the base', () => {
  const text = readFileSync(path.join(folder, 'index.d.cts'), 'utf8');
  const kinds = text.match(/export type ErrorKind = (.*);/)[1].match(/\w+/g);
  assert.deepEqual(
    Object.keys(zegoapi).filter((name) => Object.getPrototypeOf(zegoapi[name]) === zegoapi.ZegoError),
    kinds.map((kind) => `${kind}Error`).sort(),
  );
  for (const kind of kinds) {
    const made = zegoapi[`${kind}Error`];
    assert.equal(Object.getPrototypeOf(made), zegoapi.ZegoError);
    assert.equal(made.prototype.name, `${kind}Error`);
    const [, body] = text.match(new RegExp(`class ${kind}Error extends ZegoError \\{\n([^]*?)^\\}`, 'm'));
    const code = `ZEGO_${kind.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase()}`;
    assert.ok(body.includes(`readonly code: '${code}';`) && body.includes(`readonly kind: '${kind}';`), kind);
  }
});

test('the errors of tokens and callbacks are of bad input', () => {
  for (const name of ['TokenError', 'CallbackError']) {
    assert.equal(Object.getPrototypeOf(zegoapi[name]), zegoapi.InvalidInputError);
    assert.equal(zegoapi[name].prototype.name, name);
  }
});

test("the names in the declarations are the core's", () => {
  const text = readFileSync(path.join(folder, 'index.d.cts'), 'utf8');
  const union = (name) => text.match(new RegExp(`type ${name} =([^;]*);`))[1].match(/[\w-]+/g);
  const { limitedBy, ...names } = JSON.parse(require(path.join(folder, 'native.cjs')).names());
  assert.deepEqual(names, {
    scope: union('CodeScope'),
    codeKind: union('CodeKind'),
    problem: union('Problem'),
    notSent: union('NotSentReason'),
    unknown: union('UnknownReason'),
    outcome: union('CallOutcome'),
    token: union('TokenErrorReason'),
    tokenValidity: union('TokenValidity'),
    callback: union('CallbackErrorReason'),
    callbackProduct: union('CallbackProduct'),
    claim: union('NonceClaim'),
  });
  assert.ok(text.includes(`export declare const eventsChannel: '${zegoapi.eventsChannel}';`));
  assert.ok(text.includes(`limitedBy: ${limitedBy.map((name) => `'${name}'`).join(' | ')} | null;`));
});

test('version and contents of the packages', () => {
  const { version, engines, scripts, dependencies } = require('zegoapi/package.json');
  assert.equal(require('zegoapi-simulator/package.json').version, version);
  assert.equal(engines.node, require('zegoapi-simulator/package.json').engines.node);
  assert.deepEqual(
    [scripts, dependencies],
    [undefined, undefined],
    'nothing runs at install, nothing is needed',
  );
  for (const name of ['zegoapi', 'zegoapi-simulator']) {
    const files = readdirSync(path.dirname(require.resolve(`${name}/package.json`)));
    for (const file of ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md'])
      assert.ok(files.includes(file), `${name}: ${file}`);
  }
});

test('when no binding fits, the error says what was tried, why, and what is supported', async () => {
  const noFile = await run(`await import('zegoapi');`, {
    env: { ZEGOAPI_NATIVE: '/nonexistent/zegoapi.node' },
  });
  assert.match(noFile.stderr, /zegoapi: no native binding for this machine \(\w+-\w+, Node v\d+/);
  assert.match(noFile.stderr, /\/nonexistent\/zegoapi\.node: not there/);
  assert.match(noFile.stderr, /Supported: linux-x64-gnu, linux-x64-musl/);
  const broken = path.join(folder, 'package.json');
  const noBinding = await run(`await import('zegoapi');`, { env: { ZEGOAPI_NATIVE: broken } });
  assert.match(noBinding.stderr, /package\.json: binding\.version is not a function/);
  const elsewhere = `Object.defineProperty(process, 'arch', { value: 's390x' }); await import('zegoapi');`;
  const noBuild = await run(elsewhere);
  assert.match(noBuild.stderr, /s390x.*There is no build for it/s);
  const code = await run(
    `process.env.ZEGOAPI_NATIVE = '/x'; import('zegoapi').catch((error) => console.log(error.code));`,
  );
  assert.equal(code.stdout, 'ZEGO_NO_BINDING\n');
});
