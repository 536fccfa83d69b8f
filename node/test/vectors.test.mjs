// The tests that all languages share.

import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { allTests, run } from './vectors.mjs';

for (const { name, steps } of allTests()) {
  test(name, { timeout: 300_000 }, async () => {
    await run(steps);
    const folder = process.env.FERROVIRT_VECTORS_RAN;
    if (folder) {
      mkdirSync(folder, { recursive: true });
      appendFileSync(path.join(folder, 'node'), `${name}\n`);
    }
  });
}
