'use strict';

// What objects have besides the definition's operations: identity, and the ways of JavaScript.

const { Readable, Writable, Duplex } = require('node:stream');
const { inspect } = require('node:util');
const { Kept, perform, answer } = require('./call.js');

/** Only the package itself makes objects. */
const KEY = Symbol('ferrovirt');
const DESCRIBE = Symbol('describe');

/** The most that one step of a stream moves. */
const CHUNK = 256 * 1024;

// Older versions of Node have no such symbols; those that add them later add the same.
const dispose = Symbol.dispose ?? Symbol.for('nodejs.dispose');
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

let handleOf;

class Handle {
  #native;

  static {
    handleOf = (object) => object.#native;
    Handle.handleOf = handleOf;
  }

  constructor(key, native) {
    if (key !== KEY) throw new TypeError('Illegal constructor');
    this.#native = native;
  }

  [inspect.custom]() {
    const name = this.constructor.name;
    return this[DESCRIBE] === undefined ? `${name} {}` : answer(perform(this[DESCRIBE], this.#native, 0, undefined));
  }
}

class ConnectionMethods extends Handle {
  [dispose]() {
    this.close();
  }

  async [asyncDispose]() {
    this.close();
  }
}

class EventSubscriptionMethods extends Handle {
  constructor(key, native) {
    super(key, native);
    Object.defineProperty(this, 'kept', { value: new Kept() });
  }

  async *iterate(options) {
    try {
      for (;;) {
        const event = await this.next(options);
        if (event === undefined) return;
        yield event;
      }
    } finally {
      this.close();
    }
  }

  [Symbol.asyncIterator]() {
    return this.iterate();
  }

  [dispose]() {
    this.close();
  }

  async [asyncDispose]() {
    this.close();
  }
}

class StreamMethods extends Handle {
  async *[Symbol.asyncIterator]() {
    let isOver = false;
    try {
      for (;;) {
        const data = await this.receive(CHUNK);
        if (data.length === 0) {
          isOver = true;
          return;
        }
        yield data;
      }
    } finally {
      if (!isOver) this.abort();
    }
  }

  async read(options) {
    const parts = [];
    for (;;) {
      const data = await this.receive(CHUNK, options);
      if (data.length === 0) return Buffer.concat(parts);
      parts.push(data);
    }
  }

  async write(data, options) {
    for (let rest = data; rest.length > 0; ) {
      rest = rest.subarray(await this.send(rest.subarray(0, CHUNK), options));
    }
  }

  toReadable(options) {
    return new Readable({ highWaterMark: CHUNK, ...options, ...reading(this), ...ending(this) });
  }

  toWritable(options) {
    return new Writable({ highWaterMark: CHUNK, ...options, ...writing(this), ...ending(this) });
  }

  toDuplex(options) {
    return new Duplex({
      readableHighWaterMark: CHUNK,
      writableHighWaterMark: CHUNK,
      ...options,
      ...reading(this),
      ...writing(this),
      ...ending(this),
    });
  }

  [dispose]() {
    this.abort();
  }

  async [asyncDispose]() {
    this.abort();
  }
}

function reading(stream) {
  return {
    read() {
      stream.receive(CHUNK).then(
        (data) => this.push(data.length === 0 ? null : data),
        (error) => this.destroy(error),
      );
    },
  };
}

function writing(stream) {
  return {
    write(chunk, _encoding, callback) {
      stream.write(chunk).then(() => callback(), callback);
    },
    final(callback) {
      stream.finish().then(() => callback(), callback);
    },
  };
}

/** Whoever destroys the stream before its end gives it up; after its end that does nothing. */
function ending(stream) {
  return {
    destroy(error, callback) {
      stream.abort();
      callback(error);
    },
  };
}

module.exports = {
  Handle,
  ConnectionMethods,
  EventSubscriptionMethods,
  StreamMethods,
  KEY,
  DESCRIBE,
  handleOf,
};
