import { type Expression, partsOf } from "@postel/model";

type Has = Extract<Expression, { kind: "has" }>;

/**
 * Tells whether TypeScript would draw too much from tests for presence: after `old.inner !== undefined` it takes
 * `old.inner` for undefined in the other branch, and refuses to look for other cases of a oneof. One such test is safe
 * where its own branch looks for no other case, and the other branch does not look at its field.
 */
export function narrowsTooMuch(tree: Expression): boolean {
  const tests = nodesOf(tree).filter((node): node is Has => node.kind === "has" && memberOf(node) !== undefined);
  const [test] = tests;
  if (test === undefined) return false;
  const choice = nodesOf(tree).find((node) => node.kind === "if" && node.test === test);
  if (tests.length > 1 || choice?.kind !== "if") return true;
  const looksAt = (node: Expression) =>
    node.kind === "field" && memberOf(node) === memberOf(test) ? node.field.name : undefined;
  const others = nodesOf(choice.yes).filter((node) => (looksAt(node) ?? test.field.name) !== test.field.name);
  return others.length > 0 || nodesOf(choice.no).some((node) => looksAt(node) !== undefined);
}

/** The property that a test of a field narrows. */
function memberOf({ field }: Pick<Has, "field">): string | undefined {
  if (field.oneof !== undefined) return field.oneof.localName;
  return field.type.kind === "message" ? field.localName : undefined;
}

function nodesOf(tree: Expression): Expression[] {
  return [tree, ...partsOf(tree).flatMap(nodesOf)];
}
