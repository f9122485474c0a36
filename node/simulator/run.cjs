#!/usr/bin/env node
// The command: runs the binary in this process's place, as far as Node can.

'use strict';

const { spawn } = require('node:child_process');
const { path } = require('./index.cjs');

const child = spawn(path, process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : code;
});
child.on('error', (error) => {
  console.error(`zegoapi-simulator: ${error.message}`);
  process.exitCode = 1;
});
