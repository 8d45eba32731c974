import { printable } from "@postel/compat";

const PART_LENGTH = 1 << 20;
const DEPTH = 3;

/** The text of `jsonText` in parts of about a million characters: a plan may be longer than any string can be. */
export function* jsonParts(document: { readonly version: number }): Generator<string> {
  let part = "";
  for (const piece of pieces(document, "\n", DEPTH)) {
    part += printable(piece);
    if (part.length < PART_LENGTH) continue;
    yield part;
    part = "";
  }
  yield `${part}\n`;
}

function* pieces(value: object, line: string, depth: number): Generator<string> {
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return yield isList ? "[]" : "{}";
  const inside = `${line}  `;
  yield isList ? "[" : "{";
  for (const [at, [key, inner]] of entries.entries()) {
    yield `${at === 0 ? "" : ","}${inside}${isList ? "" : `${JSON.stringify(key)}: `}`;
    if (depth > 0 && typeof inner === "object" && inner !== null) yield* pieces(inner, inside, depth - 1);
    else yield JSON.stringify(inner, null, 2).replaceAll("\n", inside);
  }
  yield `${line}${isList ? "]" : "}"}`;
}
