// The raw binding, loaded: the one built for this platform, from this package or from a package of its own.
// When none fits, the error says what was tried and why each one failed.

'use strict';

const { version } = require('./package.json');

/** The platforms that there are builds for, by the name that their files carry. */
const SUPPORTED = [
  'linux-x64-gnu',
  'linux-x64-musl',
  'linux-arm64-gnu',
  'linux-arm64-musl',
  'darwin-x64',
  'darwin-arm64',
  'win32-x64-msvc',
];

/** Linux has two C libraries; both are tried, for only the right one's file loads. */
function candidates() {
  // For a build of one's own, and for the tests of this file.
  const given = process.env.ZEGOAPI_NATIVE;
  if (given) return [given];
  const here = `${process.platform}-${process.arch}`;
  const names = SUPPORTED.filter((name) => name === here || name.startsWith(`${here}-`));
  return names.flatMap((name) => [`./zegoapi.${name}.node`, `zegoapi-${name}`]);
}

/**
 * The binding of this path, or why there is none. Each path stands here literally, and within a `try`, so that file
 * tracers and bundlers find the files that are there, and do not miss the others.
 */
function open(path) {
  try {
    switch (path) {
      case './zegoapi.linux-x64-gnu.node':
        return check(require('./zegoapi.linux-x64-gnu.node'));
      case 'zegoapi-linux-x64-gnu':
        return check(require('zegoapi-linux-x64-gnu'));
      case './zegoapi.linux-x64-musl.node':
        return check(require('./zegoapi.linux-x64-musl.node'));
      case 'zegoapi-linux-x64-musl':
        return check(require('zegoapi-linux-x64-musl'));
      case './zegoapi.linux-arm64-gnu.node':
        return check(require('./zegoapi.linux-arm64-gnu.node'));
      case 'zegoapi-linux-arm64-gnu':
        return check(require('zegoapi-linux-arm64-gnu'));
      case './zegoapi.linux-arm64-musl.node':
        return check(require('./zegoapi.linux-arm64-musl.node'));
      case 'zegoapi-linux-arm64-musl':
        return check(require('zegoapi-linux-arm64-musl'));
      case './zegoapi.darwin-x64.node':
        return check(require('./zegoapi.darwin-x64.node'));
      case 'zegoapi-darwin-x64':
        return check(require('zegoapi-darwin-x64'));
      case './zegoapi.darwin-arm64.node':
        return check(require('./zegoapi.darwin-arm64.node'));
      case 'zegoapi-darwin-arm64':
        return check(require('zegoapi-darwin-arm64'));
      case './zegoapi.win32-x64-msvc.node':
        return check(require('./zegoapi.win32-x64-msvc.node'));
      case 'zegoapi-win32-x64-msvc':
        return check(require('zegoapi-win32-x64-msvc'));
      default:
        return check(require(path));
    }
  } catch (error) {
    // A file that is not there has a long message that says no more than this.
    const missing = error?.code === 'MODULE_NOT_FOUND' && String(error.message).includes(`'${path}'`);
    return { failure: { path, error: missing ? new Error('not there') : error } };
  }
}

function check(binding) {
  if (binding.version() !== version) {
    throw new Error(`it is version ${binding.version()}, and this package is version ${version}`);
  }
  return { binding };
}

function load() {
  const failures = [];
  for (const path of candidates()) {
    const { binding, failure } = open(path);
    if (binding) return binding;
    failures.push(failure);
  }
  throw noBinding(failures);
}

function noBinding(failures) {
  const where = `${process.platform}-${process.arch}, Node ${process.version}`;
  const lines = failures.map(({ path, error }) => `  ${path}: ${error.message}`);
  const told = lines.length > 0 ? `Tried:\n${lines.join('\n')}` : 'There is no build for it.';
  const advice =
    'If the package was installed on another machine, or with optional packages left out, install it again here. ' +
    'If a bundler took it in, keep the package out of the bundle (esbuild: --external:zegoapi).';
  const error = new Error(
    `zegoapi: no native binding for this machine (${where}). ${told}\nSupported: ${SUPPORTED.join(', ')}.\n${advice}`,
    { cause: failures.find(({ error }) => error.message !== 'not there')?.error },
  );
  return Object.assign(error, { code: 'ZEGO_NO_BINDING' });
}

module.exports = load();
