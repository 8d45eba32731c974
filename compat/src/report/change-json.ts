import { levelOf } from "../bump.ts";
import { type Change, subjectOf } from "../change.ts";
import type { Element } from "../schema/elements.ts";
import { changeText } from "./change-text.ts";

/** A fact as data. */
export interface ChangeJson {
  readonly kind: string;
  /** Full name of the element; a path for files. */
  readonly element: string;
  /** Full name of the message, enum or service around it; the element itself where there is none. */
  readonly type: string;
  readonly path: string;
  /** What the fact alone demands of the next version. */
  readonly bump: string;
  /** The fact in words. */
  readonly text: string;
  readonly what?: string;
  readonly name?: string;
  readonly from?: string;
  readonly to?: string;
  readonly direction?: string;
}

/** Turns a fact into data. */
export function changeJson(change: Change): ChangeJson {
  const element = "package" in change ? undefined : subjectOf(change);
  return {
    kind: change.kind,
    element: element?.fullName ?? ("package" in change ? change.package : ""),
    type: element === undefined ? "" : typeAround(element),
    path: pathOf(subjectOf(change)),
    bump: levelOf(change),
    text: changeText(change),
    ...("what" in change && { what: change.what, from: change.from, to: change.to }),
    ...("name" in change && { name: change.name }),
    ...("direction" in change && { direction: change.direction }),
  };
}

function pathOf(element: Element): string {
  return element.kind === "file" ? element.path : element.file.path;
}

/** Full name of the type that holds an element, or of the element itself. */
export function typeAround(element: Element): string {
  if (element.kind === "file" || element.kind === "message" || element.kind === "enum" || element.kind === "service")
    return element.fullName;
  return element.parent?.fullName ?? element.fullName;
}
