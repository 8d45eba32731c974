import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { MessageExpression, MessageMember } from "../expression.ts";
import { fieldRefOf, oneofRefOf, presenceOf } from "../planning/field-ref-of.ts";
import { defaultOf } from "../planning/literal-of.ts";
import { invalid } from "./typed.ts";

const PROTO3 = 999;

/** A new message with the members that are given, by field name. */
export function newMessage(type: DescMessage, given: ReadonlyMap<string, MessageMember>): MessageExpression {
  const plain = type.file.edition === PROTO3;
  const members = plain ? complete(type, given) : [...given.values()];
  return { kind: "message", message: type.typeName, plain, members };
}

/** A plain object must name every member that protobuf-es types as always there. */
function complete(type: DescMessage, given: ReadonlyMap<string, MessageMember>): MessageMember[] {
  return type.members.flatMap((member): MessageMember[] => {
    if (member.kind === "oneof") {
      const set = member.fields.flatMap((field) => given.get(field.name) ?? []);
      if (set.length > 1) return invalid(`${type.name}{…} gives two cases of the oneof ${member.name}`);
      return set.length === 1 ? set : [{ kind: "no-case", oneof: oneofRefOf(member) }];
    }
    const own = given.get(member.name);
    return own === undefined ? emptyMember(member) : [own];
  });
}

function emptyMember(field: DescField): MessageMember[] {
  if (field.fieldKind === "list") return [{ kind: "empty-list", localName: field.localName }];
  if (field.fieldKind === "map") return [{ kind: "empty-map", localName: field.localName }];
  if (presenceOf(field) !== "implicit") return [];
  return [
    { kind: "field", field: fieldRefOf(field), value: { kind: "literal", literal: defaultOf(field) }, nullable: false },
  ];
}
