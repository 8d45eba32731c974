import type { JsonObject, JsonValue } from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import { LineCounter, parseDocument } from "yaml";
import { exampleInvalidRule } from "../rules/upcast-rules.ts";

/** A JSON file that a person may have written. */
export interface JsonFile {
  readonly path: string;
  /** Undefined when the file is no JSON. */
  readonly value: JsonValue | undefined;
  /** A finding at the value that keys and indexes lead to. */
  readonly complain: (at: readonly (string | number)[], message: string) => ReportedFinding;
  /** Why the file is no JSON. */
  readonly problems: readonly ReportedFinding[];
}

/** How deep values may be nested; deeper ones would exhaust the stack. */
const MOST_DEPTH = 200;

/**
 * Reads JSON; where everything stands is looked up when somebody complains. Keys that stand twice are a problem, too. What the
 * file says is not repeated: it may be any file.
 */
export function jsonFile(path: string, marked: string): JsonFile {
  // A byte order mark takes a place of its own.
  const text = marked.replace(/^\uFEFF/, " ");
  const unread = (line: number, column: number, why: string): JsonFile => {
    const problem = findingAt(path, { line, col: column }, `The file is no JSON that can be read: ${why}.`);
    return { path, value: undefined, complain: () => problem, problems: [problem] };
  };
  if (isDeep(text)) return unread(1, 1, `its values are nested deeper than ${MOST_DEPTH}`);
  let known: Positions | undefined;
  const positions = () => {
    known ??= readPositions(text);
    return known;
  };
  const place = (offset: number) => positions().counter.linePos(offset);
  const read = parsed(text);
  if (read.kind === "invalid") {
    const { line, col } = place(read.offset ?? positions().document.errors[0]?.pos[0] ?? 0);
    return unread(line, col, read.why);
  }
  const twin = hasTwins(text, read.value) ? positions().document.errors[0] : undefined;
  if (twin !== undefined) return unread(place(twin.pos[0]).line, place(twin.pos[0]).col, "a key stands twice");
  const complain: JsonFile["complain"] = (keys, message) =>
    findingAt(path, place(offsetOf(positions().document, keys)), message);
  return { path, value: read.value, complain, problems: [] };
}

/** Brackets in texts do not count. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (bracket === "[" || bracket === "{") depth++;
    else if (bracket === "]" || bracket === "}") depth--;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

interface Positions {
  readonly document: ReturnType<typeof parseDocument>;
  readonly counter: LineCounter;
}

function readPositions(text: string): Positions {
  const counter = new LineCounter();
  return { document: parseDocument(text, { lineCounter: counter, prettyErrors: false, schema: "json" }), counter };
}

type Parsed =
  | { readonly kind: "ok"; readonly value: JsonValue }
  | { readonly kind: "invalid"; readonly why: string; readonly offset: number | undefined };

/** Node's errors quote the text and name the offset, each where it sees fit. */
function parsed(text: string): Parsed {
  try {
    return { kind: "ok", value: JSON.parse(text) as JsonValue };
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const [, offset] = / at position (\d+)/.exec(message) ?? [];
    const why = message.replace(/(, ".*is not valid JSON| (in JSON )?at position .*)$/s, "");
    return { kind: "invalid", why: lowerCase(why), offset: offset === undefined ? undefined : Number(offset) };
  }
}

function lowerCase(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** JSON.parse keeps the last of two equal keys: then what it read has fewer keys than the text has colons after texts. */
function hasTwins(text: string, value: JsonValue): boolean {
  const texts = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)];
  const written = texts.filter(([, colon]) => colon !== undefined).length;
  return written !== countKeys(value);
}

function countKeys(value: JsonValue): number {
  if (typeof value !== "object" || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, each) => sum + countKeys(each), 0);
  return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}

function findingAt(path: string, { line, col }: { line: number; col: number }, message: string): ReportedFinding {
  return {
    rule: exampleInvalidRule.id,
    message,
    element: path,
    ...{ path, line, column: col, endLine: line, endColumn: col },
    next: exampleInvalidRule.next,
    changes: [],
  };
}

/** The entries of a JSON object; none of anything else. */
export function entriesOf(value: JsonValue | undefined): [key: string, value: JsonValue][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Whether a value is a JSON object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function offsetOf(document: ReturnType<typeof parseDocument>, keys: readonly (string | number)[]): number {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true);
    const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
    if (Array.isArray(range)) return Number(range[0]);
  }
  return 0;
}
