/** Makes a Date that is ahead of the given one by so many milliseconds; dates of both are instances of both. */
export function otherDate(RealDate: DateConstructor, aheadMs: number): DateConstructor {
  const now = () => RealDate.now() + aheadMs;
  function Other(this: unknown, ...given: unknown[]): unknown {
    const made = new.target;
    if (made === undefined) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, given.length === 0 ? [now()] : given, made);
  }
  return Object.assign(Other, {
    prototype: RealDate.prototype,
    now,
    UTC: RealDate.UTC,
    parse: RealDate.parse,
  }) as never;
}
