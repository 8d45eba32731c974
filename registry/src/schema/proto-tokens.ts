/** A piece of .proto text: a word (name, number, keyword), a string with its escapes in one form, or a sign. */
export interface Token {
  readonly kind: "word" | "string" | "sign";
  readonly text: string;
}

const SPACE = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const WORD = /[-+]?[\w.]+(?:(?<=\d[eE])[-+]\d+)?/y;
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y;

/** Splits .proto text; comments and space fall away. Throws Error at a string or comment without an end. */
export function protoTokens(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const start = at;
    at = ending(SPACE, text, start);
    if (at > start) continue;
    const sign = text.charAt(at);
    if (sign === '"' || sign === "'") {
      at = ending(STRING, text, start);
      if (at === start) throw new Error(`${sign} is not closed`);
      addString(tokens, escaped(text.slice(start + 1, at - 1)));
      continue;
    }
    if (text.startsWith("/*", at)) throw new Error("/* is not closed");
    at = ending(WORD, text, start);
    if (at > start) tokens.push({ kind: "word", text: text.slice(start, at) });
    else tokens.push({ kind: "sign", text: text.slice(start, ++at) });
  }
  return tokens;
}

/** Where a match that begins here ends; here when there is none. */
function ending(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
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
  if (!/[\\'"\p{Cc}]/u.test(quoted)) return quoted;
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
