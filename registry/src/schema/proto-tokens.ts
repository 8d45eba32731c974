/** A piece of .proto text: a word (name, number, keyword), a string with its escapes in one form, or a sign. */
export interface Token {
  readonly kind: "word" | "string" | "sign";
  readonly text: string;
}

const PIECES =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<word>[-+]?[\w.][\w.]*(?:(?<=\d[eE])[-+]\d+)?)|"(?<double>(?:[^"\\\n]|\\.)*)"|'(?<single>(?:[^'\\\n]|\\.)*)'|(?<open>["']|\/\*)|(?<sign>.)/gsy;

/** Splits .proto text; comments and space fall away. Throws Error at a string or comment without an end. */
export function protoTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of text.matchAll(PIECES)) {
    const { word, sign, open } = groups;
    if (open !== undefined) throw new Error(`${open} is not closed`);
    const quoted = groups.double ?? groups.single;
    if (word !== undefined) tokens.push({ kind: "word", text: word });
    else if (quoted !== undefined) addString(tokens, escaped(quoted));
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign });
  }
  return tokens;
}

/** Strings that follow one another are one. */
function addString(tokens: Token[], text: string): void {
  const last = tokens.at(-1);
  if (last?.kind === "string") tokens[tokens.length - 1] = { kind: "string", text: last.text + text };
  else tokens.push({ kind: "string", text });
}

const NAMED = ["\x07a", "\bb", "\ff", "\nn", "\rr", "\tt", "\vv", "\\\\", "''", '""'];
const ESCAPES = new Map(NAMED.map((pair) => [pair.charAt(0), `\\${pair.charAt(1)}`]));
const MEANINGS = new Map(NAMED.map((pair) => [pair.charAt(1), pair.charAt(0)]));
const PARTS = /\\(?:x([0-9a-f]{1,2})|([0-7]{1,3})|(u[0-9a-f]{4}|U[0-9a-f]{8})|(.))|([^\\])/gis;

/** Writes what stands between quotes as the Confluent registry does: `\a \b \f \n \r \t \v \\ \' \"`, other control characters and bytes in octal. */
export function escaped(quoted: string): string {
  return quoted.replace(PARTS, (whole, hex?: string, octal?: string, unicode?: string, named?: string) => {
    if (unicode !== undefined) return whole;
    if (hex !== undefined) return character(Number.parseInt(hex, 16));
    if (octal !== undefined) return character(Number.parseInt(octal, 8) & 0xff);
    const meant = named === undefined ? whole : (MEANINGS.get(named) ?? named);
    return ESCAPES.get(meant) ?? meant;
  });
}

function character(code: number): string {
  const sign = String.fromCharCode(code);
  return ESCAPES.get(sign) ?? (code >= 0x20 && code < 0x7f ? sign : `\\${code.toString(8).padStart(3, "0")}`);
}
