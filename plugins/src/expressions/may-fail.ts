import { type Expression, partsOf } from "@postel/model";
import { throws } from "./operations-table.ts";

/** Tells whether an expression may throw: by overflow, division, null, a key that is given twice, or a value that does not fit. */
export function mayFail(tree: Expression): boolean {
  const itself = (tree.kind === "call" && throws(tree.op)) || (tree.kind === "map" && tree.entries.length > 1);
  return itself || partsOf(tree).some(mayFail);
}
