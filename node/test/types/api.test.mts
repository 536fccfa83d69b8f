// The types of the API: compiled, never run.

import { DomainCreateFlags, DomainState, NoDomainError, numberOf, open } from 'ferrovirt';
import type { Connection, Domain, DomainInfo, Event, TypedParameters } from 'ferrovirt';

import { expect } from './expect.mjs';

const connection = await open('test:///default', { readOnly: true, timeout: 1000 });
expect<Connection>()(connection);
const domains = await connection.listAllDomains({ flags: 1, signal: AbortSignal.timeout(5) });
expect<Domain[]>()(domains);
const domain = await connection.lookupDomainByName('test');
expect<string>()(domain.name);
expect<number | undefined>()(domain.id);
const info = await domain.info();
expect<DomainInfo>()(info);
expect<DomainState>()(info.state);
expect<number>()(info.memory);
expect<bigint>()(info.cpuTime);
if (info.state === 'running' || info.state === DomainState.Paused) console.log(info.vcpus);
expect<number>()(numberOf(DomainState, 'running'));
await domain.createWithFlags({ flags: DomainCreateFlags.Paused | DomainCreateFlags.ForceBoot });
await domain.setMemory(2n ** 20n);
expect<TypedParameters>()(await domain.schedulerParameters());
await domain.setSchedulerParameters({ cpu_shares: 5n, weight: 1.5 });

for await (const event of connection.events({ domain, capacity: 10 })) {
  expect<Event>()(event);
  switch (event.type) {
    case 'domain':
      if (event.kind.type === 'lifecycle') console.log(event.domain.name, event.kind.event);
      break;
    case 'gap':
      expect<number>()(event.lost);
      break;
  }
}

try {
  await domain.create();
} catch (error) {
  if (error instanceof NoDomainError) {
    expect<'VIR_ERR_NO_DOMAIN'>()(error.code);
    console.log(error.hint, error.object?.name);
  }
}

// @ts-expect-error: there is no such state
numberOf(DomainState, 'sleeping');
// @ts-expect-error: a name is a string
await connection.lookupDomainByName(1);
// @ts-expect-error: options are named
await connection.listAllDomains({ flag: 1 });
// @ts-expect-error: objects come from the package
new (await import('ferrovirt')).Domain();
