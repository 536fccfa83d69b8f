// The programs of the guide and the package's page, and the examples, run and print what they say they do.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const node = fileURLToPath(new URL('..', import.meta.url));

for (const page of ['../docs/node.md', '../README.md', 'README.md']) {
  const blocks = [...readFileSync(path.join(node, page), 'utf8').matchAll(/```js\n([^]*?)```(?:\n+prints\n+```text\n([^]*?)```)?/g)];
  assert.ok(blocks.length > 0);
  blocks.forEach(([, program, expected], index) => {
    test(`${page}, program ${index + 1}`, { timeout: 120_000 }, async () => {
      const folder = mkdtempSync(path.join(node, 'test', '.guide-'));
      try {
        const isCommon = program.includes('require(');
        const file = path.join(folder, isCommon ? 'program.cjs' : 'program.mjs');
        writeFileSync(file, program);
        const tests = program.includes("'node:test'") ? ['--test', '--test-reporter=tap'] : [];
        const env = { ...process.env };
        delete env.NODE_TEST_CONTEXT;
        const { stdout } = await run(process.execPath, [...tests, file], { timeout: 100_000, env });
        if (expected !== undefined) assert.equal(stdout, expected);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
}

const guest = process.env.FERROVIRT_TEST_GUEST;

for (const example of readdirSync(path.join(node, 'examples'))) {
  const needsGuest = example.startsWith('guest');
  test(`example ${example}`, { timeout: 600_000, skip: needsGuest && guest === undefined }, async () => {
    const given = needsGuest ? [guest, process.env.FERROVIRT_TEST_DOMAIN_TYPE] : [];
    const { stdout } = await run(process.execPath, [path.join(node, 'examples', example), ...given]);
    assert.notEqual(stdout, '');
  });
}
