import type { FieldOrigin, MemberPlan, OneofOrigin, StepPlan } from "@postel/model";

/** How one major of an event is read as the next. */
export interface StepView {
  readonly from: string;
  readonly to: string;
  /** One entry per field or oneof of the newer major. */
  readonly members: readonly { readonly name: string; readonly origin: string }[];
  /** Paths of the older major that are not carried over. */
  readonly lost: readonly string[];
}

/** Says in words what a plan does with the event itself; the messages in it have plans of their own, in the page's JSON. */
export function stepView({ from, to, pairs, lost }: StepPlan): StepView {
  return { from, to, members: (pairs[0]?.fields ?? []).map(memberView), lost: lost.map((each) => each.path) };
}

function memberView(member: MemberPlan) {
  const name = member.kind === "field" ? member.field.name : member.oneof.name;
  return { name, origin: words(member.origin) };
}

function words(origin: FieldOrigin | OneofOrigin): string {
  switch (origin.kind) {
    case "copy":
      return origin.conversion.kind === "identity" ? origin.source.name : `${origin.source.name}, converted`;
    case "expression":
      return origin.text;
    case "zero":
    case "default":
      return "its default";
    case "unset":
      return "left unset";
    case "cases":
      return "case by case";
    case "unresolved":
      return "a function of the release";
  }
}
