import type { DescMessage } from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import { type Element, placeOf } from "@postel/model";
import type { RuleInfo } from "../rules/rule-text.ts";
import { sampleFailsRule, upcastInvalidRule } from "../rules/upcast-rules.ts";
import type { UpcastResult } from "./upcast-result.ts";

/** A finding about one sample; samples of which the same is to be said are told of together. */
interface SampleFinding {
  readonly rule: RuleInfo;
  /** What to do, where it is not what the rule says. */
  readonly next?: string;
  readonly sample: UpcastResult["sample"];
  readonly text: string;
  readonly place: { readonly path: string; readonly line: number; readonly column: number };
}

/** Says which samples cannot be read as the target, and which become events that nobody may emit. */
export function resultFindings(target: DescMessage, results: readonly UpcastResult[]): ReportedFinding[] {
  const found = results.flatMap((result) => findingsOf(target, result));
  const alike = Map.groupBy(found, ({ rule, sample, text, place }) =>
    JSON.stringify([rule.id, sample.event, text, place]),
  );
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, sample, text, place, next = rule.next } = first;
    const names = namesText(group.map((each) => each.sample.name));
    return [
      {
        rule: rule.id,
        message: `${names} of ${sample.event} ${text}`,
        element: sample.event,
        ...{ path: place.path, line: place.line, column: place.column, endLine: place.line, endColumn: place.column },
        next,
        changes: [],
      },
    ];
  });
}

const MOST_NAMED = 3;

/** Names samples: `Samples "a", "b", "c" and 4 more`. */
export function namesText(names: readonly string[]): string {
  const quoted = names.slice(0, MOST_NAMED).map((name) => JSON.stringify(name));
  const more = names.length - quoted.length;
  return `${names.length === 1 ? "Sample" : "Samples"} ${quoted.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const NEXT_UNMAPPABLE =
  "Name the number in the earlier major and say what it `becomes`, or give the field an `upcast` expression: until then such events are parked.";
const MOST_TEXT = 300;

/** What code says of itself may hold anything. */
function oneLine(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").replace(/\.$/, "");
  return plain.length <= MOST_TEXT ? plain : `${plain.slice(0, MOST_TEXT)}…`;
}

function findingsOf(target: DescMessage, result: UpcastResult): SampleFinding[] {
  const { sample } = result;
  const fails = (why: string, place = placeOf(target)) => [
    { rule: sampleFailsRule, sample, text: `cannot be read as ${target.typeName}: ${oneLine(why)}.`, place },
  ];
  switch (result.kind) {
    case "unmappable": {
      const why = `${result.path} holds ${result.number}, for which the target has no value`;
      return fails(why, fieldPlace(target, result.path)).map((finding) => ({ ...finding, next: NEXT_UNMAPPABLE }));
    }
    case "failed": {
      const at = authoredFrame(result.stack);
      return fails(at === undefined ? result.message : `${at.name} threw ${result.message}`, at?.place);
    }
    case "unsteady": {
      const text = `became something else when it was read again, on another day and in another time zone: ${result.text}.`;
      return [{ rule: sampleFailsRule, sample, text, place: placeOf(target) }];
    }
    case "invalid":
      return result.complaints.map(({ path, message }) => ({
        rule: upcastInvalidRule,
        sample,
        text: `becomes an invalid ${target.typeName}: ${path === "" ? "" : `${path} `}${message}.`,
        place: fieldPlace(target, path),
      }));
    default:
      return [];
  }
}

/** Where the field of a message stands that a path leads through, or the message itself. */
function fieldPlace(target: DescMessage, path: string) {
  const name = path.split(/[.[]/)[0] ?? "";
  const member: Element = target.fields.find((field) => field.name === name || field.jsonName === name) ?? target;
  return placeOf(member);
}

/** The line of a hand-written function in a stack, and the function that was called there. */
function authoredFrame(stack: string) {
  const frames = [...stack.matchAll(/at (?:(\S+) \()?\S*?\/gen\/(\S+\.upcast\.ts):(\d+):(\d+)/g)];
  const [, , path, line, column] = frames[0] ?? [];
  if (path === undefined) return undefined;
  const called = frames.at(-1)?.[1]?.replace(/^Object\./, "") ?? "the function";
  return { name: called, place: { path, line: Number(line), column: Number(column) } };
}
