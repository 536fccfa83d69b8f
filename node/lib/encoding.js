'use strict';

// The definition's encoding of values: numbers have their high bytes first, texts and lists begin with their length.

const { raised, wrongType } = require('./errors.js');

/** Results up to this size arrive in one buffer that is used again and again. */
const RESULTS = 256 * 1024;
const ARGUMENTS = 64 * 1024;

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

const results = Buffer.from(new ArrayBuffer(RESULTS));
const resultsView = new DataView(results.buffer);

/** An enumeration: its words by place and by number, and their places. */
function table(name, values, numbers) {
  const words = Object.values(values);
  return {
    name,
    words,
    numbers,
    places: new Map(words.map((word, index) => [word, index + 1])),
    named: new Map(numbers.map((number, index) => [number, words[index]])),
  };
}

class Reader {
  constructor(adopt) {
    this.adopt = adopt;
    this.use(results, resultsView, undefined, 0);
  }

  use(buffer, view, own, length) {
    this.buffer = buffer;
    this.view = view;
    // Undefined for the buffer that is used again.
    this.own = own;
    this.place = 0;
    this.length = length;
    return this;
  }

  /** What a native call gave: how many bytes are in the buffer, or bytes of their own. */
  at(value) {
    if (typeof value === 'number') return this.use(results, resultsView, undefined, value);
    return this.use(value, new DataView(value.buffer, value.byteOffset, value.length), value, value.length);
  }

  damaged() {
    throw raised({ code: 1, codeName: 'VIR_ERR_INTERNAL_ERROR', message: 'internal error: the answer is damaged', domain: 0, level: 2 });
  }

  step(size) {
    const place = this.place;
    this.place = place + size;
    if (this.place > this.length) this.damaged();
    return place;
  }

  boolean() { return this.view.getInt8(this.step(1)) !== 0; }
  i8() { return this.view.getInt8(this.step(1)); }
  u8() { return this.view.getUint8(this.step(1)); }
  i16() { return this.view.getInt16(this.step(2)); }
  u16() { return this.view.getUint16(this.step(2)); }
  i32() { return this.view.getInt32(this.step(4)); }
  u32() { return this.view.getUint32(this.step(4)); }
  i64() { return Number(this.view.getBigInt64(this.step(8))); }
  bigi64() { return this.view.getBigInt64(this.step(8)); }
  bigu64() { return this.view.getBigUint64(this.step(8)); }
  float() { return this.view.getFloat64(this.step(8)); }

  u64() {
    const place = this.step(8);
    return this.view.getUint32(place) * 4294967296 + this.view.getUint32(place + 4);
  }

  text() {
    const length = this.u32();
    const place = this.step(length);
    return length === 0 ? '' : this.buffer.utf8Slice(place, place + length);
  }

  bytes() {
    const length = this.u32();
    const place = this.step(length);
    return Buffer.from(this.buffer.subarray(place, place + length));
  }

  optional(read) {
    return this.u8() === 0 ? undefined : read(this);
  }

  list(read) {
    const items = new Array(this.u32());
    for (let index = 0; index < items.length; index++) items[index] = read(this);
    return items;
  }

  word(table) {
    return table.words[this.i32() - 1] ?? this.damaged();
  }

  /** A number as a word of the enumeration that it belongs to, if it does. */
  named(number, table) {
    return table?.named.get(number) ?? number;
  }

  object(type) {
    return this.adopt(this.own, this.step(8), type);
  }
}

class Writer {
  constructor() {
    this.shared = Buffer.from(new ArrayBuffer(ARGUMENTS));
    this.isBusy = false;
    this.reset();
  }

  reset() {
    this.buffer = this.shared;
    this.view = new DataView(this.buffer.buffer, this.buffer.byteOffset, this.buffer.length);
    this.length = 0;
    this.objects = undefined;
  }

  step(size) {
    const place = this.length;
    if (place + size > this.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * this.buffer.length, place + size));
      this.buffer.copy(larger, 0, 0, place);
      this.buffer = larger;
      this.view = new DataView(larger.buffer);
    }
    this.length = place + size;
    return place;
  }

  boolean(value, name) {
    if (typeof value !== 'boolean') throw wrongType(name, 'a boolean', value);
    this.view.setInt8(this.step(1), value ? 1 : 0);
  }

  whole(value, name, least, most) {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (!Number.isInteger(number) || number < least || number > most) {
      throw wrongType(name, `an integer from ${least} to ${most}`, value);
    }
    return number;
  }

  big(value, name, least, most) {
    const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value);
    const number = isWhole ? BigInt(value) : least;
    if (!isWhole || number < least || number > most) throw wrongType(name, `an integer from ${least} to ${most}`, value);
    return number;
  }

  i8(value, name) { this.view.setInt8(this.step(1), this.whole(value, name, -128, 127)); }
  u8(value, name) { this.view.setUint8(this.step(1), this.whole(value, name, 0, 255)); }
  i16(value, name) { this.view.setInt16(this.step(2), this.whole(value, name, -32768, 32767)); }
  u16(value, name) { this.view.setUint16(this.step(2), this.whole(value, name, 0, 65535)); }
  i32(value, name) { const number = this.whole(value, name, -2147483648, 2147483647); this.view.setInt32(this.step(4), number); }
  u32(value, name) { const number = this.whole(value, name, 0, 4294967295); this.view.setUint32(this.step(4), number); }
  i64(value, name) { const number = this.big(value, name, -(2n ** 63n), 2n ** 63n - 1n); this.view.setBigInt64(this.step(8), number); }
  u64(value, name) { const number = this.big(value, name, 0n, 2n ** 64n - 1n); this.view.setBigUint64(this.step(8), number); }

  float(value, name) {
    if (typeof value !== 'number') throw wrongType(name, 'a number', value);
    this.view.setFloat64(this.step(8), value);
  }

  text(value, name) {
    if (typeof value !== 'string') throw wrongType(name, 'a string', value);
    // A unit of a string takes three bytes at most.
    const place = this.step(4 + 3 * value.length);
    const length = this.buffer.utf8Write(value, place + 4);
    this.view.setUint32(place, length);
    this.length = place + 4 + length;
  }

  uuid(value, name) {
    if (!UUID.test(value)) throw wrongType(name, 'a UUID', value);
    this.text(value, name);
  }

  document(value, name) {
    const isDocument = typeof value === 'object' && value !== null && typeof value.toXml === 'function';
    if (!isDocument && typeof value !== 'string') throw wrongType(name, 'a string or a document', value);
    this.text(isDocument ? value.toXml() : value, name);
  }

  bytes(value, name) {
    if (!(value instanceof Uint8Array)) throw wrongType(name, 'a Uint8Array', value);
    const place = this.step(4 + value.length);
    this.view.setUint32(place, value.length);
    this.buffer.set(value, place + 4);
  }

  file(value, name) {
    this.i32(typeof value === 'object' && value !== null ? value.fd : value, name);
  }

  optional(value, name, add) {
    const isThere = value !== undefined && value !== null;
    this.view.setInt8(this.step(1), isThere ? 1 : 0);
    if (isThere) add(this, value, name);
  }

  list(value, name, add) {
    if (!Array.isArray(value)) throw wrongType(name, 'an array', value);
    this.u32(value.length, name);
    for (const item of value) add(this, item, name);
  }

  word(value, name, table) {
    const place = table.places.get(value);
    if (place === undefined) throw wrongType(name, `a ${table.name}`, value);
    this.view.setInt32(this.step(4), place);
  }

  object(value, name, type) {
    if (!(value instanceof type)) throw wrongType(name, `a ${type.name}`, value);
    // The native module puts a handle of its own there.
    (this.objects ??= []).push(this.step(8), type.handleOf(value));
  }
}

const VALUES = [undefined, 'i32', 'u32', 'bigi64', 'bigu64', 'float', 'boolean', 'text'];

function readParameters(input) {
  const found = {};
  for (let left = input.u32(); left > 0; left--) {
    const field = input.text();
    const value = input[VALUES[input.i32()] ?? input.damaged()]();
    if (!Object.hasOwn(found, field)) found[field] = value;
    else if (Array.isArray(found[field])) found[field].push(value);
    else found[field] = [found[field], value];
  }
  return found;
}

function addParameters(out, parameters, name) {
  if (typeof parameters !== 'object' || parameters === null) throw wrongType(name, 'an object', parameters);
  const pairs = Object.entries(parameters).flatMap(([field, value]) =>
    Array.isArray(value) ? value.map((item) => [field, item]) : [[field, value]],
  );
  out.u32(pairs.length, name);
  for (const [field, value] of pairs) {
    out.text(field, name);
    addParameter(out, value, `${name}.${field}`);
  }
}

function addParameter(out, value, name) {
  const put = (place, method) => {
    out.i32(place, name);
    out[method](value, name);
  };
  switch (typeof value) {
    case 'bigint': return value > 2n ** 63n - 1n ? put(4, 'u64') : put(3, 'i64');
    case 'number': return Number.isSafeInteger(value) ? put(3, 'i64') : put(5, 'float');
    case 'boolean': return put(6, 'boolean');
    case 'string': return put(7, 'text');
    default: throw wrongType(name, 'a number, a bigint, a boolean or a string', value);
  }
}

module.exports = { Reader, Writer, results, table, readParameters, addParameters };
