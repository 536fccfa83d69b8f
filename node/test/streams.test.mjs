// Streams as Node has them.

import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';

import { FerrovirtError } from 'ferrovirt';

import { connect } from './setup.mjs';

const DATA = Buffer.from(Uint8Array.from({ length: 1024 * 1024 }, (_, index) => index % 251));

async function volume(t) {
  const connection = await connect(t);
  const pool = await connection.lookupStoragePoolByName('default-pool');
  return pool.createVolumeXml("<volume><name>disk.img</name><capacity unit='KiB'>1024</capacity></volume>");
}

test('upload and download', async (t) => {
  const disk = await volume(t);
  const up = await disk.upload(0, 0);
  await up.write(DATA);
  await up.finish();
  assert.ok((await (await disk.download(0, 0)).read()).equals(DATA));
  const parts = [];
  for await (const part of await disk.download(0n, 4096n)) parts.push(part);
  assert.ok(Buffer.concat(parts).equals(DATA.subarray(0, 4096)));
});

test('streams of Node', async (t) => {
  const disk = await volume(t);
  const parts = Array.from({ length: 16 }, (_, index) => DATA.subarray(index * 65536, (index + 1) * 65536));
  await pipeline(Readable.from(parts), (await disk.upload(0, 0)).toWritable());
  assert.ok((await buffer((await disk.download(0, 0)).toReadable())).equals(DATA));
  const duplex = (await disk.download(0, 16)).toDuplex();
  assert.ok((await buffer(duplex)).equals(DATA.subarray(0, 16)));
});

test('a stream that is destroyed is given up', async (t) => {
  const disk = await volume(t);
  const stream = await disk.download(0, 0);
  const readable = stream.toReadable();
  readable.destroy();
  await new Promise((resolve) => readable.once('close', resolve));
  await assert.rejects(stream.receive(16), FerrovirtError);
});

test('a screenshot', async (t) => {
  const connection = await connect(t);
  const { mimeType, image } = await (await connection.lookupDomainByName('test')).screenshot(0);
  assert.match(mimeType, /^image\//);
  assert.ok((await image.read()).length > 0);
});
