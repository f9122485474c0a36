// Where the simulator's binary is. Which platform it is for stands in its file's name.

'use strict';

const { existsSync, readdirSync } = require('node:fs');
const path = require('node:path');

const folder = path.join(__dirname, 'bin');
const suffix = process.platform === 'win32' ? '.exe' : '';
const here = path.join(folder, `zegoapi-simulator-${process.platform}-${process.arch}${suffix}`);

if (!existsSync(here)) {
  const there = existsSync(folder) ? readdirSync(folder).join(', ') : 'none';
  throw new Error(
    `zegoapi-simulator: no binary for ${process.platform}-${process.arch}; this package has: ${there}`,
  );
}

exports.path = here;
