// Runs the steps of the shared vectors. What a step says is in tests/vectors/README.md.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import * as ferrovirt from 'ferrovirt';
import * as documents from 'ferrovirt/xml';

export const VECTORS = fileURLToPath(new URL('../../tests/vectors', import.meta.url));

const operations = JSON.parse(readFileSync(new URL('operations.json', import.meta.url), 'utf8'));

/** The name of each test, with its file's, and its steps. */
export function allTests() {
  const files = readdirSync(VECTORS).filter((name) => name.endsWith('.json')).sort();
  return files.flatMap((file) => {
    const { tests } = JSON.parse(readFileSync(path.join(VECTORS, file), 'utf8'));
    return tests.map(({ name, steps }) => ({ name: `${path.basename(file, '.json')}/${name}`, steps }));
  });
}

export async function run(steps) {
  const runner = new Runner();
  try {
    for (const step of steps) await runner.step(step);
  } finally {
    for (const value of runner.variables.values()) {
      if (value instanceof ferrovirt.Connection) value.close();
    }
  }
}

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const pascal = (name) => camel(`_${name.toLowerCase()}`);

/** Fields of errors, by the definition's names. */
const ERROR_FIELDS = {
  code: (error) => error.errorNumber,
  code_name: (error) => error.code,
  object_kind: (error) => error.object?.kind,
  object_name: (error) => error.object?.name,
  object_uuid: (error) => error.object?.uuid,
  line: (error) => error.position?.line,
  column: (error) => error.position?.column,
  number: (error) => error.errno ?? -1,
};

class Runner {
  variables = new Map([['vectors', VECTORS]]);

  async step(step) {
    const [kind] = Object.keys(step);
    const act = KINDS[kind];
    assert.ok(act, `no such step: ${kind}`);
    const where = JSON.stringify(step).slice(0, 500);
    const unknown = Object.keys(step).filter((key) => ![kind, 'as', 'expect', 'error', 'cancelled', ...act.keys].includes(key));
    assert.deepEqual(unknown, [], where);
    let outcome;
    try {
      outcome = await act.run(this, step);
    } catch (error) {
      if (step.cancelled) {
        assert.equal(error.code, 'ABORT_ERR', where);
        return;
      }
      if (!(error instanceof ferrovirt.FerrovirtError) || step.error === undefined) throw new Error(`in the step ${where}`, { cause: error });
      assert.equal(error.constructor.errorNumber, error.errorNumber, where);
      assert.notEqual(error.constructor, ferrovirt.FerrovirtError, where);
      this.agrees(error, step.error, where);
      return;
    }
    assert.ok(step.error === undefined && !step.cancelled, `it did not fail: ${where}`);
    if ('expect' in step) this.agrees(outcome, step.expect, where);
    if ('as' in step) this.variables.set(step.as, outcome);
  }

  value(given) {
    if (typeof given === 'string') return this.substituted(given);
    if (Array.isArray(given)) return given.map((item) => this.value(item));
    if (typeof given !== 'object' || given === null) return given;
    if ('$enum' in given) return enumeration(given);
    if ('$flags' in given) return flags(given);
    if ('$bytes' in given) return Buffer.from(given.$bytes, 'hex');
    if ('$pattern' in given) return Buffer.from(Uint8Array.from({ length: given.$pattern }, (_, index) => index % 251));
    if ('$repeat' in given) return given.$repeat.repeat(given.times);
    if ('$join' in given) return given.$join.map((part) => this.value(part)).join('');
    if ('$file' in given) return readFileSync(path.join(VECTORS, given.$file), 'utf8');
    if ('$parameters' in given) {
      return Object.fromEntries(Object.entries(given.$parameters).map(([name, value]) => [name, this.value(value)]));
    }
    throw new Error(`no such value: ${JSON.stringify(given)}`);
  }

  substituted(text) {
    const whole = /^\$\{(\w+)\}$/.exec(text);
    const look = (name) => {
      assert.ok(this.variables.has(name), `nothing has this name: ${name}`);
      return this.variables.get(name);
    };
    return whole === null ? text.replace(/\$\{(\w+)\}/g, (_, name) => String(look(name))) : look(whole[1]);
  }

  agrees(found, expected, where) {
    if (Array.isArray(expected)) {
      assert.equal(found?.length, expected.length, where);
      expected.forEach((item, index) => this.agrees(found[index], item, where));
      return;
    }
    if (typeof expected !== 'object' || expected === null) {
      const value = this.value(expected) ?? undefined;
      const plain = typeof found === 'bigint' ? Number(found) : (found ?? undefined);
      if (typeof value === 'object') assert.deepEqual(found, value, where);
      else assert.equal(plain, value, where);
      return;
    }
    if ('$any' in expected) assert.ok(found !== undefined && found !== null, where);
    else if ('$contains' in expected) assert.ok(found.includes(this.value(expected.$contains)), `${where}: ${found}`);
    else if ('$not' in expected) assert.throws(() => this.agrees(found, expected.$not, where), where);
    else if ('$length' in expected) assert.equal(found.length, expected.$length, where);
    else if ('$sha256' in expected) {
      assert.equal(found.length, expected.length, where);
      assert.equal(createHash('sha256').update(found).digest('hex'), expected.$sha256, where);
    } else if ('$unordered' in expected) {
      assert.equal(found.length, expected.$unordered.length, where);
      for (const item of expected.$unordered) {
        assert.ok(found.some((each) => this.isEqual(each, item)), `${where}: nothing like ${JSON.stringify(item)}`);
      }
    } else if ('$enum' in expected && typeof found === 'number') {
      assert.equal(found, expected.number, where);
    } else if (Object.keys(expected).some((key) => key.startsWith('$'))) {
      assert.deepEqual(found, this.value(expected), where);
    } else {
      for (const [name, value] of Object.entries(expected)) {
        const isError = found instanceof Error && name in ERROR_FIELDS;
        this.agrees(isError ? ERROR_FIELDS[name](found) : (found[camel(name)] ?? found[name]), value, `${where}: ${name}`);
      }
    }
  }

  isEqual(found, expected) {
    try {
      this.agrees(found, expected, '');
      return true;
    } catch {
      return false;
    }
  }
}

function enumeration({ $enum: named, number }) {
  const [type, name] = named.split('.');
  const value = ferrovirt[type][Object.keys(ferrovirt[type]).find((key) => pascalIs(key, name))];
  assert.equal(ferrovirt.numberOf(ferrovirt[type], value), number, named);
  return value;
}

function flags({ $flags: named, number }) {
  const [type, names] = named.split('.');
  if (names === undefined || names === '') return number;
  const values = names.split('|').map((name) => ferrovirt[type][Object.keys(ferrovirt[type]).find((key) => pascalIs(key, name))]);
  assert.equal(values.reduce((all, value) => all | value, 0) >>> 0, number, named);
  return number;
}

function pascalIs(key, screaming) {
  return key === pascal(screaming) || key.replace(/^_/, '').toLowerCase() === screaming.replaceAll('_', '').toLowerCase();
}

/** Calls an operation with its arguments in the definition's order. */
function perform(object, name, given, options) {
  const type = object.constructor.name;
  const operation = operations.find((found) => found.object === type && found.name === name);
  assert.ok(operation, `${type} has no '${name}'`);
  if (operation.form === 'property') return object[operation.method];
  const required = [];
  const all = { ...options };
  operation.arguments.forEach(([argument, isOptional], index) => {
    if (!isOptional) required.push(given[index]);
    else if (index < given.length && given[index] !== null) all[argument] = given[index];
  });
  return object[operation.method](...required, ...(Object.keys(all).length > 0 ? [all] : []));
}

function field(value, steps) {
  return steps.reduce((found, name) => found?.[/^\d+$/.test(name) ? Number(name) : camel(name)], value);
}

async function equal(one, other) {
  if (typeof one?.equals === 'function') return one.equals(other);
  return Buffer.isBuffer(one) ? one.equals(other) : one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** What each kind of step does, and the keys that it has besides its own. */
const KINDS = {
  open: {
    keys: ['read_only'],
    run: (runner, step) => ferrovirt.open(runner.value(step.open), { readOnly: step.read_only ?? false }),
  },
  call: {
    keys: ['on', 'with', 'timeout', 'cancel_after'],
    async run(runner, step) {
      const given = (step.with ?? []).map((value) => runner.value(value));
      const object = runner.value(step.on);
      if (step.cancel_after !== undefined) {
        const abort = new AbortController();
        const outcome = perform(object, step.call, given, { signal: abort.signal });
        outcome.catch(() => {});
        await sleep(1000 * step.cancel_after);
        abort.abort();
        return outcome;
      }
      return perform(object, step.call, given, step.timeout === undefined ? {} : { timeout: 1000 * step.timeout });
    },
  },
  get: { keys: ['of'], run: (runner, step) => runner.value(step.of)[camel(step.get)] },
  subscribe: {
    keys: ['to', 'capacity'],
    run(runner, step) {
      const options = Object.fromEntries(Object.entries(step.to ?? {}).map(([name, value]) => [camel(name), runner.value(value)]));
      if (step.capacity !== undefined) options.capacity = step.capacity;
      return runner.value(step.subscribe).events(options);
    },
  },
  next: {
    keys: ['event', 'kind'],
    async run(runner, step) {
      const event = await runner.value(step.next).next({ timeout: 60_000 });
      if (step.event === null) return assert.equal(event, undefined);
      assert.equal(event?.type, camel(step.event[0].toLowerCase() + step.event.slice(1)));
      if (step.kind !== undefined) assert.equal(event.kind.type, step.kind[0].toLowerCase() + step.kind.slice(1));
      return event;
    },
  },
  upload: {
    keys: ['data'],
    async run(runner, step) {
      const stream = runner.value(step.upload);
      await stream.write(runner.value(step.data));
      await stream.finish();
    },
  },
  download: { keys: [], run: (runner, step) => runner.value(step.download).read() },
  read: {
    keys: ['xml', 'strict'],
    run(runner, step) {
      const module = documents[camel(step.read)];
      // Of several classes of one kind, the first element's.
      const found = Object.values(module).find((value) => value?.parse !== undefined && value.name.toLowerCase() === step.read.replaceAll('_', ''))
        ?? Object.values(module).find((value) => value?.parse !== undefined);
      return found.parse(runner.value(step.xml), { strict: step.strict ?? false });
    },
  },
  print: { keys: [], run: (runner, step) => runner.value(step.print).toXml() },
  field: { keys: ['of'], run: (runner, step) => field(runner.value(step.of), step.field.split('.')) },
  set: {
    keys: ['of', 'to'],
    run(runner, step) {
      const steps = step.set.split('.');
      const name = camel(steps.pop());
      field(runner.value(step.of), steps)[name] = runner.value(step.to);
    },
  },
  diff: {
    keys: [],
    run(runner, step) {
      const [old, other] = step.diff.map((value) => runner.value(value));
      return old.diff(other);
    },
  },
  same: {
    keys: [],
    async run(runner, step) {
      assert.ok(await equal(...step.same.map((value) => runner.value(value))));
    },
  },
  different: {
    keys: [],
    async run(runner, step) {
      assert.ok(!(await equal(...step.different.map((value) => runner.value(value)))));
    },
  },
  times: {
    keys: ['counter', 'steps'],
    async run(runner, step) {
      for (let index = 0; index < step.times; index++) {
        runner.variables.set(step.counter, index);
        for (const inner of step.steps) await runner.step(inner);
      }
    },
  },
};
