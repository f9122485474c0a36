// Builds the binding and the simulator with cargo, and puts them where the two packages have them.
// With --release as they are shipped; without, fast to build, for tests.

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const cargo = process.env.CARGO ?? 'cargo';
const release = process.argv.includes('--release') ? ['--release'] : [];

/** The name that a build for this machine's own target carries. */
function platform() {
  const host = execFileSync('rustc', ['-vV'], { encoding: 'utf8' }).match(/^host: (.+)$/m)[1];
  const libc = host.match(/-(gnu|musl|msvc)$/)?.[1];
  return [process.platform, process.arch, libc].filter(Boolean).join('-');
}

/** Builds a package, and returns the file of the target of this kind. */
function build(name, kind) {
  const args = ['build', '--locked', ...release, '-p', name, '--message-format=json-render-diagnostics'];
  const options = { cwd: path.dirname(here), encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  const lines = execFileSync(cargo, args, { ...options, maxBuffer: 1 << 28 })
    .trim()
    .split('\n');
  const made = lines
    .map((line) => JSON.parse(line))
    .filter((m) => m.reason === 'compiler-artifact' && m.target.kind.includes(kind))
    .filter((m) => m.package_id.includes(kind === 'bin' ? 'simulator' : '/node'));
  return made.at(-1).filenames.find((file) => !/\.(d|rlib|lib|exp|pdb)$/.test(file));
}

function put(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  // A new file, for the old one may be loaded at this moment.
  rmSync(to, { force: true });
  copyFileSync(from, to);
  console.log(path.relative(here, to));
}

const suffix = process.platform === 'win32' ? '.exe' : '';
put(build('zegoapi-node', 'cdylib'), path.join(here, `zegoapi.${platform()}.node`));
put(
  build('zegoapi-simulator', 'bin'),
  path.join(here, 'simulator', 'bin', `zegoapi-simulator-${process.platform}-${process.arch}${suffix}`),
);

// What every package must carry, and what npm shows of the simulator; each is kept once.
const root = path.dirname(here);
put(path.join(root, 'tests', 'simulator', 'README.md'), path.join(here, 'simulator', 'README.md'));
for (const folder of [here, path.join(here, 'simulator')]) {
  for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT'])
    put(path.join(root, licence), path.join(folder, licence));
}
