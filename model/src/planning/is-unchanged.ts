import type { Conversion, MemberPlan, OneofCasePlan, PairPlan } from "../plan.ts";

/** Tells whether every member of a pair is carried over as it is and nothing is lost. */
export function isUnchanged({ fields, lost }: PairPlan): boolean {
  return lost.length === 0 && fields.every(isPlain);
}

/** Tells whether a member is what it was: same name, same presence, same kind of value. */
export function isPlain(member: MemberPlan): boolean {
  if (member.kind === "field") return isPlainCopy(member.field, member.origin);
  const { origin, oneof } = member;
  if (origin.kind !== "cases") return false;
  return origin.source?.name === oneof.name && origin.cases.every((one) => isPlainCopy(one.field, one.origin));
}

type Origin = Extract<MemberPlan, { kind: "field" }>["origin"];

function isPlainCopy(field: OneofCasePlan["field"], origin: Origin): boolean {
  if (origin.kind !== "copy" || origin.source.name !== field.name) return false;
  return origin.source.presence === field.presence && keepsValue(origin.conversion);
}

function keepsValue(conversion: Conversion): boolean {
  switch (conversion.kind) {
    case "identity":
    case "enum":
    case "message":
      return true;
    case "list":
      return keepsValue(conversion.element);
    case "map":
      return keepsValue(conversion.value);
    default:
      return false;
  }
}
