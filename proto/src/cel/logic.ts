/** CEL's `&&` where the left side may fail: a false right side makes up for it. */
export function and(left: () => boolean, right: () => boolean): boolean {
  return decide([left, right], (test) => test(), false);
}

/** CEL's `||` where the left side may fail: a true right side makes up for it. */
export function or(left: () => boolean, right: () => boolean): boolean {
  return decide([left, right], (test) => test(), true);
}

/** Whether a test that may fail holds for all; one that does not hold makes up for failures. */
export function allOf<T>(items: readonly T[], test: (item: T) => boolean): boolean {
  return decide(items, test, false);
}

/** Whether a test that may fail holds for any; one that holds makes up for failures. */
export function anyOf<T>(items: readonly T[], test: (item: T) => boolean): boolean {
  return decide(items, test, true);
}

function decide<T>(items: readonly T[], test: (item: T) => boolean, decisive: boolean): boolean {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      if (test(item) === decisive) return decisive;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return !decisive;
}
