import type { Expression } from "@postel/model";
import { throws } from "./operations-table.ts";

/** Tells whether an expression may throw: by overflow, division, null or a value that does not fit. */
export function mayFail(tree: Expression): boolean {
  switch (tree.kind) {
    case "call":
      return throws(tree.op) || tree.args.some(mayFail);
    case "field":
    case "has":
      return mayFail(tree.of);
    case "if":
      return [tree.test, tree.yes, tree.no].some(mayFail);
    case "message":
      return tree.members.some((member) => member.kind === "field" && mayFail(member.value));
    case "list":
      return tree.elements.some(mayFail);
    case "map":
      // A key that is given twice.
      return tree.entries.length > 1 || tree.entries.flat().some(mayFail);
    case "loop":
      return mayFail(tree.over) || mayFail(tree.body);
    default:
      return false;
  }
}
