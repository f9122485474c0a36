// Packs the two packages into `dist`, as they are to be given away: built with --release, or not at all.

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(here, 'dist');

if (createRequire(import.meta.url)('../native.cjs').isDebug()) {
  throw new Error('the binding was built for tests; build it with: node scripts/build.mjs --release');
}
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
for (const folder of [here, path.join(here, 'simulator')]) {
  execFileSync('npm', ['pack', '--pack-destination', dist], { cwd: folder, stdio: 'inherit' });
}
