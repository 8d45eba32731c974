import { protoTokens, type Token } from "../schema/proto-tokens.ts";

/** Reads .proto text piece by piece; every method that reads throws Error where something else stands. */
export type TokenReader = ReturnType<typeof tokenReader>;

const LABELS = /^(repeated|optional|required)$/;

/** Starts at the beginning of a text. */
export function tokenReader(text: string) {
  const tokens = protoTokens(text);
  let at = 0;

  const textAt = (offset: number) => {
    const token = tokens[at + offset];
    return token === undefined || token.kind === "string" ? undefined : token.text;
  };
  const isWordAt = (offset: number) => tokens[at + offset]?.kind === "word";
  const next = (wanted: string, fits: (token: Token) => boolean): Token => {
    const token = tokens[at];
    if (token === undefined || !fits(token)) throw new Error(`${wanted} expected, not ${token?.text ?? "the end"}`);
    at++;
    return token;
  };
  const isNext = (text: string) => textAt(0) === text;
  const skip = (text: string) => {
    const found = isNext(text);
    if (found) at++;
    return found;
  };
  const word = () => next("a name", ({ kind }) => kind === "word").text;
  const value = () => {
    const { kind, text } = next("a value", () => true);
    return kind === "string" ? `"${text}"` : text;
  };

  return {
    isDone: () => at >= tokens.length,
    isNext,
    skip,
    word,
    value,
    /** Reads a word if it is this one and another value follows. */
    skipWord: (text: string) => tokens[at]?.kind === "word" && skip(text),
    expect: (text: string) => void next(text, (token) => token.kind !== "string" && token.text === text),
    string: () => next("a string", ({ kind }) => kind === "string").text,
    /** Tells whether a keyword, a name and a brace follow. */
    opensBlock: (keyword: string) => isNext(keyword) && isWordAt(1) && textAt(2) === "{",
    /** Tells whether a keyword and a number or a name in quotes follow. */
    isRange: (keyword: string) => isNext(keyword) && textAt(2) !== "=",
    /** Reads a field's label with a space behind it, if it has one. */
    label: () => (LABELS.test(textAt(0) ?? "") && isWordAt(1) && isWordAt(2) ? `${word()} ` : ""),
    /** Reads a field's type. */
    type: () => {
      const name = word();
      if (name !== "map" || !skip("<")) return name;
      const key = word();
      next(",", ({ text }) => text === ",");
      const held = word();
      next(">", ({ text }) => text === ">");
      return `map<${key}, ${held}>`;
    },
    /** Reads `= NUMBER` and writes the number in decimals. */
    number: () => {
      next("=", ({ text }) => text === "=");
      const text = word();
      return /^-?0[0-9xX]/.test(text) ? String(integer(text)) : text;
    },
  };
}

/** Reads hexadecimal and octal numbers. */
function integer(text: string): number {
  const isNegative = text.startsWith("-");
  const digits = isNegative ? text.slice(1) : text;
  const value = /^0[xX]/.test(digits) ? Number(digits) : Number.parseInt(digits, 8);
  return isNegative ? -value : value;
}
