import { equalValues } from "./equal-values.ts";

/** A map as protobuf-es holds it: an object, whatever the type of the keys. */
type MapObject<V> = { readonly [key: string]: V } | { readonly [key: number]: V };
type MapKey = string | number | bigint | boolean;

/** The item at an index; throws RangeError outside. */
export function itemAt<T>(list: readonly T[], index: bigint): T {
  if (index < 0n || index >= list.length)
    throw new RangeError(`the index ${index} is outside a list of ${list.length}`);
  return list[Number(index)] as T;
}

/** Whether a list has an item equal to the value. */
export function listHas(list: readonly unknown[], value: unknown): boolean {
  return list.some((item) => equalValues(item, value));
}

/** The value of a key; throws RangeError when the map lacks it. */
export function valueAt<V>(map: MapObject<V>, key: MapKey): V {
  if (!Object.hasOwn(map, String(key))) throw new RangeError(`there is no key ${JSON.stringify(String(key))}`);
  return (map as Readonly<Record<string, V>>)[String(key)] as V;
}

/** A map of entries; throws RangeError when two have the same key. */
export function mapOf<V>(entries: readonly (readonly [MapKey, V])[]): Record<string, V> {
  const map = Object.fromEntries(entries.map(([key, value]) => [String(key), value]));
  if (Object.keys(map).length < entries.length) throw new RangeError("a key is given twice");
  return map;
}

/** A map with each value changed. */
export function mapValues<V, W>(map: MapObject<V>, change: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value as V)]));
}

/** A map whose keys all fit into int32; throws RangeError when one does not. */
export function int32Keys<V>(map: Record<string, V>): Record<string, V> {
  return withKeys(map, -(2n ** 31n), 2n ** 31n - 1n, "int32");
}

/** A map whose keys all fit into uint32; throws RangeError when one does not. */
export function uint32Keys<V>(map: Record<string, V>): Record<string, V> {
  return withKeys(map, 0n, 2n ** 32n - 1n, "uint32");
}

function withKeys<V>(map: Record<string, V>, least: bigint, most: bigint, type: string): Record<string, V> {
  const outside = Object.keys(map).find((key) => BigInt(key) < least || BigInt(key) > most);
  if (outside !== undefined) throw new RangeError(`the key ${outside} does not fit into ${type}`);
  return map;
}
