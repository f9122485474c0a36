// What are-the-types-wrong and publint say of the packed packages: anything at all is a failure.

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

for (const file of readdirSync(path.join(here, 'build')).filter((name) => name.endsWith('.tgz'))) {
  const tarball = path.join(here, 'build', file);
  for (const [tool, ...args] of [
    ['publint/src/cli.js', 'run', tarball, '--strict'],
    ['@arethetypeswrong/cli/dist/index.js', tarball],
  ]) {
    execFileSync(process.execPath, [path.join(here, 'node_modules', tool), ...args], { stdio: 'inherit' });
  }
}
