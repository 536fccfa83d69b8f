// Documents: built, read, changed, written, compared.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { DocumentKind, XmlInvalidSchemaError } from 'ferrovirt';
import * as documents from 'ferrovirt/xml';
import { Disk, Domain } from 'ferrovirt/xml/domain';

import { connect } from './setup.mjs';

const TEXT = readFileSync(new URL('../../tests/vectors/documents/domain.xml', import.meta.url), 'utf8');

test('every kind has a class', () => {
  const classes = Object.values(documents).flatMap((module) => Object.values(module).filter((found) => found?.parse));
  assert.ok(Object.keys(DocumentKind).length >= 19);
  assert.ok(classes.length >= 19, `${classes.length}`);
  for (const type of classes) assert.equal(typeof type.prototype.toXml, 'function');
});

test('a document that is built is taken', async (t) => {
  const connection = await connect(t);
  const document = new Domain({
    domainType: 'test',
    name: 'built',
    memory: { value: 64, unit: 'MiB' },
    os: { osType: { kind: 'hvm' } },
  });
  assert.deepEqual(document.devices.disks, []);
  const domain = await connection.defineDomainXml(document);
  const found = Domain.parse(await domain.xmlDesc());
  assert.equal(found.name, 'built');
  assert.equal(found.uuid, domain.uuid);
});

test('a document that is changed', () => {
  const document = Domain.parse(TEXT, { strict: true });
  const copy = document.clone();
  assert.ok(copy.equals(document) && copy !== document);
  copy.devices.disks.push(new Disk({ source: { type: 'file', file: '/new.img' }, target: { dev: 'vdc', bus: 'virtio' } }));
  copy.features.acpi = false;
  assert.ok(!copy.equals(document));
  assert.match(copy.toXml(), /<source file='\/new.img'\/>/);
  assert.doesNotMatch(copy.toXml(), /<acpi\/>/);
  assert.ok(document.diff(copy).length >= 2);
});

test('numbers are exact', () => {
  const xml = (value) => `<volume><name>v</name><capacity unit='B'>${value}</capacity></volume>`;
  const { StorageVolume } = documents.storageVolume;
  for (const value of [2 ** 53 - 1, 2n ** 53n + 1n, 2n ** 64n - 1n]) {
    const document = StorageVolume.parse(xml(value));
    assert.equal(document.capacity.value, value);
    assert.match(document.toXml(), new RegExp(`>${value}<`));
  }
  // A text that looks like a number stays one.
  const named = StorageVolume.parse(xml(1).replace('>v<', '>12345678901234567890<'));
  assert.equal(named.name, '12345678901234567890');
});

test('what is wrong is said', () => {
  assert.throws(() => new Domain({ domainType: 'test', nome: 'x' }), { message: "Domain has no field 'nome'" });
  assert.throws(() => Domain.parse(TEXT.replace('<name>', '<nonsense/><name>'), { strict: true }), XmlInvalidSchemaError);
  const document = Domain.parse(TEXT);
  document.devices.disks[0].source = { type: 'nonsense' };
  assert.throws(() => document.toXml(), { message: /Domain\.devices\.disks\[0\]\.source\.type.*'nonsense'/ });
  document.devices.disks = 'none';
  assert.throws(() => document.toXml(), { message: /Domain\.devices\.disks/ });
});

test('large documents are read beside the event loop', async () => {
  const disks = Array.from({ length: 2000 }, (_, index) => `<disk type='file' device='disk'><source file='/d${index}'/><target dev='vd${index}'/></disk>`);
  const text = TEXT.replace('<devices>', `<devices>${disks.join('')}`);
  const document = await Domain.parseAsync(text);
  assert.ok(document.devices.disks.length >= 2000);
  assert.equal(await document.toXmlAsync(), document.toXml());
  await assert.rejects(Domain.parseAsync('<domain'), { position: { line: 1, column: 1 } });
});
