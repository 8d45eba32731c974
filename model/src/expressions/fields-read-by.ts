import type { Expression } from "../expression.ts";
import { partsOf } from "./parts-of.ts";

/** Names of the fields of `old` that an expression reads, outermost fields only. */
export function fieldsReadBy(tree: Expression): string[] {
  if ((tree.kind === "field" || tree.kind === "has") && tree.of.kind === "old") return [tree.field.name];
  return partsOf(tree).flatMap(fieldsReadBy);
}
