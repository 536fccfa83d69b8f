export * from './errors.js';
export * from './generated/enumerations.js';
export * from './generated/errors.js';
export * from './generated/objects.js';
export * from './generated/records.js';
export * from './values.js';

/** The number that a value of an enumeration has in libvirt's interface: `numberOf(DomainState, 'running')` is 1. */
export declare function numberOf<E extends { readonly [name: string]: string }>(enumeration: E, value: E[keyof E]): number;

/** The value of an enumeration with a number of libvirt's interface, if there is one. */
export declare function valueOf<E extends { readonly [name: string]: string }>(
  enumeration: E,
  number: number,
): E[keyof E] | undefined;
