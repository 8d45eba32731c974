import type { Message } from "@bufbuild/protobuf";

/**
 * What upcasting gives; it never throws.
 * - `unmappable`: the value at `path` is an enum number that the next major has no name for.
 * - `failed`: a hand-written function or an expression threw `cause`.
 */
export type UpcastResult<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "unmappable"; readonly path: string; readonly number: number }
  | { readonly kind: "failed"; readonly cause: unknown };

/** Thrown inside generated steps only, and caught by `upcastWith`. */
class Unmappable {
  readonly path: string;
  readonly number: number;
  constructor(path: string, number: number) {
    this.path = path;
    this.number = number;
  }
}

/** Ends the running upcast: nothing in the next major stands for the enum number at `path`. For generated steps. */
export function unmappable(path: string, number: number): never {
  throw new Unmappable(path, number);
}

/** Makes a plain conversion, through as many majors as it likes, into an upcast that always returns a value. */
export function upcastWith<From extends Message, To>(
  convert: (message: From) => To,
): (message: From) => UpcastResult<To> {
  return (message) => {
    try {
      return { kind: "ok", value: convert(message) };
    } catch (thrown) {
      if (thrown instanceof Unmappable) return { kind: "unmappable", path: thrown.path, number: thrown.number };
      return { kind: "failed", cause: thrown };
    }
  };
}
