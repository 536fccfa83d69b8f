// guest.mjs FOLDER TYPE: boots the kernel and the disk of a folder as a guest of this process's own, of the type kvm or qemu.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { open } from 'ferrovirt';
import { Domain } from 'ferrovirt/xml/domain';

const [folder, domainType = 'qemu'] = process.argv.slice(2);
const root = mkdtempSync(path.join(tmpdir(), 'ferrovirt-'));
const connection = await open(`qemu:///embed?root=${root}`);
try {
  const events = connection.events();
  const domain = await connection.createDomainXml(
    new Domain({
      domainType,
      name: 'first',
      memory: { value: 128, unit: 'MiB' },
      os: {
        osType: { kind: 'hvm', arch: 'x86_64' },
        kernel: path.resolve(folder, 'vmlinuz'),
        initrd: path.resolve(folder, 'initramfs'),
        cmdline: 'console=ttyS0 quiet',
      },
      devices: { consoles: [{ source: { type: 'pty' } }] },
    }),
  );
  const { state, reason } = await domain.state();
  console.log(domain.name, state, reason);
  await domain.destroy();
  for await (const event of events) {
    if (event.type !== 'domain' || event.kind.type !== 'lifecycle') continue;
    console.log(event.kind.event, event.kind.detail);
    if (event.kind.event === 'stopped') break;
  }
} finally {
  connection.close();
  rmSync(root, { recursive: true, force: true });
}
