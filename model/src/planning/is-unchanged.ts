import type { Conversion, EnumPlan, MemberPlan, OneofCasePlan, PairPlan } from "../plan.ts";

/** Tells whether every member of a pair is carried over as it is and nothing is lost; `enums` are those of its step. */
export function isUnchanged({ fields, lost }: PairPlan, enums: ReadonlyMap<string, EnumPlan>): boolean {
  if (lost.length > 0) return false;
  return fields.every((member) => isPlain(member) && enumsIn(member).every((key) => isSameEnum(enums.get(key))));
}

/** An enum whose values kept their names may have given them other numbers. */
function isSameEnum(plan: EnumPlan | undefined): boolean {
  return plan?.values.every(({ number, to }) => number === to.number) ?? true;
}

function enumsIn({ origin }: MemberPlan): string[] {
  if (origin.kind === "cases") return origin.cases.flatMap((one) => enumsOf(one.origin));
  return origin.kind === "copy" ? enumsOf(origin) : [];
}

function enumsOf(origin: OneofCasePlan["origin"]): string[] {
  return origin.kind === "copy" ? enumsUnder(origin.conversion) : [];
}

function enumsUnder(conversion: Conversion): string[] {
  if (conversion.kind === "enum") return [`${conversion.from} ${conversion.to}`];
  if (conversion.kind === "list" || conversion.kind === "wrap") return enumsUnder(conversion.element);
  return conversion.kind === "map" ? enumsUnder(conversion.value) : [];
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
