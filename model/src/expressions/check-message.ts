import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { MessageMember } from "../expression.ts";
import { fieldRefOf, oneofRefOf, presenceOf } from "../planning/field-ref-of.ts";
import { defaultOf } from "../planning/literal-of.ts";
import { coerce } from "./coerce.ts";
import { typeInScope } from "./names-in-scope.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed } from "./typed.ts";

type Struct = Extract<Node["exprKind"], { case: "structExpr" }>["value"];
type Check = (node: Node, scope: Scope) => Typed;

const PROTO3 = 999;

/** Checks a message literal such as `Money{cents: old.cents}`; `check` checks what its fields are given. */
export function checkMessage({ messageName, entries }: Struct, scope: Scope, check: Check): Typed {
  if (messageName === "") return invalid("map literals are outside the expressions; write a function");
  const type = typeInScope(scope.file, messageName);
  if (type?.kind !== "message")
    return invalid(`there is no message ${JSON.stringify(messageName)} in ${scope.file.proto.package} or its imports`);
  const given = new Map<string, MessageMember>();
  for (const { keyKind, value, optionalEntry } of entries) {
    if (keyKind.case !== "fieldKey" || value === undefined || optionalEntry)
      return invalid(`${messageName}{…} takes field names only`);
    const field = fieldNamed(type, keyKind.value);
    if (given.has(field.name)) return invalid(`${messageName}{…} gives ${field.name} twice`);
    given.set(field.name, memberOf(field, check(value, scope)));
  }
  const plain = type.file.edition === PROTO3;
  const members = plain ? complete(type, given) : [...given.values()];
  return {
    tree: { kind: "message", message: type.typeName, plain, members },
    type: { kind: "message", message: type.typeName },
  };
}

function memberOf(field: DescField, value: Typed): MessageMember {
  const { tree, nullable } = coerce(value, field);
  if (nullable && presenceOf(field) !== "explicit")
    return invalid(`${field.name} is given a value that may be null, and it cannot be unset`);
  return { kind: "field", field: fieldRefOf(field), value: tree, nullable };
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

function fieldNamed(type: DescMessage, name: string): DescField {
  const field = type.fields.find((candidate) => candidate.name === name);
  return (
    field ??
    invalid(
      `${type.typeName} has no field ${JSON.stringify(name)}; it has ${type.fields.map((f) => f.name).join(", ")}`,
    )
  );
}
