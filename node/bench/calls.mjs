// Time of calls from Node on the test driver, and how long they keep the event loop from turning. With `--check`, fails
// when one takes longer than it may.

import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

import { open } from 'ferrovirt';
import { Domain } from 'ferrovirt/xml/domain';

const DOMAINS = 1000;
const EVENTS = 100_000;

/** What each may take at most; of events, what is the least. */
const LIMITS = { 'integer, awaited (ns)': 500, 'info, awaited (ns)': 50_000, 'longest turn (ms)': 5, 'lost events': 0 };

const results = {};

function show(name, value) {
  results[name] = value;
  const limit = LIMITS[name];
  const verdict = limit === undefined ? '' : `   (at most ${limit})${value <= limit ? '' : ' TOO MUCH'}`;
  console.log(`${name.padEnd(36)} ${value.toFixed(value < 10 ? 2 : 0).padStart(10)}${verdict}`);
}

/** Nanoseconds of a call: the best of several rounds. */
async function nanoseconds(call, count) {
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const started = performance.now();
    for (let index = 0; index < count; index++) await call();
    best = Math.min(best, ((performance.now() - started) / count) * 1e6);
  }
  return best;
}

function domainXml(name, devices = '') {
  return `<domain type='test'><name>${name}</name><memory>65536</memory><os><type>hvm</type></os><devices>${devices}</devices></domain>`;
}

/** The longest time from one turn of the event loop to the next while something is done; the median of several tries. */
async function longestTurn(work) {
  const tries = [];
  for (let round = 0; round < 7; round++) {
    let isRunning = true;
    let longest = 0;
    let last = performance.now();
    const turn = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (isRunning) setImmediate(turn);
    };
    setImmediate(turn);
    await new Promise((resolve) => setImmediate(resolve));
    longest = 0;
    await work();
    await new Promise((resolve) => setImmediate(resolve));
    isRunning = false;
    tries.push(longest);
  }
  return tries.sort((one, other) => one - other)[3];
}

const connection = await open('test:///default?clock=1000000000');
const domain = await connection.lookupDomainByName('test');
const bare = { async method() { return 1; } };
show('an async function of Node (ns)', await nanoseconds(() => bare.method(), 200_000));
show('integer, awaited (ns)', await nanoseconds(() => domain.maxMemory(), 200_000));
show('boolean, awaited (ns)', await nanoseconds(() => domain.isActive(), 200_000));
show('text, awaited (ns)', await nanoseconds(() => connection.hostname(), 100_000));
show('info, awaited (ns)', await nanoseconds(() => domain.info(), 100_000));
show('lookup by name, awaited (ns)', await nanoseconds(() => connection.lookupDomainByName('test'), 20_000));

// A call that is not ready comes back through the event loop.
{
  const events = connection.events({ domain });
  let isPaused = false;
  const cycle = async () => {
    const next = events.next();
    await (isPaused ? domain.resume() : domain.suspend());
    isPaused = !isPaused;
    await next;
  };
  show('waiting call, awaited (us)', (await nanoseconds(cycle, 2000)) / 1000);
  events.close();
}

for (let number = 1; number < DOMAINS; number++) await connection.defineDomainXml(domainXml(`guest${number}`));
show('list of 1,000 domains (us)', (await nanoseconds(() => connection.listAllDomains(), 20)) / 1000);

const text = readFileSync(new URL('../../tests/vectors/documents/domain.xml', import.meta.url), 'utf8');
show('domain document, read (us)', (await nanoseconds(() => Domain.parse(text), 500)) / 1000);
const document = Domain.parse(text);
show('domain document, written (us)', (await nanoseconds(() => document.toXml(), 500)) / 1000);

const disks = Array.from(
  { length: 500 },
  (_, index) => `<disk type='file' device='disk'><source file='/d${index}'/><target dev='vd${index}'/></disk>`,
);
const large = domainXml('large', disks.join(''));
const turns = {
  'list of 1,000': () => connection.listAllDomains(),
  'calls in a loop': async () => {
    for (let index = 0; index < 20_000; index++) await domain.info();
  },
  'lists in a loop': async () => {
    for (let index = 0; index < 20; index++) await connection.listAllDomains();
  },
  'large document defined': async () => {
    await (await connection.defineDomainXml(large)).undefine();
  },
};
let longest = 0;
for (const [name, work] of Object.entries(turns)) {
  const turn = await longestTurn(work);
  longest = Math.max(longest, turn);
  show(`turn: ${name} (ms)`, turn);
}
show('longest turn (ms)', longest);

{
  const events = connection.events({ domain, capacity: EVENTS + 1 });
  for (let index = 0; index < EVENTS / 2; index++) {
    await domain.suspend();
    await domain.resume();
  }
  events.close();
  let count = 0;
  let lost = 0;
  const started = performance.now();
  for await (const event of events) {
    if (event.type === 'gap') lost += event.lost;
    else count++;
  }
  show('events (thousands a second)', count / (performance.now() - started));
  show('lost events', lost + Math.max(0, EVENTS - count));
}
connection.close();

if (process.argv.includes('--check') && Object.entries(LIMITS).some(([name, limit]) => results[name] > limit)) process.exit(1);
