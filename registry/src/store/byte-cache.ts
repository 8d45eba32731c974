/** Remembers values that never change by key: those last used, up to so many bytes. */
export interface ByteCache<T> {
  get(key: string): T | undefined;
  /** `bytes` is about what the value takes in memory. */
  set(key: string, value: T, bytes: number): void;
  delete(key: string): void;
}

/** Makes an empty cache. */
export function byteCache<T>(mostBytes: number): ByteCache<T> {
  const kept = new Map<string, { readonly value: T; readonly bytes: number }>();
  let total = 0;
  const remove = (key: string) => {
    total -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.value;
    },
    set: (key, value, bytes) => {
      remove(key);
      kept.set(key, { value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= mostBytes) return;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
