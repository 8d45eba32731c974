import type { Change, FieldAspect } from "./change.ts";
import { isLabelledRequired } from "./rules/required.ts";

/** What a change demands of the next version; `none` demands no release. */
export type Bump = "major" | "minor" | "patch" | "none";

/** The next bump and the facts that demand it, and no lesser one. */
export interface BumpResult {
  readonly bump: Bump;
  readonly because: readonly Change[];
}

const LEVELS: readonly Bump[] = ["none", "patch", "minor", "major"];

/** The highest bump that any fact demands; more facts never demand less. */
export function bumpFor(changes: readonly Change[]): BumpResult {
  const levels = changes.map((change) => ({ change, level: levelOf(change) }));
  const bump = LEVELS.findLast((level) => levels.some((entry) => entry.level === level)) ?? "none";
  return { bump, because: levels.filter(({ level }) => level === bump && bump !== "none").map(({ change }) => change) };
}

/** What one fact demands. What only an imported file says is no business of the release: a patch at most. */
export function levelOf(change: Change): Bump {
  return isImported(change) ? "patch" : ownLevelOf(change);
}

function isImported(change: Change): boolean {
  const element = "number" in change ? change.within.after : (change.after ?? change.before);
  return (element.kind === "file" ? element : element.file).isImport;
}

function ownLevelOf(change: Change): Bump {
  const [, verb] = change.kind.split(".");
  if ("direction" in change && change.direction !== undefined)
    return change.direction === "tightened" ? "major" : "minor";
  if (verb === "changed") return changedLevel(change as Extract<Change, { readonly what: unknown }>);
  switch (change.kind) {
    case "file.added":
    case "file.removed":
    case "package.added":
    case "package.removed":
    case "reserved.added":
    case "reserved.removed":
      return "patch";
    case "field.added":
      return change.demanded || isLabelledRequired(change.after) ? "major" : "minor";
    case "event.added":
      return change.continues === undefined ? "minor" : "major";
    case "value.renamed":
      return losesName(change.before, change.after) ? "major" : "minor";
    default:
      return verb === "added" ? "minor" : "major";
  }
}

function losesName(before: readonly { readonly name: string }[], after: readonly { readonly name: string }[]): boolean {
  return before.some(({ name }) => after.every((value) => value.name !== name));
}

/** Details of a field that handlers or stored bytes depend on; the others concern other languages. */
const MAJOR_ASPECTS: ReadonlySet<string> = new Set<FieldAspect>([
  "name",
  "json name",
  "cardinality",
  "type",
  "oneof",
  "default",
  "label",
  "jstype",
]);
const MAJOR_EVENT_ASPECTS: ReadonlySet<string> = new Set(["topic", "key", "ordering"]);

function changedLevel(change: Extract<Change, { readonly what: unknown }>): Bump {
  if (change.what === "option") return change.name === "deprecated" && change.to === "true" ? "minor" : "patch";
  switch (change.kind) {
    case "field.changed":
      return MAJOR_ASPECTS.has(change.what) ? "major" : "patch";
    case "event.changed":
      return MAJOR_EVENT_ASPECTS.has(change.what) ? "major" : "patch";
    case "file.changed":
      return change.what === "package" ? "major" : "patch";
    case "message.changed":
      return change.what === "JSON format" ? "major" : "patch";
    case "enum.changed":
    case "extension.changed":
    case "method.changed":
      return "major";
    default:
      return "patch";
  }
}
