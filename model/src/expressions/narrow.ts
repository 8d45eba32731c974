import { ScalarType } from "@bufbuild/protobuf";
import type { Expression } from "../expression.ts";
import { scalarName } from "../planning/field-ref-of.ts";
import { invalid } from "./typed.ts";
import { isNarrow, type ScalarKind, scalarKind } from "./value-types.ts";

/** A scalar field, list element or map value that is given a value. */
export interface Slot {
  readonly scalar: ScalarType;
  readonly longAsString: boolean;
  /** True when the value may be null. */
  readonly nullable: boolean;
}

/** Brings a value of an expression into protobuf-es's form; undefined when its type does not fit. Ranges are checked at run time. */
export function narrow(tree: Expression, kind: string, slot: Slot): Expression | undefined {
  const wanted = scalarKind(slot.scalar);
  if (wanted !== kind) return undefined;
  if (slot.scalar === ScalarType.FLOAT) return call("float.from-double", tree, slot);
  if (wanted !== "int" && wanted !== "uint") return tree;
  if (isNarrow(slot.scalar)) return constant(tree, wanted, slot.scalar) ?? call(NARROWING[wanted], tree, slot);
  return slot.longAsString ? call("string.from", tree, slot) : tree;
}

const NARROWING = { int: "int32.from-int", uint: "uint32.from-uint" };

function call(op: string, tree: Expression, { nullable }: Slot): Expression {
  return { kind: "call", op: nullable ? `${op}-or-null` : op, args: [tree] };
}

/** A constant is checked at once. */
function constant(tree: Expression, kind: ScalarKind, scalar: ScalarType): Expression | undefined {
  if (tree.kind !== "literal" || tree.literal.kind !== "bigint") return undefined;
  const value = BigInt(tree.literal.value);
  const fits = kind === "int" ? BigInt.asIntN(32, value) === value : BigInt.asUintN(32, value) === value;
  if (!fits) return invalid(`${value} does not fit into ${scalarName(scalar)}`);
  return { kind: "literal", literal: { kind: "number", value: Number(value) } };
}
