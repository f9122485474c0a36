// Runs the suite in the project that the package was installed into.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
console.log(`Node ${process.version}`);
const { status } = spawnSync(process.execPath, ['--test', '--test-reporter=spec', 'test/'], {
  cwd: path.join(here, 'build', 'project'),
  env: { ...process.env, ZEGOAPI_VECTORS: path.join(path.dirname(here), 'tests', 'vectors') },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
