'use strict';

// manifest.js VERSION PLATFORM FOLDER: writes the manifests of the packages in FOLDER/main and FOLDER/platform.

const { writeFileSync } = require('node:fs');
const path = require('node:path');

const [version, platform, folder] = process.argv.slice(2);

/** For which platforms there are packages. */
const PLATFORMS = ['linux-x64-gnu', 'linux-arm64-gnu'];

const { devDependencies: _, ...main } = require('../package.json');
main.version = version;
main.optionalDependencies = Object.fromEntries(PLATFORMS.map((name) => [`@ferrovirt/${name}`, version]));

const [os, cpu, libc] = platform.split('-');
const native = {
  name: `@ferrovirt/${platform}`,
  version,
  description: `ferrovirt's native module for ${platform}`,
  license: main.license,
  repository: main.repository,
  engines: main.engines,
  os: [os],
  cpu: [cpu],
  libc: [libc === 'gnu' ? 'glibc' : libc],
  main: './ferrovirt.node',
  exports: { '.': './ferrovirt.node', './package.json': './package.json' },
  files: ['ferrovirt.node'],
};

for (const [name, manifest] of Object.entries({ main, platform: native })) {
  writeFileSync(path.join(folder, name, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
