'use strict';

// How an operation is done. Most are over when the native call returns; what is not is a task that answers later.

const native = require('./native.js');
const { Reader, Writer, results } = require('./encoding.js');
const { AbortError, raised, refused, timedOut, wrongType } = require('./errors.js');
require('./generated/errors.js');

const READY = 0;
const FAILED = 1;
const REFUSED = 2;
const WAITING = 3;
const READY_AFTER_A_TURN = 4;

/** Arguments of more bytes than this are read on another thread: a document could take longer than a turn may. */
const LARGE = 64 * 1024;

/** The longest time that `setTimeout` takes. */
const LONGEST = 2 ** 31 - 1;

const state = new Int32Array(new ArrayBuffer(4));
const input = new Reader(native.adopt);
let writer = new Writer();
const { perform } = native;

/** Calls that wait, by the numbers of their tasks. */
const waiting = new Map();
/** How many of them keep the process alive. */
let held = 0;

native.setup(state.buffer, writer.shared.buffer, results.buffer, complete);
/** The writer whose memory the native module knows. */
const known = writer;

/** A place for arguments. */
function start() {
  if (writer.isBusy) {
    // An argument's own code makes calls, or made the last call fail.
    writer = new Writer();
  }
  writer.isBusy = true;
  if (writer.buffer !== writer.shared) writer.reset();
  writer.length = 0;
  writer.objects = undefined;
  return writer;
}

function given(out) {
  out.isBusy = false;
  return out === known && out.buffer === out.shared ? out.length : out.buffer.subarray(0, out.length);
}

/** Does an operation, or begins it. */
function begin(code, handle, out) {
  const bytes = given(out);
  const answer = (out.length > LARGE ? native.start : perform)(code, handle, bytes, out.objects);
  if (out !== known && !known.isBusy) writer = known;
  else known.isBusy = known === out ? false : known.isBusy;
  return answer;
}

/** Does an operation that never waits. */
begin.here = function here(code, handle, out) {
  return perform(code, handle, given(out), out.objects);
};

/** Begins an operation on another thread. */
begin.elsewhere = function elsewhere(code, handle, out) {
  return native.start(code, handle, given(out), out.objects);
};

/** What came although its reader had given up: the next reader gets it. */
class Kept {
  items = [];
  /** How many answers may still come. */
  coming = 0;
  wake = undefined;

  get isInUse() {
    return this.coming > 0 || this.items.length > 0;
  }

  takeNow() {
    return this.items.shift();
  }

  async take() {
    while (this.items.length === 0 && this.coming > 0) {
      this.wake ??= waking();
      await this.wake.promise;
    }
    return this.items.shift();
  }

  /** An answer of a reader that had given up: nothing, mostly. */
  come(item) {
    this.coming--;
    if (item !== undefined) this.items.push(item);
    this.wake?.wake();
    this.wake = undefined;
  }
}

function waking() {
  let wake;
  const promise = new Promise((resolve) => {
    wake = resolve;
  });
  return { promise, wake };
}

function check(options) {
  if (typeof options !== 'object' || options === null) throw wrongType('options', 'an object', options);
  const { signal, timeout } = options;
  if (signal !== undefined) {
    if (typeof signal?.addEventListener !== 'function') throw wrongType('options.signal', 'an AbortSignal', signal);
    if (signal.aborted) throw new AbortError(signal.reason);
  }
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout >= 0)) {
    throw wrongType('options.timeout', 'a number of milliseconds', timeout);
  }
}

function failure(value) {
  if (state[0] === REFUSED) return refused(value);
  // The only shape of an error: its details.
  const details = input.at(value);
  details.i32();
  return raised(require('./generated/records.js').readErrorDetails(details));
}

/** The result of an operation that never waits. */
function answer(value, finish) {
  if (state[0] !== READY && state[0] !== READY_AFTER_A_TURN) throw failure(value);
  return finish === undefined ? value : finish(value);
}

/** A function that reads a result from its encoding. */
function decoded(read) {
  return (value) => read(input.at(value));
}

/** A function that makes objects of a list of handles. */
function asList(make) {
  return (handles) => {
    for (let index = 0; index < handles.length; index++) handles[index] = make(handles[index]);
    return handles;
  };
}

/**
 * The result of an operation that is not just ready. Waiting for one that `isIdle` keeps no process alive,
 * unless it has a deadline. What comes in
 * spite of being given up goes to `kept`.
 */
function settle(value, finish, options, isIdle = false, kept = undefined) {
  switch (state[0]) {
    case READY_AFTER_A_TURN: {
      // Calls that are ready follow each other without an end to the turn, so that now and then one has to make it.
      const result = finish === undefined ? value : finish(value);
      return new Promise((resolve) => setImmediate(resolve, result));
    }
    case WAITING:
      return wait(value, finish, options, isIdle, kept);
    default:
      throw failure(value);
  }
}

function wait(task, finish, options, isIdle, kept) {
  return new Promise((resolve, reject) => {
    const call = { finish, resolve, reject, kept, isHeld: options?.ref ?? (!isIdle || options?.timeout !== undefined), end: undefined };
    waiting.set(task, call);
    if (call.isHeld && held++ === 0) native.hold(true);
    if (options?.signal === undefined && options?.timeout === undefined) return;
    const { signal, timeout } = options;
    const giveUp = (error) => {
      native.abort(task);
      call.resolve = undefined;
      if (kept === undefined) {
        release(call);
      } else {
        // The next reader waits until it is known whether something comes.
        kept.coming++;
        call.end();
        call.end = undefined;
      }
      reject(error);
    };
    const onAbort = () => giveUp(new AbortError(signal.reason));
    const timer = timeout === undefined ? undefined : setTimeout(() => giveUp(timedOut()), Math.min(timeout, LONGEST));
    if (!call.isHeld) timer?.unref();
    signal?.addEventListener('abort', onAbort, { once: true });
    call.end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
}

/** A call is over: what belonged to its waiting ends. */
function release(call) {
  call.end?.();
  call.end = undefined;
  if (call.isHeld) {
    call.isHeld = false;
    if (--held === 0) native.hold(false);
  }
}

/** The native module tells that a task is over. */
function complete(task, value) {
  const call = waiting.get(task);
  if (call === undefined) return;
  waiting.delete(task);
  const isGivenUp = call.resolve === undefined;
  const { resolve, reject } = call;
  release(call);
  let result;
  try {
    if (state[0] !== READY && state[0] !== READY_AFTER_A_TURN) {
      if (isGivenUp) return call.kept?.come(undefined);
      throw state[0] === FAILED || state[0] === REFUSED ? failure(value) : new AbortError(undefined);
    }
    result = call.finish === undefined ? value : call.finish(value);
  } catch (error) {
    return isGivenUp ? call.kept?.come(undefined) : reject(error);
  }
  // Also what nobody waits for any more was made an object, so that its handles end.
  if (isGivenUp) call.kept?.come(result);
  else resolve(result);
}

module.exports = { Kept, perform, begin, state, start, check, answer, settle, asList, decoded };
