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

/** Reads JSON; where everything stands is looked up when somebody complains. Keys that stand twice are problems, too. */
export function jsonFile(path: string, text: string): JsonFile {
  let known: Positions | undefined;
  const positions = () => {
    known ??= readPositions(text);
    return known;
  };
  const at = (offset: number, message: string) => findingAt(path, positions().counter.linePos(offset), message);
  const complain: JsonFile["complain"] = (keys, message) => at(offsetOf(positions().document, keys), message);
  const value = parsed(text);
  if (value !== undefined && !hasTwins(text, value)) return { path, value, complain, problems: [] };
  const problems = positions().document.errors.map(({ pos, message }) =>
    at(pos[0], `The file is no JSON: ${message}.`),
  );
  if (problems.length > 0) return { path, value: undefined, complain, problems };
  return { path, value, complain, problems: value === undefined ? [at(0, "The file is no JSON.")] : [] };
}

interface Positions {
  readonly document: ReturnType<typeof parseDocument>;
  readonly counter: LineCounter;
}

function readPositions(text: string): Positions {
  const counter = new LineCounter();
  return { document: parseDocument(text, { lineCounter: counter, prettyErrors: false, schema: "json" }), counter };
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
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
