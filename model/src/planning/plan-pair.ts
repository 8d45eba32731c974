import type { DescMessage } from "@bufbuild/protobuf";
import type { MemberPlan, PairPlan } from "../plan.ts";
import { fieldRefOf, oneofRefOf } from "./field-ref-of.ts";
import { lostFields } from "./lost-fields.ts";
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
