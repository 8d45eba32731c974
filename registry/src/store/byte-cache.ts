/** Remembers values that never change by key: those last used, up to so many bytes. */
export interface ByteCache<T> {
  get(key: string): T | undefined;
  /** `bytes` is about what the value takes in memory. */
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
}

interface Entry<T> {
  readonly value: T;
  readonly bytes: number;
}

/**
 * Makes an empty cache of two halves: what is asked for moves to the young one, and when that is full, the old one goes and the young one
 * takes its place. So asking again for what is asked for often writes nothing.
 */
export function byteCache<T>(mostBytes: number): ByteCache<T> {
  let young = new Map<string, Entry<T>>();
  let old = new Map<string, Entry<T>>();
  let total = 0;
  const remove = (key: string) => {
    total -= young.get(key)?.bytes ?? 0;
    young.delete(key);
    old.delete(key);
  };
  const put = (key: string, entry: Entry<T>) => {
    remove(key);
    if (entry.bytes > mostBytes / 2) return;
    if (total + entry.bytes > mostBytes / 2) {
      old = young;
      young = new Map();
      total = 0;
    }
    young.set(key, entry);
    total += entry.bytes;
  };
  return {
    get: (key) => {
      const known = young.get(key);
      if (known !== undefined) return known.value;
      const entry = old.get(key);
      if (entry !== undefined) put(key, entry);
      return entry?.value;
    },
    set: (key, value, bytes) => put(key, { value, bytes }),
    delete: remove,
  };
}
