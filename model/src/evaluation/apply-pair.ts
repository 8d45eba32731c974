import { create, type DescMessage, type Message } from "@bufbuild/protobuf";
import type { FieldRef } from "../field-ref.ts";
import type { CasesOrigin, CopyOrigin, ExpressionOrigin, FieldOrigin, MemberPlan, StepPlan } from "../plan.ts";
import { applyConversion } from "./apply-conversion.ts";
import { evaluateExpression, type Types } from "./evaluate-expression.ts";
import { literalValue } from "./literal-value.ts";
import { Failed } from "./outcomes.ts";
import { isSet, type Members, readValue } from "./read-value.ts";

/** One run of a plan. */
export interface Application {
  readonly plan: StepPlan;
  readonly types: Types;
  /** Paths in the target that a person's function would fill, as they are met. */
  readonly unresolved: Set<string>;
}

/** Where a message stands, as the prefix of its fields' paths: empty, or such as `lines.`. */
interface At {
  readonly source: string;
  readonly target: string;
}

type Ends = { readonly from: string; readonly to: string };

interface Within {
  readonly run: Application;
  readonly message: Members & Message;
  readonly at: At;
  /** Whether the source's prototype holds defaults. */
  readonly own: boolean;
}

const PROTO3 = 999;

/** The message that another becomes, member by member; what is unresolved is left out and noted. Throws Unmappable and Failed. */
export function applyPair(run: Application, ends: Ends, message: Message, at: At): Message {
  const pair = run.plan.pairs.find(({ from, to }) => from === ends.from && to === ends.to);
  if (pair === undefined) throw new TypeError(`the plan refers to ${ends.from} to ${ends.to} but does not hold it`);
  const target = messageNamed(run, ends.to);
  const own = messageNamed(run, ends.from).file.edition !== PROTO3;
  const within: Within = { run, message: message as Within["message"], at, own };
  const next: Record<string, unknown> = create(target);
  for (const member of pair.fields) {
    const value = memberOf(within, member);
    if (value !== undefined) next[member.kind === "field" ? member.field.localName : member.oneof.localName] = value;
  }
  return next as unknown as Message;
}

function messageNamed({ types }: Application, typeName: string): DescMessage {
  const found = types.getMessage(typeName);
  if (found === undefined) throw new TypeError(`the plan refers to ${typeName}, which is not known here`);
  return found;
}

/** The value of a member of the target; undefined leaves it as `create` made it. */
function memberOf(within: Within, member: MemberPlan): unknown {
  const name = member.kind === "field" ? member.field.name : member.oneof.name;
  if (member.origin.kind === "unresolved") {
    within.run.unresolved.add(within.at.target + name);
    return undefined;
  }
  if (member.kind === "field") return fieldOf(within, member.field, member.origin);
  return member.origin.kind === "cases" ? caseOf(within, member.origin) : undefined;
}

function fieldOf(within: Within, target: FieldRef, origin: Exclude<FieldOrigin, { kind: "unresolved" }>): unknown {
  switch (origin.kind) {
    case "copy":
      return copyOf(within, target, origin);
    case "expression":
      return expressed(within, target, origin);
    case "unset":
      return undefined;
    default:
      return literalValue(origin.value);
  }
}

function copyOf(within: Within, target: FieldRef, { source, presence, conversion }: CopyOrigin): unknown {
  const { run, message, at, own } = within;
  const fallback = presence.kind === "default" ? literalValue(presence.value) : undefined;
  const value = readValue(message, source) ?? fallback;
  const always = presence.kind === "default" || (presence.kind === "always" && source.type.kind !== "message");
  if (value === undefined || (!always && !isSet(message, source, own))) return undefined;
  return applyConversion(conversion, value, {
    path: at.source + source.name,
    textKeys: source.type.kind === "map" && source.type.key === "string",
    numberOf: (from, to, number) => numberOf(run.plan, from, to, number),
    messageOf: (from, to, nested, path) =>
      applyPair(run, { from, to }, nested, {
        source: `${path}.`,
        target: `${at.target}${target.name}.`,
      }),
  });
}

function numberOf({ enums }: StepPlan, from: string, to: string, number: number): number | undefined {
  const plan = enums.find((candidate) => candidate.from === from && candidate.to === to);
  return plan?.values.find((value) => value.number === number)?.to.number;
}

function expressed({ run, message, at }: Within, target: FieldRef, { tree }: ExpressionOrigin): unknown {
  const result = evaluateExpression(tree, message, run.types);
  if (result.kind === "failed") throw new Failed(at.target + target.name, result.reason);
  return result.value ?? undefined;
}

function caseOf(within: Within, { cases }: CasesOrigin): unknown {
  for (const { field, origin } of cases) {
    const value = origin.kind === "copy" ? copyOf(within, field, origin) : expressed(within, field, origin);
    if (value !== undefined) return { case: field.localName, value };
  }
  return { case: undefined };
}
