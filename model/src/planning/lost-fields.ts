import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { fieldsReadBy } from "../expressions/fields-read-by.ts";
import type { FieldOrigin, LostField, MemberPlan, OneofOrigin } from "../plan.ts";
import { fieldRefOf } from "./field-ref-of.ts";
import { sunkInto } from "./likely-moves.ts";
import { likelyRenames } from "./likely-renames.ts";

/** Lists the fields of a source message that no member of its target reads or asks a person about. */
export function lostFields(source: DescMessage, target: DescMessage, members: readonly MemberPlan[]): LostField[] {
  const read = new Set(members.flatMap((member) => [...sourcesOf(member.origin), ...askedFor(member, source, target)]));
  const certain = members.every(({ origin }) => origin.kind !== "unresolved");
  const renames = likelyRenames(source, target);
  return source.fields
    .filter(({ name }) => !read.has(name))
    .map((field) => {
      const renamed = renames.get(field);
      const name = renamed === undefined || hasSource(members, renamed) ? undefined : renamed.name;
      const likely = name ?? sunkInto(field, source, target);
      return { field: fieldRefOf(field), certain, ...(likely === undefined ? {} : { renamedTo: likely }) };
    });
}

/** What the function of an unresolved member will read; of what is new altogether that is a guess, and does not count. */
function askedFor({ origin, ...member }: MemberPlan, source: DescMessage, target: DescMessage): string[] {
  if (origin.kind !== "unresolved" || origin.code === "no-source" || origin.code === "new-scalar") return [];
  const candidates = origin.candidates.map(({ name }) => name);
  if (member.kind === "field") return candidates;
  const { name } = member.oneof;
  const cases = [...fieldsOf(source, name), ...fieldsOf(target, name)];
  return [...candidates, ...cases.map((field) => field.name)];
}

function fieldsOf({ oneofs }: DescMessage, name: string): readonly DescField[] {
  return oneofs.find((oneof) => oneof.name === name)?.fields ?? [];
}

function hasSource(members: readonly MemberPlan[], { name }: DescField): boolean {
  const found = members.find((member) => member.kind === "field" && member.field.name === name);
  return found !== undefined && sourcesOf(found.origin).length > 0;
}

/** Names of the source's fields that an origin reads. */
function sourcesOf(origin: FieldOrigin | OneofOrigin): string[] {
  switch (origin.kind) {
    case "copy":
      return [origin.source.name];
    case "expression":
      return fieldsReadBy(origin.tree);
    case "cases":
      return origin.cases.flatMap((one) => sourcesOf(one.origin));
    default:
      return [];
  }
}
