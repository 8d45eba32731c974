/** How many Unicode code points a text has. */
export function textSize(text: string): bigint {
  let size = 0;
  for (const _ of text) size++;
  return BigInt(size);
}

/** Below, equal to or above zero as the first text comes before, with or after the second by code points. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at === length ? a.length - b.length : rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** The character at an index in code points, empty at the end; throws RangeError outside. */
export function textAt(text: string, index: bigint): string {
  const points = [...text];
  return points[bounded(index, points.length)] ?? "";
}

/** The part from `start` up to, without, `end`, in code points; throws RangeError outside. */
export function textPart(text: string, start: bigint, end?: bigint): string {
  const points = [...text];
  const to = end === undefined ? points.length : bounded(end, points.length);
  const from = bounded(start, points.length);
  if (from > to) throw new RangeError(`the range ${start} to ${end} runs backwards`);
  return points.slice(from, to).join("");
}

/** Where a part first stands at or after `from`, in code points, or -1; throws RangeError when no character stands at `from`. */
export function textIndex(text: string, part: string, from?: bigint): bigint {
  const found = text.indexOf(part, from === undefined ? 0 : unitAt(text, from));
  return found === -1 ? -1n : textSize(text.slice(0, found));
}

/** Where a part last begins at or before `from`, in code points, or -1; throws RangeError when no character stands at `from`. */
export function textLastIndex(text: string, part: string, from?: bigint): bigint {
  const found = text.lastIndexOf(part, from === undefined ? text.length : unitAt(text, from));
  return found === -1 ? -1n : textSize(text.slice(0, found));
}

function unitAt(text: string, index: bigint): number {
  const points = [...text];
  return points.slice(0, bounded(index, points.length - 1)).join("").length;
}

function bounded(index: bigint, size: number): number {
  if (index < 0n || index > size) throw new RangeError(`the index ${index} is outside 0…${size}`);
  return Number(index);
}

const MOST_UNITS = 2 ** 26;

/** Replaces a part, the first `most` times or, below zero, everywhere; throws RangeError when the text would grow past 64 Mi. */
export function textReplace(text: string, part: string, by: string, most = -1n): string {
  const joints = part === "" ? ["", ...text, ""] : text.split(part);
  const count = most < 0n || most > joints.length - 1 ? joints.length - 1 : Number(most);
  if (text.length + count * by.length > MOST_UNITS) throw new RangeError("the text grows too long");
  return [...joints.slice(0, count), ""].join(by) + joints.slice(count).join(part);
}

/** The pieces between separators, or characters when it is empty; the last of at most `most` pieces holds the rest. */
export function textSplit(text: string, separator: string, most = -1n): string[] {
  const pieces = separator === "" ? [...text] : text.split(separator);
  if (most < 0n || most >= pieces.length) return pieces;
  const last = Number(most) - 1;
  return last < 0 ? [] : [...pieces.slice(0, last), pieces.slice(last).join(separator)];
}

/** A to Z made small; other letters stay. */
export function textLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** a to z made capital; other letters stay. */
export function textUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** What Unicode calls white space; JavaScript's own trim takes the byte order mark too and leaves U+0085. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Without the white space around it. */
export function textTrim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text.charAt(start))) start++;
  while (end > start && SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

const BOOLS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "True", "TRUE", "t", "1"].map((text) => [text, true] as const),
  ...["false", "False", "FALSE", "f", "0"].map((text) => [text, false] as const),
]);

/** Text as a bool, such as `true`, `True`, `t` or `1`; throws RangeError for anything else. */
export function textToBool(text: string): boolean {
  const value = BOOLS.get(text);
  if (value === undefined) throw new RangeError(`${JSON.stringify(text)} is no bool`);
  return value;
}
