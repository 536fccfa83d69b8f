// What a worker thread of the tests does.

import { parentPort, workerData } from 'node:worker_threads';

import { open } from 'ferrovirt';

const connection = await open('test:///default?clock=1000000000');
const domain = await connection.lookupDomainByName('test');
const events = connection.events({ domain });
if (workerData === 'waits') {
  const waiting = events.next();
  parentPort.postMessage('waits');
  await waiting;
}
await domain.suspend();
const event = await events.next();
for (let index = 0; index < 200; index++) await connection.listAllDomains();
parentPort.postMessage([event.kind.event, domain.name]);
