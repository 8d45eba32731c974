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

/** Reads JSON and remembers where everything stands. */
export function jsonFile(path: string, text: string): JsonFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, version: "1.2", schema: "json" });
  const at = (offset: number, message: string): ReportedFinding => {
    const { line, col } = counter.linePos(offset);
    return {
      rule: exampleInvalidRule.id,
      message,
      element: path,
      ...{ path, line, column: col, endLine: line, endColumn: col },
      next: exampleInvalidRule.next,
      changes: [],
    };
  };
  const complain: JsonFile["complain"] = (keys, message) => at(offsetOf(document, keys), message);
  const problems = document.errors.map(({ pos, message }) => at(pos[0], `The file is no JSON: ${message}.`));
  if (problems.length > 0) return { path, value: undefined, complain, problems };
  try {
    return { path, value: JSON.parse(text) as JsonValue, complain, problems };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { path, value: undefined, complain, problems: [at(0, `The file is no JSON: ${why}.`)] };
  }
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
