export { commentOf } from "./comment-of.ts";
export { type Applied, applyPlan } from "./evaluation/apply-plan.ts";
export { type Evaluated, evaluateExpression, type Types } from "./evaluation/evaluate-expression.ts";
export type { EventInfo } from "./events/event-info.ts";
export { type KeyPath, keyPath } from "./events/key-path.ts";
export type { Lineage } from "./events/lineage.ts";
export { type PackageVersion, packageVersion } from "./events/package-version.ts";
export { type Model, readModel } from "./events/read-model.ts";
export { schemaDigest } from "./events/schema-digest.ts";
export type {
  Expression,
  ExpressionType,
  MessageExpression,
  MessageMember,
  Unset,
} from "./expression.ts";
export {
  type ExpressionNames,
  type TypedExpression,
  typeExpression,
} from "./expressions/compile-expression.ts";
export { partsOf } from "./expressions/parts-of.ts";
export type { FieldRef, FieldType, Literal, OneofRef, Presence, ScalarName, ValueType } from "./field-ref.ts";
export { type Element, type Place, placeOf } from "./place.ts";
export type {
  CasesOrigin,
  ConstantOrigin,
  Conversion,
  CopyOrigin,
  EnumPlan,
  EnumValuePlan,
  ExpressionOrigin,
  FieldOrigin,
  LostField,
  LostPath,
  MemberPlan,
  OneofCasePlan,
  OneofOrigin,
  PairPlan,
  PresenceRule,
  ScalarConversion,
  StepPlan,
  UnresolvedCode,
  UnresolvedOrigin,
  UnsetOrigin,
} from "./plan.ts";
export type { Direction } from "./planning/evolution-of.ts";
export { isPlain } from "./planning/is-unchanged.ts";
export { listLost, listUnresolved } from "./planning/list-pairs.ts";
export { planSets } from "./planning/plan-sets.ts";
export { planStep } from "./planning/plan-step.ts";
export type { ModelProblem, ModelProblemCode } from "./problem.ts";
export { type ReleaseContent, releaseDigest } from "./release-digest.ts";
export { type GeneratedSample, type GeneratedSamples, sampleEvent } from "./samples/sample-event.ts";
export type { Complaint, Validate } from "./samples/settle.ts";
export type { LostMember, MatchedPair, SetPlan, UnresolvedMember } from "./set-plan.ts";
