// Nothing grows: connections, lists and documents, again and again. FERROVIRT_TEST_CYCLES=1000000 for the long form.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { open } from 'ferrovirt';
import { Domain } from 'ferrovirt/xml/domain';

import { URI } from './setup.mjs';

const CYCLES = Number(process.env.FERROVIRT_TEST_CYCLES ?? 2000);
/** What may come and go: heaps have their own ways. */
const MARGIN = 48 * 1024 * 1024;

async function isFlat(cycle) {
  const memory = async () => {
    // Finalizers have their turn after the collection.
    for (let round = 0; round < 3; round++) {
      globalThis.gc?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage.rss();
  };
  for (let index = 0; index < Math.max(500, CYCLES / 10); index++) await cycle();
  const before = await memory();
  for (let index = 0; index < CYCLES; index++) await cycle();
  const growth = (await memory()) - before;
  assert.ok(growth < MARGIN, `${CYCLES} cycles took ${growth} bytes`);
}

test('connecting, listing, closing', { timeout: 7_200_000 }, async () => {
  await isFlat(async () => {
    const connection = await open(URI);
    await connection.listAllDomains();
    connection.close();
  });
});

test('documents', { timeout: 7_200_000 }, async () => {
  const text = readFileSync(new URL('../../tests/vectors/documents/domain.xml', import.meta.url), 'utf8');
  let count = 0;
  await isFlat(async () => {
    Domain.parse(text).toXml();
    // Documents are made at once; the collector's finalizers need a turn now and then.
    if (++count % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  });
});
