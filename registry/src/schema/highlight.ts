/** A piece of .proto text and what it is; `plain` needs no colour. */
export interface Token {
  readonly kind: "comment" | "string" | "number" | "keyword" | "type" | "plain";
  readonly text: string;
}

const KEYWORDS = new Set(
  (
    "edition enum extend extensions false group import map max message oneof option optional package public repeated " +
    "required reserved returns rpc service stream syntax to true weak"
  ).split(" "),
);
const SCALARS = new Set(
  "bool bytes double fixed32 fixed64 float int32 int64 sfixed32 sfixed64 sint32 sint64 string uint32 uint64".split(" "),
);
/** What does not end takes the rest, so that no text makes the search go back. */
const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)|(?<word>[\w.]+)/g;

/** Cuts .proto text into tokens that joined give the text again. */
export function highlight(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: "plain", text: text.slice(end, match.index) });
    tokens.push({ kind: kindOf(match), text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) tokens.push({ kind: "plain", text: text.slice(end) });
  return tokens;
}

function kindOf({ 0: text, groups }: RegExpExecArray): Token["kind"] {
  if (groups?.comment !== undefined) return "comment";
  if (groups?.string !== undefined) return "string";
  if (KEYWORDS.has(text)) return "keyword";
  if (/^\d/.test(text)) return "number";
  const name = text.slice(text.lastIndexOf(".") + 1);
  return SCALARS.has(text) || (/^[A-Z]/.test(name) && /[a-z]/.test(name)) ? "type" : "plain";
}
