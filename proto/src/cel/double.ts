const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/** Text as a double: decimal, with an exponent or not, `NaN`, `Infinity` or `-Infinity`; throws RangeError for anything else. */
export function textToDouble(text: string): number {
  if (DECIMAL.test(text)) return Number(text);
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinite = INFINITE.exec(text);
  if (infinite === null) throw new RangeError(`${JSON.stringify(text)} is no double`);
  return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
