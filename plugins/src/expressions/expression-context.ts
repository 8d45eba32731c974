import type { DescMessage } from "@bufbuild/protobuf";
import type { References } from "../print/references.ts";

/** What printing an expression needs. */
export interface ExpressionContext {
  readonly ref: References;
  /** True when tests for presence must not narrow types. */
  readonly careful?: boolean;
  /** Finds a message by its full name. */
  messageOf(name: string): DescMessage | undefined;
}
