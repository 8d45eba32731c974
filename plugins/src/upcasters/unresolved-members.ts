import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { MemberPlan, UnresolvedOrigin } from "@postel/model";
import { commentOf } from "../print/comments-of.ts";
import type { MessagePair } from "./evolution.ts";

/** A member of a target message that a person writes a function for. */
export interface UnresolvedMember {
  /** Name in the .proto file. */
  readonly name: string;
  /** Property of the message and method of the interface. */
  readonly localName: string;
  /** Whether the function may return undefined to leave a field unset that TypeScript types as always there. */
  readonly mayBeUnset: boolean;
  /** The author's comment above the field. */
  readonly comment: string;
  readonly origin: UnresolvedOrigin;
}

/** Lists what a person must write for a pair, in the order of the .proto file. */
export function unresolvedMembers({ plan, to }: MessagePair): UnresolvedMember[] {
  return plan.fields.flatMap((member) =>
    member.origin.kind === "unresolved" ? [unresolvedMember(member, member.origin, to)] : [],
  );
}

function unresolvedMember(member: MemberPlan, origin: UnresolvedOrigin, to: DescMessage): UnresolvedMember {
  const { name, localName } = member.kind === "field" ? member.field : member.oneof;
  const desc = to.members.find((candidate): candidate is DescField | DescOneof => candidate.localName === localName);
  return {
    name,
    localName,
    mayBeUnset: member.kind === "field" && member.field.presence === "explicit",
    comment: desc === undefined ? "" : commentOf(desc),
    origin,
  };
}

/** Why a member is unresolved, and the ways to do without a function. */
export function explain({ origin }: UnresolvedMember): string[] {
  const remedies = origin.remedies.map((remedy) => `- ${remedy}`).join("\n");
  return [`Unresolved: ${origin.reason}.`, remedies === "" ? "" : `Ways out:\n${remedies}`];
}
