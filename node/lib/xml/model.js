'use strict';

// What all documents have in common: the way between their objects and the one buffer of JSON in which they cross to the
// core, along a table. There an object is without the fields that are not set, and a shape of a union is an object with one
// entry, whose key says which.

const { begin, start, check, answer, settle } = require('../call.js');
const { wrongType } = require('../errors.js');
const { functions, diffDocuments } = require('../generated/objects.js');
const { tables } = require('../generated/enumerations.js');

/** The result of `readDocument` as a string: bit 16 and up say what becomes of it, as in `node/native/src/code.rs`. */
const READ = (functions.readDocument & 0xffff) | (12 << 16);
const WRITE = functions.writeDocument;

const TRUTH = { yes: { true: 'yes', false: 'no' }, on: { true: 'on', false: 'off' } };

/** A number that JavaScript's numbers may not hold exactly. */
const LONG = /\d{16}/;
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d{16,}/g;
const BIG = '\u0000';

/** Where a module keeps its elements for other modules. */
const ELEMENTS = Symbol('elements');

function camel(key) {
  return key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** JSON whose long numbers become `bigint`. */
function parseJson(text) {
  if (!LONG.test(text)) return JSON.parse(text);
  let hasBig = false;
  const quoted = text.replace(TOKENS, (token) => {
    if (token[0] === '"' || Number.isSafeInteger(Number(token))) return token;
    hasBig = true;
    return `"\\u0000${token}"`;
  });
  return hasBig ? JSON.parse(quoted, (_, value) => (typeof value === 'string' && value[0] === BIG ? BigInt(value.slice(1)) : value)) : JSON.parse(text);
}

function printJson(data) {
  let hasBig = false;
  const text = JSON.stringify(data, (_, value) => {
    if (typeof value !== 'bigint') return value;
    hasBig = true;
    return `${BIG}${value}`;
  });
  return hasBig ? text.replace(/"\\u0000(-?\d+)"/g, '$1') : text;
}

/** How a field's value is read, written and made: by its specification, as in `'*Disk'`. */
class Field {
  constructor(key, specification, lookUp, isOfShape) {
    this.key = key;
    this.name = camel(key);
    // A shape's own name for its field `type`, because `type` tells the shape.
    if (isOfShape && this.name === 'type') this.name = 'kind';
    const [, count, type, standard] = /^([*?=]?)([^:]*):?(.*)$/.exec(specification);
    this.count = count;
    this.standard = standard;
    this.type = type;
    this.codec = codecs[type] ?? lookUp(type);
  }

  /** What stands for a field that is not given. */
  make() {
    if (this.count === '*') return [];
    if (this.count === '=') return this.codec.make(this.standard === '' ? {} : { type: this.standard });
    return undefined;
  }

  decode(value) {
    if (value === undefined || value === null) return this.make();
    return this.count === '*' ? value.map((item) => this.codec.decode(item)) : this.codec.decode(value);
  }

  encode(value, path) {
    if (this.count !== '*') return this.codec.encode(value, path);
    if (!Array.isArray(value)) throw wrongType(path, 'an array', value);
    return value.map((item, index) => this.codec.encode(item, `${path}[${index}]`));
  }

  /** A given value with the standards of what is missing in it. */
  complete(value) {
    if (value === undefined || value === null) return this.make();
    if (this.count === '*' && Array.isArray(value)) return value.map((item) => this.codec.make(item));
    return this.codec.make(value);
  }
}

const same = (value) => value;
const plain = { decode: same, encode: same, make: same };

function truth({ true: yes, false: no }) {
  return {
    decode: (value) => value === yes,
    encode: (value) => (value === true ? yes : value === false ? no : value),
    make: same,
  };
}

const codecs = {
  text: plain,
  word: plain,
  integer: plain,
  flag: { ...plain, encode: (value) => value === true },
  yes: truth(TRUTH.yes),
  on: truth(TRUTH.on),
};

/** Fields of an element, or of a union's shape. */
class Fields {
  constructor(table, lookUp, isOfShape) {
    this.fields = Object.entries(table).map(([key, specification]) => new Field(key, specification, lookUp, isOfShape));
    this.names = new Set(this.fields.map((field) => field.name));
  }

  decode(data, into) {
    for (const field of this.fields) {
      const value = field.decode(data[field.key]);
      if (value !== undefined) into[field.name] = value;
    }
    return into;
  }

  encode(value, path) {
    if (typeof value !== 'object' || value === null) throw wrongType(path, 'an object', value);
    const data = {};
    for (const field of this.fields) {
      let given = value[field.name];
      if (given === undefined || given === null) {
        given = field.make();
        if (given === undefined) continue;
      }
      const encoded = field.encode(given, `${path}.${field.name}`);
      const isNothing =
        (field.count === '*' && encoded.length === 0) ||
        (field.type === 'flag' && encoded === false) ||
        // A group of fields of which none is set is as good as none.
        (field.count === '=' && typeof encoded === 'object' && Object.keys(encoded).length === 0);
      if (!isNothing) data[field.key] = encoded;
    }
    return data;
  }

  make(given, into, name) {
    for (const key of Object.keys(given)) {
      if (given[key] !== undefined && !this.names.has(key) && !Object.hasOwn(into, key)) {
        throw Object.assign(new TypeError(`${name} has no field '${key}'`), { code: 'ERR_INVALID_ARG_VALUE' });
      }
    }
    for (const field of this.fields) {
      const value = field.complete(given[field.name]);
      if (value !== undefined) into[field.name] = value;
    }
    return into;
  }
}

class Element {
  constructor(name, { fields }, lookUp) {
    this.name = name;
    this.table = fields;
    this.lookUp = lookUp;
  }

  get fields() {
    const fields = new Fields(this.table, this.lookUp, false);
    Object.defineProperty(this, 'fields', { value: fields });
    return fields;
  }

  decode(data) {
    return this.fields.decode(data, this.empty());
  }

  encode(value, path) {
    return this.fields.encode(value, path);
  }

  make(given) {
    if (typeof given !== 'object' || given === null) throw wrongType(this.name, 'an object', given);
    return this.fields.make(given, this.empty(), this.name);
  }

  /** An object without its fields: of the class, for an element that can be a document. */
  empty() {
    return this.prototype === undefined ? {} : Object.create(this.prototype);
  }
}

class Union {
  constructor(name, { variants }, lookUp) {
    this.name = name;
    this.table = variants;
    this.lookUp = lookUp;
  }

  get shapes() {
    const entries = Object.entries(this.table).map(([word, { form, fields }]) => {
      return [word, { form, fields: new Fields(fields, this.lookUp, true) }];
    });
    const shapes = new Map(entries);
    Object.defineProperty(this, 'shapes', { value: shapes });
    return shapes;
  }

  shape(value, path) {
    const shape = this.shapes.get(value?.type);
    if (shape === undefined) {
      throw wrongType(`${path}.type`, `one of ${[...this.shapes.keys()].map((word) => `'${word}'`).join(', ')}`, value?.type);
    }
    return shape;
  }

  decode(data) {
    const [word] = Object.keys(data);
    const { form, fields } = this.shapes.get(word);
    const payload = data[word];
    const value = { type: word };
    // An element without content is there all the same.
    if (form === 'optional' && payload !== null && Object.keys(payload).length === 0) value.isPresent = true;
    return fields.decode(form === 'value' ? { value: payload } : (payload ?? {}), value);
  }

  encode(value, path) {
    const { form, fields } = this.shape(value, path);
    if (form === 'nothing') return { [value.type]: null };
    const data = fields.encode(value, path);
    if (form === 'value') return { [value.type]: data.value };
    const isAbsent = form === 'optional' && Object.keys(data).length === 0 && value.isPresent !== true;
    return { [value.type]: isAbsent ? null : data };
  }

  make(given) {
    const { form, fields } = this.shape(given, this.name);
    const value = { type: given.type };
    if (form === 'optional' && given.isPresent === true) value.isPresent = true;
    return fields.make(form === 'optional' ? { ...given, isPresent: undefined } : given, value, `${this.name} '${given.type}'`);
  }
}

/** Elements that are kept as they are: metadata, and what belongs to others. */
codecs.raw = {
  decode: ({ name, attributes = [], children = [] }) => ({
    name,
    attributes,
    children: children.map((child) => {
      const [[type, value]] = Object.entries(child);
      return type === 'element' ? { type, element: codecs.raw.decode(value) } : { type, text: value };
    }),
  }),
  encode: ({ name, attributes = [], children = [] }, path) => ({
    name,
    attributes,
    children: children.map((child) => ({
      [child.type]: child.type === 'element' ? codecs.raw.encode(child.element, path) : child.text,
    })),
  }),
  make: ({ name, attributes = [], children = [] }) => ({
    name,
    attributes,
    children: children.map((child) => (child.type === 'element' ? { type: 'element', element: codecs.raw.make(child.element) } : child)),
  }),
};

function taking(kind, text, rest) {
  const out = start();
  out.word(kind, 'kind', tables.DocumentKind);
  if (typeof text === 'string') out.text(text, 'xml');
  else out.bytes(text, 'document');
  if (rest !== undefined) out.boolean(rest, 'options.strict');
  return out;
}

/** The class of a document. */
function documentClass(name, element, { kind, word }) {
  const fromJson = (text) => {
    let data = parseJson(text);
    if (word !== undefined) {
      if (!Object.hasOwn(data, word)) throw new TypeError(`expected a document <${word}>, not <${Object.keys(data)[0]}>`);
      data = data[word];
    }
    return element.decode(data);
  };
  const toJson = (document) => {
    const data = element.fields.encode(document, name);
    return printJson(word === undefined ? data : { [word]: data });
  };
  const toBytes = (document) => Buffer.from(toJson(document));
  const made = {
    [name]: class {
      constructor(fields = {}) {
        if (typeof fields !== 'object' || fields === null) throw wrongType(name, 'an object', fields);
        element.fields.make(fields, this, name);
      }

      static parse(xml, options) {
        return fromJson(answer(begin.here(READ, undefined, taking(kind, xml, options?.strict ?? false))));
      }

      static async parseAsync(xml, options) {
        if (options !== undefined) check(options);
        return settle(begin.elsewhere(READ, undefined, taking(kind, xml, options?.strict ?? false)), fromJson, options);
      }

      toXml() {
        return answer(begin.here(WRITE, undefined, taking(kind, toBytes(this))));
      }

      async toXmlAsync(options) {
        if (options !== undefined) check(options);
        return settle(begin.elsewhere(WRITE, undefined, taking(kind, toBytes(this))), undefined, options);
      }

      toString() {
        return this.toXml();
      }

      diff(other) {
        if (!(other instanceof made)) throw wrongType('other', `a ${name}`, other);
        return diffDocuments(kind, toBytes(this), toBytes(other));
      }

      equals(other) {
        return other instanceof made && toJson(this) === toJson(other);
      }

      clone() {
        return fromJson(toJson(this));
      }
    },
  }[name];
  element.prototype = made.prototype;
  return made;
}

/**
 * What a module of a kind of documents has: classes, functions that make elements, words. `imports` are names from other
 * modules, which are loaded when they are needed.
 */
function define(table, imports) {
  const elements = new Map();
  const found = {};
  const lookUp = (name) => {
    const own = elements.get(name);
    if (own !== undefined) return own;
    const [load] = imports.find(([, names]) => names.includes(name)) ?? [];
    return load?.()[ELEMENTS].get(name);
  };
  for (const [name, entry] of Object.entries(table)) {
    if (entry.words !== undefined) {
      found[name] = Object.freeze(entry.words);
      continue;
    }
    const element = entry.variants === undefined ? new Element(name, entry, lookUp) : new Union(name, entry, lookUp);
    elements.set(name, element);
    if (entry.variants !== undefined) continue;
    found[name] = entry.kind === undefined ? (fields = {}) => element.make(fields) : documentClass(name, element, entry);
  }
  Object.defineProperty(found, ELEMENTS, { value: elements });
  return found;
}

module.exports = { define };
