import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { Expression } from "../expression.ts";
import { fieldRefOf, oneValueOf } from "../planning/field-ref-of.ts";
import { defaultOf } from "../planning/literal-of.ts";
import { invalid, type Typed } from "./typed.ts";
import { isNarrow, scalarKind, valueType, widen, wrappedScalar } from "./value-types.ts";

/** Checks `message.name`. */
export function readField(of: Expression, message: DescMessage, name: string): Typed {
  const field = fieldNamed(message, name);
  const read = (unset: Extract<Expression, { kind: "field" }>["unset"]): Expression => ({
    kind: "field",
    of,
    field: fieldRefOf(field),
    unset,
  });
  if (field.fieldKind === "list") return readList(read({ kind: "empty-list" }), field);
  if (field.fieldKind === "map") return readMap(read({ kind: "empty-map" }), field);
  const wrapped = wrappedScalar(field);
  if (wrapped !== undefined) {
    const kind = scalarKind(wrapped);
    const tree = read({ kind: "undefined" });
    const widened: Expression = { kind: "call", op: `${kind}.from-number-or-null`, args: [tree] };
    const narrow = (kind === "int" || kind === "uint") && isNarrow(wrapped);
    return { tree: narrow ? widened : tree, type: { kind: "nullable", of: { kind } } };
  }
  const value = oneValueOf(field);
  if (value.kind === "message")
    return { tree: read({ kind: "undefined" }), type: { kind: "nullable", of: valueType(value) } };
  return { tree: widen(read({ kind: "literal", literal: defaultOf(field) }), value), type: valueType(value) };
}

const ITEM: Expression = { kind: "variable", name: "item" };

function readList(tree: Expression, field: DescField): Typed {
  const body = widen(ITEM, oneValueOf(field));
  const type = { kind: "list", element: valueType(oneValueOf(field)) } as const;
  return { tree: body === ITEM ? tree : { kind: "loop", macro: "map", over: tree, variable: "item", body }, type };
}

function readMap(tree: Expression, field: DescField & { fieldKind: "map" }): Typed {
  const body = widen(ITEM, oneValueOf(field));
  const type = {
    kind: "map",
    key: { kind: scalarKind(field.mapKey) },
    value: valueType(oneValueOf(field)),
  } as const;
  return {
    tree: body === ITEM ? tree : { kind: "loop", macro: "map-values", over: tree, variable: "item", body },
    type,
  };
}

const PROTO3 = 999;

/** Checks `has(message.name)`. */
export function hasField(of: Expression, message: DescMessage, name: string): Typed {
  const field = fieldNamed(message, name);
  const single = field.fieldKind === "scalar" || field.fieldKind === "enum";
  const ref = fieldRefOf(field);
  const own = message.file.edition !== PROTO3 && single && ref.presence !== "implicit" && field.oneof === undefined;
  return { tree: { kind: "has", of, field: ref, ...(own ? { own } : {}) }, type: { kind: "bool" } };
}

function fieldNamed(message: DescMessage, name: string): DescField {
  const field = message.fields.find((candidate) => candidate.name === name);
  return (
    field ??
    invalid(
      `${message.typeName} has no field ${JSON.stringify(name)}; it has ${message.fields.map((f) => f.name).join(", ")}`,
    )
  );
}
