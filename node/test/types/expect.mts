// What a type is, said to the compiler.

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Fails to compile unless both types are the same: `expect<number>()(value)`. */
export function expect<Expected>(): <Found>(_value: Found, ..._same: Same<Found, Expected> extends true ? [] : [never]) => void {
  return () => {};
}
