// The types of documents: compiled, never run.

import { open } from 'ferrovirt';
import { network } from 'ferrovirt/xml';
import { Disk, Domain } from 'ferrovirt/xml/domain';
import type { DiskSource } from 'ferrovirt/xml/domain';

import { expect } from './expect.mjs';

const document = new Domain({
  domainType: 'test',
  name: 'built',
  memory: { value: 64, unit: 'MiB' },
  devices: { disks: [{ source: { type: 'file', file: '/disk.img' }, target: { dev: 'vda' } }] },
});
expect<Disk[]>()(document.devices.disks);
for (const disk of document.devices.disks) {
  if (disk.source?.type === 'file') expect<string | undefined>()(disk.source.file);
}
document.devices.disks.push(new Disk({ target: { dev: 'vdb' } }));
expect<string>()(document.toXml());
expect<boolean>()(document.equals(await Domain.parseAsync('<domain/>', { strict: true })));
await (await open('test:///default')).defineDomainXml(document);
new network.Network({ name: 'lan' });

let source: DiskSource | undefined;
expect<DiskSource | undefined>()(source);
// @ts-expect-error: there is no such kind of domain
new Domain({ domainType: 'nonsense' });
// @ts-expect-error: a domain has a type
new Domain({ name: 'x' });
