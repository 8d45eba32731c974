import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { fieldsReadBy } from "../expressions/fields-read-by.ts";
import type { FieldOrigin, LostField, MemberPlan, OneofOrigin, PairPlan } from "../plan.ts";
import { fieldRefOf, oneofRefOf } from "./field-ref-of.ts";
import { likelyRenames } from "./likely-renames.ts";
import { planField } from "./plan-field.ts";
import { planOneof } from "./plan-oneof.ts";
import type { StepContext } from "./step-context.ts";

/** Plans every member of a target message from its source; pairs that this needs are added to the context. */
export function planPair(source: DescMessage, target: DescMessage, context: StepContext): PairPlan {
  const fields = target.members.map(
    (member): MemberPlan =>
      member.kind === "oneof"
        ? { kind: "oneof", oneof: oneofRefOf(member), origin: planOneof(member, source, context) }
        : { kind: "field", field: fieldRefOf(member), origin: planField(member, source, context) },
  );
  return { from: source.typeName, to: target.typeName, fields, lost: lostFields(source, target, fields) };
}

function lostFields(source: DescMessage, target: DescMessage, members: readonly MemberPlan[]): LostField[] {
  const read = new Set(members.flatMap(({ origin }) => sourcesOf(origin)));
  const certain = members.every(({ origin }) => origin.kind !== "unresolved");
  const renames = likelyRenames(source, target);
  return source.fields
    .filter(({ name }) => !read.has(name))
    .map((field) => {
      const renamed = renames.get(field);
      const renamedTo = renamed === undefined || hasSource(members, renamed) ? {} : { renamedTo: renamed.name };
      return { field: fieldRefOf(field), certain, ...renamedTo };
    });
}

function hasSource(members: readonly MemberPlan[], { name }: DescField): boolean {
  const found = members.find((member) => member.kind === "field" && member.field.name === name);
  return found !== undefined && sourcesOf(found.origin).length > 0;
}

function sourcesOf(origin: FieldOrigin | OneofOrigin): string[] {
  switch (origin.kind) {
    case "copy":
      return [origin.source.name];
    case "expression":
      return fieldsReadBy(origin.tree);
    case "cases":
      return origin.cases.flatMap((one) => sourcesOf(one.origin));
    case "unresolved":
      return origin.candidates.map(({ name }) => name);
    default:
      return [];
  }
}
