/** Characters that a negated class is answered from. */
const COMMON = "a1A -_.b2B/:";
const CLASSES: Readonly<Record<string, string>> = {
  d: "0123456789",
  w: "abcABC012_",
  s: " ",
  D: "abc",
  W: "-. ",
  S: "abc012",
};
const MAX_TEXT = 10_000;

/**
 * Writes a text that a regular expression (RE2 syntax) most likely matches; other variants give other texts. Undefined for
 * what it does not understand: the caller has to try the text anyway.
 */
export function textMatching(pattern: string, variant: number): string | undefined {
  const writer = { pattern, at: 0, variant, budget: MAX_TEXT };
  try {
    const text = alternatives(writer);
    return writer.at === pattern.length ? text : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface Writer {
  readonly pattern: string;
  at: number;
  readonly variant: number;
  /** Characters that may still be written. */
  budget: number;
}

function alternatives(writer: Writer): string {
  const all = [sequence(writer)];
  while (writer.pattern[writer.at] === "|") {
    writer.at++;
    all.push(sequence(writer));
  }
  return all[writer.variant % all.length] ?? "";
}

function sequence(writer: Writer): string {
  let text = "";
  while (writer.at < writer.pattern.length && !"|)".includes(writer.pattern.charAt(writer.at))) {
    const one = atom(writer);
    text += repeated(writer, one);
  }
  return text;
}

/** One character is written anew for each repetition, so that variants differ. */
function repeated(writer: Writer, write: (nth: number) => string): string {
  const [least, most] = quantifier(writer);
  const count = Math.min(most, least + (least === 0 || writer.variant > 0 ? 1 : 0));
  let text = "";
  for (let nth = 0; nth < count; nth++) {
    const more = write(nth);
    writer.budget -= Math.max(1, more.length);
    if (writer.budget < 0) throw new RangeError("the text grows too long");
    text += more;
  }
  return text;
}

function quantifier(writer: Writer): [least: number, most: number] {
  const found = /^(?:\*|\+|\?|\{(\d+)(,?)(\d*)\})\??/.exec(writer.pattern.slice(writer.at));
  if (found === null) return [1, 1];
  writer.at += found[0].length;
  const sign = found[0].charAt(0);
  if (sign === "*") return [0, Number.MAX_SAFE_INTEGER];
  if (sign === "+") return [1, Number.MAX_SAFE_INTEGER];
  if (sign === "?") return [0, 1];
  const least = Number(found[1]);
  if (found[2] === "") return [least, least];
  return [least, found[3] === "" ? Number.MAX_SAFE_INTEGER : Number(found[3])];
}

function atom(writer: Writer): (nth: number) => string {
  const sign = writer.pattern.charAt(writer.at++);
  switch (sign) {
    case "(":
      return group(writer);
    case "[":
      return pick(characterClass(writer), writer);
    case "\\":
      return escaped(writer);
    case "^":
    case "$":
      return () => "";
    case ".":
      return pick(COMMON, writer);
    default:
      return () => sign;
  }
}

function group(writer: Writer): (nth: number) => string {
  const prefix = /^\?(?:P?<[^>]*>|[a-zA-Z-]*:|[a-zA-Z-]+(?=\)))/.exec(writer.pattern.slice(writer.at));
  writer.at += prefix?.[0].length ?? 0;
  const text = alternatives(writer);
  if (writer.pattern[writer.at++] !== ")") throw new RangeError("a group has no end");
  return () => text;
}

function escaped(writer: Writer): (nth: number) => string {
  const sign = writer.pattern.charAt(writer.at++);
  if ("bBAzZ".includes(sign)) return () => "";
  const known = CLASSES[sign];
  if (known !== undefined) return pick(known, writer);
  const plain = { n: "\n", t: "\t", r: "\r" }[sign] ?? sign;
  return () => plain;
}

function characterClass(writer: Writer): string {
  const negated = writer.pattern[writer.at] === "^";
  if (negated) writer.at++;
  let members = "";
  for (let first = true; first || writer.pattern[writer.at] !== "]"; first = false) {
    if (writer.at >= writer.pattern.length) throw new RangeError("a class has no end");
    members += classMember(writer);
  }
  writer.at++;
  if (!negated) return members;
  return [...COMMON].filter((sign) => !members.includes(sign)).join("");
}

function classMember(writer: Writer): string {
  const named = /^\[:(\w+):\]/.exec(writer.pattern.slice(writer.at));
  if (named !== null) {
    writer.at += named[0].length;
    return { digit: "0123456789", upper: "ABC", lower: "abc", space: " ", punct: "-." }[named[1] ?? ""] ?? "abcABC";
  }
  const sign = writer.pattern.charAt(writer.at++);
  if (sign === "\\")
    return CLASSES[writer.pattern.charAt(writer.at)] !== undefined
      ? (CLASSES[writer.pattern.charAt(writer.at++)] ?? "")
      : writer.pattern.charAt(writer.at++);
  const to = /^-([^\]\\])/.exec(writer.pattern.slice(writer.at))?.[1];
  if (to === undefined) return sign;
  writer.at += 2;
  return span(sign, to);
}

/** The first few characters of a range. */
function span(from: string, to: string): string {
  const [start, end] = [from.charCodeAt(0), to.charCodeAt(0)];
  const length = Math.max(0, Math.min(end - start + 1, 10));
  return Array.from({ length }, (_, at) => String.fromCharCode(start + at)).join("");
}

function pick(from: string, { variant }: Writer): (nth: number) => string {
  if (from === "") throw new RangeError("a class is empty");
  return (nth) => from.charAt((nth + variant) % from.length);
}
