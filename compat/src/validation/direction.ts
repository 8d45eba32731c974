import type { JsonValue } from "@bufbuild/protobuf";

/** Whether a set of rules lets fewer values pass than before, or more. */
export type Direction = "tightened" | "loosened";

/** The rules of one element as JSON, by path such as `string.min_len`. */
export type Constraints = ReadonlyMap<string, JsonValue>;

/**
 * Compares protovalidate rules. Any rule that may refuse a value that passed before makes the whole tightened; rules whose
 * order cannot be known, such as patterns, count as tightened when they change. Undefined when neither: examples, say.
 */
export function directionOf(before: Constraints, after: Constraints): Direction | undefined {
  const paths = new Set([...before.keys(), ...after.keys()]);
  const directions = [...paths].map((path) => compareOne(path, before.get(path), after.get(path)));
  if (directions.includes("tightened")) return "tightened";
  return directions.includes("loosened") ? "loosened" : undefined;
}

const LOWER_BOUNDS: ReadonlySet<string> = new Set("gt gte minLen minBytes minItems minPairs".split(" "));
const UPPER_BOUNDS: ReadonlySet<string> = new Set("lt lte maxLen maxBytes maxItems maxPairs within".split(" "));
/** Rules that say how far other rules apply: setting them lets more values pass. */
const LENIENT: ReadonlySet<string> = new Set("ignore ignoreEmpty skipped disabled".split(" "));

function compareOne(path: string, from: JsonValue | undefined, to: JsonValue | undefined): Direction | undefined {
  if (JSON.stringify(from) === JSON.stringify(to)) return undefined;
  const name = path.slice(path.lastIndexOf(".") + 1);
  if (name === "example") return undefined;
  if (LENIENT.has(name)) return isOn(to) ? "loosened" : "tightened";
  if (from === undefined || from === false) return isOn(to) ? "tightened" : undefined;
  if (!isOn(to)) return "loosened";
  if (LOWER_BOUNDS.has(name)) return amount(to) < amount(from) ? "loosened" : "tightened";
  if (UPPER_BOUNDS.has(name)) return amount(to) > amount(from) ? "loosened" : "tightened";
  if (name === "in") return includesAll(to, from) ? "loosened" : "tightened";
  if (name === "notIn" || name === "cel" || name === "celExpression" || name === "oneof")
    return includesAll(from, to) ? "loosened" : "tightened";
  return "tightened";
}

function isOn(value: JsonValue | undefined): boolean {
  return value !== undefined && value !== false && value !== "IGNORE_UNSPECIFIED";
}

/** Reads a number, an integer in a text, or a duration such as `3.5s`. */
function amount(value: JsonValue | undefined): number {
  return typeof value === "number" ? value : Number.parseFloat(String(value));
}

function includesAll(list: JsonValue | undefined, entries: JsonValue | undefined): boolean {
  if (!Array.isArray(list) || !Array.isArray(entries)) return false;
  const known = new Set(list.map((entry) => JSON.stringify(entry)));
  return entries.every((entry) => known.has(JSON.stringify(entry)));
}
