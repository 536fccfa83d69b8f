// What the tests share: a connection of each test's own, and a guest's document.

import { open } from 'ferrovirt';

export const URI = 'test:///default';

/** Opens a connection that ends with the test. `?clock=` gives it a host of its own. */
export async function connect(test, uri = `${URI}?clock=1000000000`) {
  const connection = await open(uri);
  test.after(() => connection.close());
  return connection;
}

export function domainXml(name) {
  return `<domain type='test'><name>${name}</name><memory unit='MiB'>64</memory><os><type>hvm</type></os></domain>`;
}

/** Waits until a condition holds. */
export async function until(condition, what) {
  for (let tries = 0; tries < 6000; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited in vain: ${what}`);
}
