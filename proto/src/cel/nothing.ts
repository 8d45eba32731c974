/** A value that must be there; throws TypeError for null and undefined. */
export function required<T>(value: T): NonNullable<T> {
  if (value === null || value === undefined) throw new TypeError("null is given where a value is needed");
  return value;
}

/** Null for null and undefined, else what becomes of the value. */
export function unlessNull<T, U>(value: T, become: (value: NonNullable<T>) => U): U | null {
  return value === null || value === undefined ? null : become(value);
}
