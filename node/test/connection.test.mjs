// Connections, errors, and what becomes of a process.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { inspect, promisify } from 'node:util';
import { Worker } from 'node:worker_threads';

import * as ferrovirt from 'ferrovirt';

import { URI, connect, domainXml, until } from './setup.mjs';

const run = promisify(execFile);

/** Runs a program of its own, which has to end by itself. */
function program(text) {
  return run(process.execPath, ['--input-type=module', '-e', text], { timeout: 120_000, cwd: import.meta.dirname ?? new URL('.', import.meta.url).pathname });
}

test('open and close', async () => {
  const connection = await ferrovirt.open(URI);
  assert.ok((await connection.version()) > 0);
  assert.equal(connection.isClosed, false);
  connection.close();
  connection.close();
  assert.equal(connection.isClosed, true);
  await assert.rejects(connection.hostname(), ferrovirt.InvalidConnectionError);
});

test('a connection ends with its block', async () => {
  const connection = await ferrovirt.open(URI);
  await connection[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]();
  assert.ok(connection.isClosed);
});

test('read-only connections refuse changes', async () => {
  const connection = await ferrovirt.open(URI, { readOnly: true });
  assert.ok(connection.isReadOnly);
  const domain = await connection.lookupDomainByName('test');
  await assert.rejects(domain.suspend(), ferrovirt.OperationDeniedError);
  connection.close();
});

test('objects are equal and tell what they are', async (t) => {
  const connection = await connect(t);
  const [one, other] = await Promise.all([connection.lookupDomainByName('test'), connection.lookupDomainByName('test')]);
  assert.ok(one.equals(other));
  assert.ok(!one.equals(connection) && !one.equals(undefined));
  assert.match(inspect(one), /^Domain \{ name: "test"/);
  assert.throws(() => new ferrovirt.Domain(), TypeError);
  assert.ok(one.connection instanceof ferrovirt.Connection);
});

test('errors have a class, a code and what they are about', async (t) => {
  const connection = await connect(t);
  const error = await connection.lookupDomainByName('nobody').catch((error) => error);
  assert.ok(error instanceof ferrovirt.NoDomainError && error instanceof ferrovirt.FerrovirtError && error instanceof Error);
  assert.equal(error.name, 'NoDomainError');
  assert.equal(error.code, 'VIR_ERR_NO_DOMAIN');
  assert.equal(error.errorNumber, 42);
  assert.match(error.message, /'nobody'/);
  const [caller] = error.stack.split('\n').filter((line) => line.includes('connection.test.mjs'));
  assert.ok(caller, error.stack);
});

test('arguments of another type are refused before anything is done', async (t) => {
  const connection = await connect(t);
  const wrong = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
  await assert.rejects(connection.lookupDomainByName(1), { ...wrong, message: /'name' must be a string/ });
  await assert.rejects(connection.listAllDomains({ flags: -1 }), wrong);
  await assert.rejects(connection.listAllDomains({ flags: 'x' }), wrong);
  await assert.rejects(connection.listAllDomains(5), wrong);
  await assert.rejects(connection.lookupDomainByUuid('no UUID'), { ...wrong, message: /'uuid' must be a UUID/ });
  await assert.rejects(connection.hostname({ signal: {} }), wrong);
  await assert.rejects(connection.hostname({ timeout: -1 }), wrong);
  assert.throws(() => connection.events({ domain: connection }), { ...wrong, message: /'domain' must be a Domain/ });
  // What failed half-way leaves nothing for the next call.
  assert.equal((await connection.lookupDomainByName('test')).name, 'test');
});

test('an argument that makes calls of its own', async (t) => {
  const connection = await connect(t);
  let inner;
  const document = {
    toXml() {
      inner = connection.lookupDomainByName('test');
      return domainXml('outer');
    },
  };
  const domain = await connection.defineDomainXml(document);
  assert.equal(domain.name, 'outer');
  assert.equal((await inner).name, 'test');
});

test('many calls at once', async (t) => {
  const connection = await connect(t, 'test:///default?latency=5&clock=1');
  const names = await Promise.all(Array.from({ length: 200 }, () => connection.hostname()));
  assert.equal(new Set(names).size, 1);
});

test('ready calls let the event loop turn', async (t) => {
  const connection = await connect(t);
  let isRunning = true;
  let turns = 0;
  const count = () => {
    turns++;
    if (isRunning) setImmediate(count);
  };
  setImmediate(count);
  for (let index = 0; index < 20_000; index++) await connection.isAlive();
  isRunning = false;
  assert.ok(turns >= 10, `${turns} turns`);
});

test('a process with idle connections and subscriptions ends by itself', async () => {
  const { stdout } = await program(`
    import { open } from 'ferrovirt';
    const connection = await open('${URI}');
    const events = connection.events();
    connection.closed().then(() => console.log('never'));
    events.next({ ref: false }).then(() => console.log('never'));
    globalThis.kept = [connection, events];
    console.log(await connection.hypervisorType());
  `);
  assert.equal(stdout, 'TEST\n');
});

test('a call that somebody waits for keeps the process alive', async () => {
  const { stdout } = await program(`
    import { open } from 'ferrovirt';
    const connection = await open('test:///default?latency=300&clock=1');
    connection.hypervisorType().then(console.log);
  `);
  assert.equal(stdout, 'TEST\n');
});

test('a process can end in the middle of calls', async () => {
  const { stdout } = await program(`
    import { open } from 'ferrovirt';
    const connection = await open('${URI}');
    connection.events().next();
    console.log('ends');
    setTimeout(() => process.exit(0), 50);
  `);
  assert.equal(stdout, 'ends\n');
});

test('worker threads have calls and events of their own', async () => {
  const workers = Array.from({ length: 4 }, () => new Worker(new URL('worker.mjs', import.meta.url)));
  // They end by themselves.
  const ends = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
  const results = await Promise.all(
    workers.map((worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))),
  );
  for (const [event, name] of results) assert.deepEqual([event, name], ['suspended', 'test']);
  await Promise.all(ends);
});

test('a worker that ends in the middle of calls takes nothing down', async () => {
  for (let round = 0; round < 5; round++) {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: 'waits' });
    await new Promise((resolve) => worker.once('message', resolve));
    await worker.terminate();
  }
  const connection = await ferrovirt.open(URI);
  assert.ok(await connection.isAlive());
  connection.close();
});

test('objects that nobody has end', async (t) => {
  const connection = await connect(t);
  const seen = new WeakRef(await connection.lookupDomainByName('test'));
  await until(async () => {
    globalThis.gc?.();
    for (let index = 0; index < 2000; index++) await connection.listAllDomains();
    return globalThis.gc === undefined || seen.deref() === undefined;
  }, 'the domain to end');
});
