/** What every call takes besides its own options. */
export interface CallOptions {
  /**
   * Gives the call up when it is aborted: the promise fails at once with an `AbortError`. What had not begun does not
   * begin; a step that had begun goes on in the background.
   */
  signal?: AbortSignal | undefined;
  /** The deadline of the call in milliseconds; later it fails with an `OperationTimeoutError`. */
  timeout?: number | undefined;
  /** With `false`, waiting for the call does not keep the process alive. */
  ref?: boolean | undefined;
}

/** The value of a parameter. 64-bit numbers are `bigint`. */
export type TypedValue = number | bigint | boolean | string;

/** Parameters by libvirt's names. One that occurs several times is an array. */
export interface TypedParameters {
  [name: string]: TypedValue | TypedValue[];
}

/** Parameters to pass: whole numbers and `bigint` stand for integers, other numbers for ones with a fraction. */
export interface TypedParametersInput {
  readonly [name: string]: TypedValue | readonly TypedValue[];
}

/** A document: what can be passed instead of its text. */
export interface XmlDocument {
  /** The text of the document, with everything that is set. */
  toXml(): string;
}
