// Events: their order, what they say, what happens to slow listeners.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { AbortError, OperationTimeoutError, open } from 'ferrovirt';

import { URI, connect, domainXml } from './setup.mjs';

test('events in order', async (t) => {
  const connection = await connect(t);
  const domain = await connection.defineDomainXml(domainXml('guest'));
  const events = connection.events({ domain });
  await domain.create();
  await domain.suspend();
  await domain.resume();
  await domain.destroy();
  events.close();
  const steps = [];
  for await (const event of events) steps.push(event.kind.event);
  assert.equal(steps.at(0), 'started');
  assert.equal(steps.at(-1), 'stopped');
  assert.ok(steps.indexOf('suspended') < steps.indexOf('resumed'));
});

test('events name their domain and detail', async (t) => {
  const connection = await connect(t);
  const domain = await connection.defineDomainXml(domainXml('guest'));
  const events = connection.events();
  await domain.create();
  const event = await events.next({ timeout: 60_000 });
  assert.equal(event.type, 'domain');
  assert.deepEqual([event.domain.name, event.domain.uuid], [domain.name, domain.uuid]);
  assert.deepEqual(event.kind, { type: 'lifecycle', event: 'started', detail: 'booted' });
});

test('leaving the loop ends the subscription', async (t) => {
  const connection = await connect(t);
  const domain = await connection.lookupDomainByName('test');
  const events = connection.events({ domain });
  setTimeout(() => domain.suspend(), 20);
  for await (const event of events) {
    assert.equal(event.kind.event, 'suspended');
    break;
  }
  assert.equal(await events.next(), undefined);
});

test('a slow listener finds a gap', async (t) => {
  const connection = await connect(t);
  const domain = await connection.lookupDomainByName('test');
  const events = connection.events({ domain, capacity: 1 });
  for (let index = 0; index < 3; index++) {
    await domain.suspend();
    await domain.resume();
  }
  assert.equal(events.tryNext().kind.event, 'suspended');
  const gap = events.tryNext();
  assert.equal(gap.type, 'gap');
  assert.ok(gap.lost >= 2);
});

test('closing the connection ends the events', async () => {
  const connection = await open(URI);
  const events = connection.events();
  setTimeout(() => connection.close(), 20);
  for await (const event of events) assert.fail(event);
  assert.equal(await events.next(), undefined);
  assert.equal(await connection.closed({ timeout: 60_000 }), 'client');
});

test('waiting can be given up, and nothing is lost by it', async (t) => {
  const connection = await connect(t);
  const domain = await connection.lookupDomainByName('test');
  const events = connection.events({ domain });
  const abort = new AbortController();
  setTimeout(() => abort.abort('enough'), 20);
  const error = await events.next({ signal: abort.signal }).catch((error) => error);
  assert.ok(error instanceof AbortError);
  assert.deepEqual([error.name, error.code, error.cause], ['AbortError', 'ABORT_ERR', 'enough']);
  await assert.rejects(events.next({ timeout: 10 }), OperationTimeoutError);
  await assert.rejects(events.next({ signal: abort.signal }), AbortError);
  // However close the event and the end of the waiting are.
  for (let round = 0; round < 50; round++) {
    const abort = new AbortController();
    const waiting = events.next({ signal: abort.signal }).catch(() => undefined);
    const change = round % 2 === 0 ? domain.suspend() : domain.resume();
    if (round % 3 === 0) await sleep(round % 4);
    abort.abort();
    await change;
    const event = (await waiting) ?? (await events.next({ timeout: 60_000 }));
    assert.equal(event.kind.event, round % 2 === 0 ? 'suspended' : 'resumed');
  }
});

test('a loop that is given up', async (t) => {
  const connection = await connect(t);
  const signal = AbortSignal.timeout(20);
  const error = await (async () => {
    for await (const event of connection.events().iterate({ signal })) assert.fail(event);
  })().catch((error) => error);
  assert.ok(error instanceof AbortError);
  assert.equal(error.cause.name, 'TimeoutError');
});
