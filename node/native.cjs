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

/** Linux has two C libraries; the loader tries both, for only the right one's file loads. */
function candidates() {
  const here = `${process.platform}-${process.arch}`;
  return SUPPORTED.filter((name) => name === here || name.startsWith(`${here}-`));
}

function load() {
  // For a build of one's own, and for the tests of this file.
  const given = process.env.ZEGOAPI_NATIVE;
  const tried = given
    ? [given]
    : candidates().flatMap((name) => [`./zegoapi.${name}.node`, `zegoapi-${name}`]);
  const failures = [];
  for (const path of tried) {
    try {
      const binding = require(path);
      if (binding.version() !== version) {
        throw new Error(`it is version ${binding.version()}, and this package is version ${version}`);
      }
      return binding;
    } catch (error) {
      // A file that is not there has a long message that says no more than this.
      const missing = error?.code === 'MODULE_NOT_FOUND' && String(error.message).includes(`'${path}'`);
      failures.push({ path, error: missing ? new Error('not there') : error });
    }
  }
  throw noBinding(failures);
}

function noBinding(failures) {
  const where = `${process.platform}-${process.arch}, Node ${process.version}`;
  const lines = failures.map(({ path, error }) => `  ${path}: ${error.message}`);
  const told = lines.length > 0 ? `Tried:\n${lines.join('\n')}` : 'There is no build for it.';
  const advice =
    'If the package was installed on another machine, or with optional packages left out, install it again here.';
  const error = new Error(
    `zegoapi: no native binding for this machine (${where}). ${told}\nSupported: ${SUPPORTED.join(', ')}.\n${advice}`,
    { cause: failures.find(({ error }) => error.message !== 'not there')?.error },
  );
  return Object.assign(error, { code: 'ZEGO_NO_BINDING' });
}

module.exports = load();
