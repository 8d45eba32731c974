import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import type { MessageMember } from "../expression.ts";
import { fieldRefOf, presenceOf } from "../planning/field-ref-of.ts";
import { checkMap } from "./check-list.ts";
import { coerce } from "./coerce.ts";
import { typeInScope } from "./names-in-scope.ts";
import { newMessage } from "./new-message.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed } from "./typed.ts";
import { messageType, refuseDynamic } from "./value-types.ts";

type Struct = Extract<Node["exprKind"], { case: "structExpr" }>["value"];
type Check = (node: Node, scope: Scope) => Typed;

/** Checks a message literal such as `Money{cents: old.cents}`, or a map literal; `check` checks what is inside. */
export function checkMessage(struct: Struct, scope: Scope, check: Check): Typed {
  const { messageName, entries } = struct;
  if (messageName === "") return checkMap(struct, scope, check);
  const type = messageNamed(messageName, scope);
  const given = new Map<string, MessageMember>();
  for (const { keyKind, value, optionalEntry } of entries) {
    if (keyKind.case !== "fieldKey" || value === undefined || optionalEntry)
      return invalid(`${messageName}{…} takes field names only`);
    const field = fieldNamed(type, keyKind.value);
    if (given.has(field.name)) return invalid(`${messageName}{…} gives ${field.name} twice`);
    given.set(field.name, memberOf(field, check(value, scope)));
  }
  return { tree: newMessage(type, given), type: messageType(type) };
}

function messageNamed(name: string, { file }: Scope): DescMessage {
  const type = typeInScope(file, name);
  if (type?.kind !== "message")
    return invalid(`there is no message ${JSON.stringify(name)} in ${file.proto.package} or its imports`);
  refuseDynamic(type.typeName, name);
  if (isWrapperDesc(type)) return invalid(`${name}{…} is not needed: give the value itself, or null`);
  return type;
}

function memberOf(field: DescField, value: Typed): MessageMember {
  if (value.type.kind === "null" && field.message === undefined)
    return invalid(`${field.name} cannot be null; leave it out instead`);
  const { tree, nullable } = coerce(value, field);
  if (nullable && presenceOf(field) !== "explicit")
    return invalid(`${field.name} is given a value that may be null, and it cannot be unset`);
  return { kind: "field", field: fieldRefOf(field), value: tree, nullable };
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
