import type { parse } from "@bufbuild/cel";
import type { DescFile, DescMessage } from "@bufbuild/protobuf";

/** A node of CEL's syntax tree. */
export type Node = ReturnType<typeof parse>["expr"];

/** What names mean: `old` is the source message, types are those that the target's file sees. */
export interface Scope {
  readonly source: DescMessage;
  readonly file: DescFile;
  /** Nesting left before the expression is refused. */
  readonly depth: number;
}
