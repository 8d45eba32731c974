import type { JsonValue } from "@bufbuild/protobuf";
import { isObject } from "./json-file.ts";

/** One place where two JSON values differ; an absent side is undefined. */
export interface Difference {
  /** Such as `lines[0].unitPrice.cents`; empty for the whole. */
  readonly path: string;
  readonly from: JsonValue | undefined;
  readonly to: JsonValue | undefined;
}

/** Lists where two JSON values differ, whatever the order of keys. */
export function jsonDifferences(from: JsonValue | undefined, to: JsonValue | undefined, path = ""): Difference[] {
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => jsonDifferences(own(from, key), own(to, key), path === "" ? key : `${path}.${key}`));
  }
  if (Array.isArray(from) && Array.isArray(to))
    return Array.from({ length: Math.max(from.length, to.length) }).flatMap((_, at) =>
      jsonDifferences(from[at], to[at], `${path}[${at}]`),
    );
  return from === to ? [] : [{ path, from, to }];
}

function own(object: Readonly<Record<string, JsonValue>>, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

const MOST_TOLD = 3;
const MOST_TEXT = 60;

/** Tells of the first few differences: `buyerName was "Ann", is "Bob"; and 2 more`. */
export function differenceText(differences: readonly Difference[]): string {
  const told = differences.slice(0, MOST_TOLD).map(({ path, from, to }) => {
    const place = path === "" ? "it" : path;
    if (from === undefined) return `${place} is new: ${short(to)}`;
    return to === undefined ? `${place} is gone, was ${short(from)}` : `${place} was ${short(from)}, is ${short(to)}`;
  });
  const more = differences.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

function short(value: JsonValue | undefined): string {
  const text = JSON.stringify(value) ?? "";
  return text.length <= MOST_TEXT ? text : `${text.slice(0, MOST_TEXT)}…`;
}
