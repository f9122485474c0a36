// Protects a client of the default options against a slow server under steady load: it has threads enough, and no send is
// begun that must end as unknown.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { project } from './support.mjs';

test('50 sends a second at a server that takes a second: accepted, none unknown', async () => {
  const args = [path.join('bench', 'overload.mjs'), '8'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project, timeout: 60_000 });
  const { sends, unknown, acceptedPercent, peakConcurrentRequests } = JSON.parse(stdout);
  assert.equal(sends, 400);
  assert.equal(unknown, 0);
  assert.ok(acceptedPercent >= 95, stdout);
  assert.ok(peakConcurrentRequests >= 40, stdout);
});
