import { utf8 } from "./utf8.ts";

/**
 * Gives the partition key's bytes: the UTF-8 of a string, the decimal text of an integer, bytes as they are; none for an
 * absent field. Producers of every language must agree on them.
 */
export function keyBytes(value: string | number | bigint | Uint8Array | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array();
  return value instanceof Uint8Array ? value : utf8(String(value));
}
