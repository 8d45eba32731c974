import type { parse } from "@bufbuild/cel";
import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import type { ExpressionType } from "../expression.ts";

/** A node of CEL's syntax tree. */
export type Node = ReturnType<typeof parse>["expr"];

/** What names mean: `old` is the source message, types are those that the target's file sees, variables are bound by loops. */
export interface Scope {
  readonly source: DescMessage;
  readonly file: DescFile;
  readonly variables: ReadonlyMap<string, ExpressionType>;
  /** Nesting left before the expression is refused. */
  readonly depth: number;
  /** Loops inside loops left before the expression is refused. */
  readonly loops: number;
}
