import type { DescField } from "@bufbuild/protobuf";
import type { Expression, ExpressionType } from "../expression.ts";
import { describe } from "../planning/convert-field.ts";
import { type OneValue, oneValueOf } from "../planning/field-ref-of.ts";
import { narrow } from "./narrow.ts";
import { invalid, type Typed, typeText } from "./typed.ts";
import { withoutNull } from "./unify.ts";
import { isNarrow, refuseDynamic, scalarKind, valueType, wrappedScalar } from "./value-types.ts";

/** A value in the form that a field holds. */
export interface Coerced {
  readonly tree: Expression;
  /** True when it may be null, which leaves the field unset. */
  readonly nullable: boolean;
}

/** Brings an expression's value into the form that a field holds; wrong types are refused, ranges are checked at run time. */
export function coerce(value: Typed, field: DescField): Coerced {
  const tree = field.fieldKind === "list" || field.fieldKind === "map" ? toMany(value, field) : toOne(value, field);
  if (tree === undefined) return invalid(`it gives ${typeText(value.type)}, and ${field.name} is ${describe(field)}`);
  return { tree, nullable: value.type.kind === "nullable" || value.type.kind === "null" };
}

function toOne({ tree, type }: Typed, field: DescField): Expression | undefined {
  if (type.kind === "null" && field.message !== undefined) refuseDynamic(field.message.typeName, field.name);
  if (type.kind === "null") return tree;
  const scalar = wrappedScalar(field);
  const slot: OneValue = scalar === undefined ? oneValueOf(field) : { kind: "scalar", scalar, longAsString: false };
  return toValue(tree, withoutNull(type), slot, type.kind === "nullable");
}

function toValue(tree: Expression, type: ExpressionType, slot: OneValue, nullable: boolean): Expression | undefined {
  if (slot.kind === "scalar") return narrow(tree, type.kind, { ...slot, nullable });
  return typeText(type) === typeText(valueType(slot)) ? tree : undefined;
}

const ITEM: Expression = { kind: "variable", name: "item" };

function toMany({ tree, type }: Typed, field: DescField): Expression | undefined {
  if (field.fieldKind === "list" && type.kind === "list") return eachTo("map", tree, type.element, field);
  if (field.fieldKind !== "map" || type.kind !== "map") return undefined;
  if (type.key.kind !== "null" && type.key.kind !== scalarKind(field.mapKey)) return undefined;
  const values = eachTo("map-values", tree, type.value, field);
  const narrowKeys = isNarrow(field.mapKey) && type.key.kind !== "null";
  if (values === undefined || !narrowKeys) return values;
  return { kind: "call", op: type.key.kind === "int" ? "map.int32-keys" : "map.uint32-keys", args: [values] };
}

/** Converts each element or value where they need it; a field that is only read and written stays as it is. */
function eachTo(
  macro: "map" | "map-values",
  tree: Expression,
  type: ExpressionType,
  field: DescField,
): Expression | undefined {
  if (type.kind === "null") return tree;
  const body = toValue(ITEM, type, oneValueOf(field), false);
  return body === undefined || body === ITEM
    ? body && tree
    : { kind: "loop", macro, over: tree, variable: "item", body };
}
