import type { Change } from "../change.ts";
import type { Element } from "../schema/elements.ts";
import { quote } from "../text.ts";
import { printable, shortened } from "./printable.ts";

/**
 * Says a fact in one line, such as `field shop.orders.v1.OrderPlaced.note was added`; long values are cut, and no character
 * in it can steer a terminal.
 */
export function changeText(change: Change): string {
  return printable(sentence(change));
}

function sentence(change: Change): string {
  switch (change.kind) {
    case "package.added":
    case "package.removed":
      return `package ${change.package} was ${verbOf(change)}`;
    case "value.added":
    case "value.removed":
      return `${valueNames([...change.before, ...change.after])} was ${verbOf(change)} (number ${change.number})`;
    case "value.renamed":
      return `number ${change.number} of enum ${change.within.after.fullName} was ${valueNames(change.before)} and is ${valueNames(change.after)}`;
    case "reserved.added":
    case "reserved.removed":
    case "extension range.added":
    case "extension range.removed":
      return `${change.kind.split(".")[0]} ${rangeText(change.range)} of ${labelOf(change.after)} was ${verbOf(change)}`;
    case "message.renumbered":
    case "enum.renumbered":
      return `${labelOf(change.after)}: ${movesText(change.moves)}`;
    default:
      return elementText(change);
  }
}

type ElementChange = Exclude<
  Change,
  { readonly kind: `package.${string}` | `value.${"added" | "removed" | "renamed"}` | `${string}.renumbered` }
>;

function elementText(change: ElementChange): string {
  const subject = labelOf(change.after ?? change.before, change.kind);
  if ("what" in change) return `${subject}: ${detailText(change)}`;
  if ("home" in change && change.after !== undefined)
    return `${subject} moved from ${change.before.file.path} to ${change.after.file.path}`;
  return `${subject} was ${verbOf(change)}`;
}

function detailText({ what, name, from, to, direction }: Extract<ElementChange, { readonly what: string }>): string {
  if (from === "" && to === "") return what === "layout" ? "declarations were rearranged" : `${name ?? what} changed`;
  const subject = name === undefined ? what : `${what} ${name}`;
  const suffix = direction === undefined ? "" : ` (${direction})`;
  if (from === "") return `${subject} ${valueText(to)} was added${suffix}`;
  if (to === "") return `${subject} ${valueText(from)} was removed${suffix}`;
  return `${subject} changed from ${valueText(from)} to ${valueText(to)}${suffix}`;
}

function verbOf({ kind }: Change): string {
  return kind.slice(kind.lastIndexOf(".") + 1);
}

/** The kind and full name of an element; events and extensions are told from messages and fields by the fact. */
function labelOf(element: Element, kind: string = element.kind): string {
  const noun = kind.startsWith("event.") ? "event" : kind.startsWith("extension.") ? "extension" : element.kind;
  return `${noun} ${element.fullName}`;
}

function valueNames(values: readonly { readonly fullName: string }[]): string {
  return `enum value ${values.map((value) => value.fullName).join(" / ")}`;
}

function rangeText(range: string | { readonly start: number; readonly end: number }): string {
  if (typeof range === "string") return quote(range);
  return range.start === range.end ? `${range.start}` : `${range.start} to ${range.end}`;
}

/** Longer values, such as a page of validation rules, are told by their beginning. */
const LONGEST_VALUE = 120;
/** Of many fields or values that changed numbers, so many are named. */
const MOST_MOVES = 5;

function valueText(value: string): string {
  return quote(shortened(value, LONGEST_VALUE));
}

interface Move {
  readonly before: { readonly name: string; readonly number: number };
  readonly after: { readonly number: number };
}

function movesText(moves: readonly Move[]): string {
  const told = moves.slice(0, MOST_MOVES).map(moveText);
  const rest = moves.length - told.length;
  return [...told, ...(rest === 0 ? [] : [`and ${rest} more`])].join(", ");
}

function moveText({ before, after }: Move): string {
  return `${before.name} moved from number ${before.number} to ${after.number}`;
}
