/** CEL's `&&` where the left side may fail: a false right side makes up for it. */
export function and(left: () => boolean, right: () => boolean): boolean {
  return decide(left, right, false);
}

/** CEL's `||` where the left side may fail: a true right side makes up for it. */
export function or(left: () => boolean, right: () => boolean): boolean {
  return decide(left, right, true);
}

function decide(left: () => boolean, right: () => boolean, decisive: boolean): boolean {
  let value: boolean;
  try {
    value = left();
  } catch (error) {
    if (right() === decisive) return decisive;
    throw error;
  }
  return value === decisive ? decisive : right();
}
