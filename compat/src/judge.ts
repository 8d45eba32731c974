import { compareAnnotations } from "./annotations/annotation.ts";
import type { Change, ChangeKind } from "./change.ts";
import type { IsIgnored } from "./config/ignores.ts";
import type { Finding, OldPlace } from "./finding.ts";
import type { Place } from "./rules/place.ts";
import type { Complaint, Rule } from "./rules/rule.ts";
import type { Element } from "./schema/elements.ts";
import { locate } from "./schema/locate.ts";

/**
 * Applies rules to facts. Findings come without duplicates in buf's order: by path, those without one first, then line,
 * column, rule and message. Source info is read only for files that get a finding.
 */
export function judge(
  changes: readonly Change[],
  rules: readonly Rule[],
  isIgnored: IsIgnored = () => false,
): Finding[] {
  const byKind = rulesByKind(rules);
  const findings = new Map<string, Finding>();
  for (const change of changes)
    for (const rule of byKind.get(change.kind) ?? [])
      for (const complaint of rule.check(change)) {
        if (ignores(isIgnored, rule, complaint)) continue;
        const finding = toFinding(rule, complaint, change);
        const key = identity(finding);
        if (!findings.has(key)) findings.set(key, finding);
      }
  return [...findings.values()].sort(compareAnnotations);
}

function rulesByKind(rules: readonly Rule[]): ReadonlyMap<ChangeKind, readonly Rule[]> {
  const byKind = new Map<ChangeKind, Rule[]>();
  for (const rule of rules)
    for (const kind of rule.on) {
      const list = byKind.get(kind);
      if (list === undefined) byKind.set(kind, [rule]);
      else list.push(rule);
    }
  return byKind;
}

function ignores(isIgnored: IsIgnored, { id }: Rule, { place, was }: Complaint): boolean {
  return [place, was].some((side) => side !== undefined && isIgnored(id, side.file));
}

function toFinding(rule: Rule, complaint: Complaint, change: Change): Finding {
  const { element, place, was, message, example } = complaint;
  return {
    rule: rule.id,
    message,
    element: element.fullName,
    ...(place === undefined ? NOWHERE : { path: place.file.path, ...locate(place.file, place.candidates) }),
    ...(example !== undefined && { example }),
    next: rule.next,
    changes: [change],
    holder: holderOf(element),
    ...(was && { was: lazily(was) }),
  };
}

const NOWHERE = { line: 0, column: 0, endLine: 0, endColumn: 0 };

/** The old place is seldom asked for, and its file's source info may be large. */
function lazily({ file, candidates }: Place): OldPlace {
  let known: ReturnType<typeof locate> | undefined;
  const place = () => {
    known ??= locate(file, candidates);
    return known;
  };
  return {
    path: file.path,
    get line() {
      return place().line;
    },
    get column() {
      return place().column;
    },
    get endLine() {
      return place().endLine;
    },
    get endColumn() {
      return place().endColumn;
    },
  };
}

/** The type around a member, else the element itself. */
function holderOf(element: Element): Element {
  if (element.kind === "field") return element.parent ?? element;
  return "parent" in element && element.kind !== "message" && element.kind !== "enum"
    ? (element.parent ?? element)
    : element;
}

function identity({ path = "", line, column, endLine, endColumn, rule, message }: Finding): string {
  return [path, line, column, endLine, endColumn, rule, message].join("\0");
}
