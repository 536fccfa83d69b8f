/** What an error is about. */
export interface ErrorObject {
  /** The kind of object, as in `domain`. */
  kind: string;
  /** Its name. */
  name: string | undefined;
  /** Its UUID, if it has one. */
  uuid: string | undefined;
}

/** A place in a document. */
export interface ErrorPosition {
  /** Counts from 1. */
  line: number;
  /** Counts from 1. */
  column: number | undefined;
}

/** Why a call failed. There is a subclass for each number of an error. */
export declare class FerrovirtError extends Error {
  /** The name of the error's number in C, as in `VIR_ERR_NO_DOMAIN`; stable. */
  readonly code: string;
  /** The error's number, as in `virErrorNumber`. */
  readonly errorNumber: number;
  /** Which part of the system raised it: a value of {@link ErrorDomain}. */
  readonly domain: number;
  /** How serious it is: 1 is a warning, 2 an error. */
  readonly level: number;
  /** What it is about. */
  readonly object?: ErrorObject;
  /** The place in the document that it is about. */
  readonly position?: ErrorPosition;
  /** The step that would mend it. */
  readonly hint?: string;
  /** The number of the system's error, if it comes from one. */
  readonly errno?: number;
  /** The cause, in the words of whoever reported it; of an {@link AbortError}, the signal's reason. */
  readonly cause?: unknown;
}

/**
 * A call was given up by its `signal`. What had not begun does not begin; a step that had begun goes on in the background.
 */
export declare class AbortError extends FerrovirtError {
  /** As of every error of an `AbortSignal` in Node. */
  readonly code: 'ABORT_ERR';
}
