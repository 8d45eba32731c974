import type { Expression } from "../expression.ts";

/** The expressions that an expression is made of, in the order of its text. */
export function partsOf(tree: Expression): readonly Expression[] {
  switch (tree.kind) {
    case "field":
    case "has":
      return [tree.of];
    case "call":
      return tree.args;
    case "if":
      return [tree.test, tree.yes, tree.no];
    case "list":
      return tree.elements;
    case "map":
      return tree.entries.flat();
    case "message":
      return tree.members.flatMap((member) => (member.kind === "field" ? [member.value] : []));
    case "loop":
      return [tree.over, tree.body];
    default:
      return [];
  }
}
