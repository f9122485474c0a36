// Runs the suite in the project that the package was installed into.

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
console.log(`Node ${process.version}`);
const project = path.join(here, 'build', 'project');
const vectors = process.env.ZEGOAPI_VECTORS ?? path.join(path.dirname(here), 'tests', 'vectors');
// By name, for the lines of Node do not agree on what a folder or a pattern means here.
const files = readdirSync(path.join(project, 'test')).filter((name) => name.endsWith('.test.mjs'));
const args = ['--test', '--test-reporter=spec', ...files.map((name) => path.join('test', name))];
const { status } = spawnSync(process.execPath, args, {
  cwd: project,
  env: { ...process.env, ZEGOAPI_VECTORS: vectors },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
