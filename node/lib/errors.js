'use strict';

/** Classes by the number of their error. */
const classes = new Map();

class FerrovirtError extends Error {
  constructor(message, details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const { code = this.constructor.code, errorNumber = this.constructor.errorNumber, domain = 0, level = 2 } = details;
    Object.assign(this, { code, errorNumber, domain, level });
    for (const name of ['object', 'position', 'hint', 'errno']) {
      if (details[name] !== undefined) this[name] = details[name];
    }
  }

  get name() {
    return this.constructor.name;
  }
}
FerrovirtError.code = 'VIR_ERR_INTERNAL_ERROR';
FerrovirtError.errorNumber = 1;

function register(type, errorNumber, code) {
  type.code = code;
  type.errorNumber = errorNumber;
  classes.set(errorNumber, type);
}

class AbortError extends FerrovirtError {
  constructor(reason) {
    super('The operation was aborted', {
      cause: reason,
      code: 'ABORT_ERR',
      errorNumber: 78,
      hint: 'a step that had begun goes on in the background; events tell its outcome',
    });
  }
}

/** The error that the core's details are about. */
function raised(details) {
  const type = classes.get(details.code) ?? FerrovirtError;
  const { objectKind, objectName, objectUuid, line, column, number } = details;
  return new type(details.message, {
    cause: details.cause,
    code: details.codeName,
    errorNumber: details.code,
    domain: details.domain,
    level: details.level,
    object: objectKind === undefined ? undefined : { kind: objectKind, name: objectName, uuid: objectUuid },
    position: line === undefined ? undefined : { line, column },
    hint: details.hint,
    errno: number > 0 ? number : undefined,
  });
}

/** The error of a call that the core could not even begin. */
function refused(text) {
  const argument = /^Failed to convert arg ([^]*?)(?:\n\n|$)/.exec(text);
  return argument === null
    ? new (classes.get(1))(`internal error: ${text}`)
    : new (classes.get(8))(`invalid argument: ${argument[1].replaceAll('\n', ' ')}`);
}

function timedOut() {
  return new (classes.get(68))('Timed out during operation: the deadline of the call is over', {
    hint: 'a step that had begun goes on in the background; events tell its outcome',
  });
}

function wrongType(name, expected, value) {
  const shown = typeof value === 'string' ? `'${value}'` : typeof value === 'object' ? Object.prototype.toString.call(value) : String(value);
  return Object.assign(new TypeError(`'${name}' must be ${expected}, not ${shown}`), { code: 'ERR_INVALID_ARG_TYPE' });
}

module.exports = { FerrovirtError, AbortError, register, raised, refused, timedOut, wrongType };
