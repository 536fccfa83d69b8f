'use strict';

// Finds the native module: one package for each platform, of which npm installs the one that fits.

const { version } = require('../package.json');

function platform() {
  const parts = [process.platform, process.arch];
  if (process.platform === 'linux') {
    const { header } = process.report.getReport();
    parts.push(header.glibcVersionRuntime ? 'gnu' : 'musl');
  }
  return parts.join('-');
}

function load() {
  // A build of one's own.
  const file = process.env.FERROVIRT_NATIVE;
  if (file) {
    const loaded = { exports: {} };
    process.dlopen(loaded, require('node:path').resolve(file));
    return loaded.exports;
  }
  const name = `@ferrovirt/${platform()}`;
  try {
    return require(name);
  } catch (cause) {
    const isMissing = cause.code === 'MODULE_NOT_FOUND' && cause.message.includes(name);
    const message = isMissing
      ? `ferrovirt's package for this platform, '${name}', is not installed; install it, without leaving out optional ` +
        'dependencies, or build it from source and name the file in FERROVIRT_NATIVE'
      : `ferrovirt's package for this platform, '${name}', cannot be loaded: ${cause.message}`;
    throw Object.assign(new Error(message, { cause }), { code: 'ERR_FERROVIRT_NATIVE' });
  }
}

const native = load();
if (native.version !== version) {
  throw Object.assign(
    new Error(`ferrovirt is ${version}, but its native module is ${native.version}; install the same version of both`),
    { code: 'ERR_FERROVIRT_NATIVE' },
  );
}

module.exports = native;
