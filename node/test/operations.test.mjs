// Every operation of the definition is there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as ferrovirt from 'ferrovirt';

const operations = JSON.parse(readFileSync(new URL('operations.json', import.meta.url), 'utf8'));
const declarations = readFileSync(new URL('../lib/generated/objects.d.ts', import.meta.url), 'utf8');

test('every operation is there and declared', () => {
  assert.ok(operations.length > 400);
  for (const { object, method, form } of operations) {
    const owner = object === '' ? ferrovirt : ferrovirt[object].prototype;
    const { get, value } = Object.getOwnPropertyDescriptor(owner, method) ?? {};
    assert.equal(typeof (form === 'property' ? get : value), 'function', `${object}.${method}`);
    assert.ok(declarations.includes(`${form === 'property' ? 'get ' : ''}${method}(`), `${object}.${method}`);
  }
});

test('the module for import has what the one for require has', async () => {
  const { default: common } = await import('../lib/index.js');
  assert.deepEqual(Object.keys(ferrovirt).sort(), Object.keys(common).sort());
});

test('enumerations have the numbers of the interface', () => {
  assert.equal(ferrovirt.numberOf(ferrovirt.DomainState, 'running'), 1);
  assert.equal(ferrovirt.valueOf(ferrovirt.DomainState, 3), 'paused');
  assert.equal(ferrovirt.DomainState.PmSuspended, 'pmSuspended');
  assert.equal(ferrovirt.valueOf(ferrovirt.DomainState, 99), undefined);
});
