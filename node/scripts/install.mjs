// Packs the two packages and installs them into an empty project, as a user would: without a compiler, without
// scripts, without the source tree. Tests and examples are put beside them, and so see what was packed.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const build = path.join(here, 'build');
const project = path.join(build, 'project');

function npm(args, options) {
  return execFileSync('npm', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], ...options });
}

rmSync(build, { recursive: true, force: true });
mkdirSync(project, { recursive: true });
const tarballs = [here, path.join(here, 'simulator')].map((folder) => {
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--pack-destination', build], { cwd: folder }));
  return path.join(build, filename);
});

// All that npm needs is a shell and Node: whatever would compile finds no compiler.
const bin = path.join(build, 'bin');
mkdirSync(bin);
for (const [name, target] of [
  ['node', process.execPath],
  ['sh', '/bin/sh'],
]) {
  symlinkSync(target, path.join(bin, name));
}
const npmCli = execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim() + '/npm/bin/npm-cli.js';
writeFileSync(
  path.join(project, 'package.json'),
  JSON.stringify({ name: 'project', private: true, type: 'module' }),
);
execFileSync(
  process.execPath,
  [npmCli, 'install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', ...tarballs],
  {
    cwd: project,
    env: { HOME: build, PATH: bin, npm_config_cache: path.join(build, 'cache') },
    stdio: 'inherit',
  },
);

for (const name of ['test', 'examples', 'types', 'bench', 'tsconfig.json']) {
  cpSync(path.join(here, name), path.join(project, name), { recursive: true });
}
// The front door, whose examples are tested too.
cpSync(path.join(path.dirname(here), 'README.md'), path.join(project, 'README.md'));
// The examples under `tsc --strict`, against the declarations that were packed.
const tsc = path.join(here, 'node_modules', 'typescript', 'bin', 'tsc');
const args = [tsc, '--project', 'tsconfig.json', '--rootDir', '.', '--outDir', 'out'];
execFileSync(process.execPath, args, { cwd: project, stdio: 'inherit' });
console.log(`${path.relative(here, project)}: ${readdirSync(path.join(project, 'node_modules')).join(', ')}`);
