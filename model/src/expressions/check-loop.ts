import type { Expression, ExpressionType } from "../expression.ts";
import { asHeld } from "./as-held.ts";
import { partOf, requireValue } from "./require-value.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed, typeText } from "./typed.ts";

type Comprehension = Extract<Node["exprKind"], { case: "comprehensionExpr" }>["value"];
type Check = (node: Node, scope: Scope) => Typed;
type Macro = "all" | "exists" | "exists_one" | "map" | "filter";

/** Checks `all`, `exists`, `exists_one`, `filter` and `map`, which the parser has expanded. */
export function checkLoop(loop: Comprehension, scope: Scope, check: Check): Typed {
  if (scope.loops === 0) return invalid("loops are nested too deeply; write a function");
  if (loop.iterRange === undefined) return invalid("it is incomplete");
  const over = itemsOf(requireValue(check(loop.iterRange, scope), scope));
  if (over.element.kind === "null") return invalid("an empty list has nothing to loop over");
  const variable = loop.iterVar;
  const inner = { ...scope, loops: scope.loops - 1, variables: new Map(scope.variables).set(variable, over.element) };
  const run = (macro: Macro, items: Expression, node: Node | undefined): Typed => {
    if (node === undefined) return invalid("it is incomplete");
    const given = check(node, inner);
    const body = macro === "map" ? partOf(given, inner, "the list of map()") : requireValue(given, inner);
    if (macro !== "map" && body.type.kind !== "bool")
      return invalid(`${macro}() tests ${typeText(body.type)}, not bool`);
    const tree: Expression = { kind: "loop", macro, over: items, variable, body: body.tree };
    return { tree, type: resultOf(macro, over.element, body.type) };
  };
  const { macro, test, step } = partsOf(loop);
  if (test === undefined) return run(macro, over.tree, step);
  return run("map", run("filter", over.tree, test).tree, step);
}

function resultOf(macro: Macro, element: ExpressionType, body: ExpressionType): ExpressionType {
  if (macro === "map") return { kind: "list", element: body };
  return macro === "filter" ? { kind: "list", element } : { kind: "bool" };
}

/** What a loop goes over: a list's elements, or a map's keys. */
function itemsOf({ tree, type }: Typed): { tree: Expression; element: ExpressionType } {
  if (type.kind === "list") return { tree, element: type.element };
  if (type.kind !== "map") return invalid(`${typeText(type)} has nothing to loop over`);
  const op =
    type.key.kind === "int" || type.key.kind === "uint"
      ? "map.int-keys"
      : type.key.kind === "bool"
        ? "map.bool-keys"
        : "map.keys";
  return { tree: { kind: "call", op, args: [asHeld(tree)] }, element: type.key };
}

/** Tells the macros apart by what the parser makes of them. */
function partsOf({ accuInit, iterVar, loopStep }: Comprehension): {
  macro: Macro;
  test?: Node;
  step: Node | undefined;
} {
  const [first, second] = argsOf(loopStep);
  const start = accuInit?.exprKind;
  if (start?.case === "constExpr" && start.value.constantKind.case === "boolValue")
    return { macro: start.value.constantKind.value ? "all" : "exists", step: second };
  if (start?.case === "constExpr") return { macro: "exists_one", step: first };
  if (nameOf(loopStep) === "_+_") return { macro: "map", step: elementOf(second) };
  const element = elementOf(argsOf(second)[1]);
  if (first === undefined || element === undefined) return invalid("it is incomplete");
  const itself = element.exprKind.case === "identExpr" && element.exprKind.value.name === iterVar;
  return itself ? { macro: "filter", step: first } : { macro: "map", test: first, step: element };
}

function argsOf(node: Node | undefined): readonly Node[] {
  return node?.exprKind.case === "callExpr" ? node.exprKind.value.args : [];
}

function nameOf(node: Node | undefined): string {
  return node?.exprKind.case === "callExpr" ? node.exprKind.value.function : "";
}

function elementOf(node: Node | undefined): Node | undefined {
  return node?.exprKind.case === "listExpr" ? node.exprKind.value.elements[0] : undefined;
}
