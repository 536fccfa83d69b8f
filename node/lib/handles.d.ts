/// <reference types="node" />
import type { Duplex, DuplexOptions, Readable, ReadableOptions, Writable, WritableOptions } from 'node:stream';
import type { Event } from './generated/records.js';
import type { CallOptions } from './values.js';

/** What all objects of the core have in common: they end by themselves when nobody has them any more. */
export declare abstract class Handle {
  private readonly handle: unknown;
}

/** What a connection has besides the definition's operations. */
export declare abstract class ConnectionMethods extends Handle {
  /** Closes the connection, at the end of a block with `using`. */
  [Symbol.dispose](): void;
  /** Closes the connection, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * What a subscription has besides the definition's operations. Waiting for an event keeps the process alive, as every
 * call does that somebody waits for; with `ref: false` it does not. A subscription that nobody reads never does.
 */
export declare abstract class EventSubscriptionMethods extends Handle implements AsyncIterable<Event> {
  /** Events until the subscription or its connection has ended; leaving the loop ends the subscription. */
  [Symbol.asyncIterator](): AsyncGenerator<Event, void, void>;
  /** As the subscription itself, with options for each step: `subscription.iterate({ signal })`. */
  iterate(options?: CallOptions): AsyncGenerator<Event, void, void>;
  /** Ends the subscription, at the end of a block with `using`. */
  [Symbol.dispose](): void;
  /** Ends the subscription, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a stream has besides the definition's operations. */
export declare abstract class StreamMethods extends Handle implements AsyncIterable<Buffer> {
  /** Everything until the end, in parts; leaving the loop earlier gives the stream up. */
  [Symbol.asyncIterator](): AsyncGenerator<Buffer, void, void>;
  /** Everything until the end. */
  read(options?: CallOptions): Promise<Buffer>;
  /** Sends all of the bytes. `finish()` ends the stream in good order. */
  write(data: Uint8Array, options?: CallOptions): Promise<void>;
  /** The stream as one of Node's, for reading. Destroying it early gives the stream up. */
  toReadable(options?: Omit<ReadableOptions, 'read' | 'destroy'>): Readable;
  /** The stream as one of Node's, for writing. Its end waits until everything sent has arrived. */
  toWritable(options?: Omit<WritableOptions, 'write' | 'final' | 'destroy'>): Writable;
  /** The stream as one of Node's, for both. */
  toDuplex(options?: Omit<DuplexOptions, 'read' | 'write' | 'final' | 'destroy'>): Duplex;
  /** Gives the stream up, at the end of a block with `using`. */
  [Symbol.dispose](): void;
  /** Gives the stream up, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}
