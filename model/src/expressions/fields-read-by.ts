import type { Expression, MessageExpression } from "../expression.ts";

/** Names of the fields of `old` that an expression reads, outermost fields only. */
export function fieldsReadBy(tree: Expression): string[] {
  if ((tree.kind === "field" || tree.kind === "has") && tree.of.kind === "old") return [tree.field.name];
  return childrenOf(tree).flatMap(fieldsReadBy);
}

function childrenOf(tree: Expression): readonly Expression[] {
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
      return membersOf(tree);
    case "loop":
      return [tree.over, tree.body];
    default:
      return [];
  }
}

function membersOf(tree: MessageExpression): Expression[] {
  return tree.members.flatMap((member) => (member.kind === "field" ? [member.value] : []));
}
