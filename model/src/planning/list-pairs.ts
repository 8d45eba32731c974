import type { DescMessage } from "@bufbuild/protobuf";
import { placeOf } from "../place.ts";
import type { MemberPlan, PairPlan, UnresolvedOrigin } from "../plan.ts";
import type { LostMember, UnresolvedMember } from "../set-plan.ts";

/** Lists the members of pairs that a person must decide about, each at its place in the later schemas. */
export function listUnresolved(
  pairs: readonly PairPlan[],
  messageOf: (name: string) => DescMessage | undefined,
): UnresolvedMember[] {
  return pairs.flatMap(({ from, to, fields }) =>
    fields.flatMap((member) =>
      member.origin.kind === "unresolved" ? [unresolvedMember(from, messageOf(to), to, member, member.origin)] : [],
    ),
  );
}

function unresolvedMember(
  from: string,
  target: DescMessage | undefined,
  to: string,
  member: MemberPlan,
  { code, reason, remedies, candidates }: UnresolvedOrigin,
): UnresolvedMember {
  const { name } = member.kind === "field" ? member.field : member.oneof;
  const desc = target?.members.find((candidate) => candidate.name === name) ?? target;
  const place = desc === undefined ? { path: "", line: 0, column: 0 } : placeOf(desc);
  return {
    from,
    to,
    member: name,
    code,
    reason,
    remedies,
    candidates: candidates.map((field) => field.name),
    ...place,
  };
}

/** Lists the fields of pairs that nothing reads. */
export function listLost(pairs: readonly PairPlan[]): LostMember[] {
  return pairs.flatMap(({ from, to, lost }) =>
    lost.map(({ field, certain, renamedTo }) => ({
      from,
      to,
      field: field.name,
      certain,
      ...(renamedTo === undefined ? {} : { renamedTo }),
    })),
  );
}
