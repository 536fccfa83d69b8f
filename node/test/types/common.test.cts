// The types for programs that use `require`: compiled, never run.

import ferrovirt = require('ferrovirt');
import xml = require('ferrovirt/xml');
import domain = require('ferrovirt/xml/domain');

async function main(): Promise<void> {
  const connection: ferrovirt.Connection = await ferrovirt.open('test:///default');
  const document: domain.Domain = domain.Domain.parse('<domain/>');
  const same: xml.domain.Domain = document;
  await connection.defineDomainXml(same);
}

void main;
