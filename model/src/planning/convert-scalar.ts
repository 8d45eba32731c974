import { ScalarType } from "@bufbuild/protobuf";
import type { Conversion } from "../plan.ts";

/** Scalar types that share one TypeScript range. */
type Range = "int32" | "uint32" | "int64" | "uint64" | "float" | "double" | "bool" | "string" | "bytes";

const RANGES: Record<ScalarType, Range> = {
  [ScalarType.INT32]: "int32",
  [ScalarType.SINT32]: "int32",
  [ScalarType.SFIXED32]: "int32",
  [ScalarType.UINT32]: "uint32",
  [ScalarType.FIXED32]: "uint32",
  [ScalarType.INT64]: "int64",
  [ScalarType.SINT64]: "int64",
  [ScalarType.SFIXED64]: "int64",
  [ScalarType.UINT64]: "uint64",
  [ScalarType.FIXED64]: "uint64",
  [ScalarType.FLOAT]: "float",
  [ScalarType.DOUBLE]: "double",
  [ScalarType.BOOL]: "bool",
  [ScalarType.STRING]: "string",
  [ScalarType.BYTES]: "bytes",
};

/** Ranges that a range fits into without loss. */
const WIDER: Partial<Record<Range, readonly Range[]>> = {
  int32: ["int64", "double"],
  uint32: ["uint64", "int64", "double"],
  float: ["double"],
  string: ["bytes"],
};

/** A scalar type and whether protobuf-es holds it as a string. */
export interface ScalarForm {
  readonly scalar: ScalarType;
  readonly longAsString: boolean;
}

/** How one scalar becomes another without loss; undefined when it may lose. */
export function convertScalar(source: ScalarForm, target: ScalarForm): Conversion | undefined {
  const [from, to] = [RANGES[source.scalar], RANGES[target.scalar]];
  if (from !== to && !WIDER[from]?.includes(to)) return undefined;
  if (from === "string" && to === "bytes") return { kind: "scalar", name: "string-to-bytes" };
  if (!isLong(to)) return { kind: "identity" };
  return convertLong(isLong(from) ? (source.longAsString ? "string" : "bigint") : "number", target.longAsString);
}

/** Tells whether a scalar has the range of int32. */
export function isInt32(scalar: ScalarType): boolean {
  return RANGES[scalar] === "int32";
}

function isLong(range: Range): boolean {
  return range === "int64" || range === "uint64";
}

function convertLong(from: "number" | "bigint" | "string", asText: boolean): Conversion {
  if (from === "number") return { kind: "scalar", name: asText ? "number-to-long-string" : "number-to-bigint" };
  if (from === "bigint") return asText ? { kind: "scalar", name: "bigint-to-long-string" } : { kind: "identity" };
  return asText ? { kind: "identity" } : { kind: "scalar", name: "long-string-to-bigint" };
}
