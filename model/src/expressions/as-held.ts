import type { Expression } from "../expression.ts";

type Loop = Extract<Expression, { kind: "loop" }>;

/** The conversion that brings each item of a field into the form of expressions, where the tree is such a field. */
function conversionOf(tree: Expression): { readonly loop: Loop; readonly op: string } | undefined {
  if (tree.kind !== "loop" || tree.body.kind !== "call" || !/^u?int\.from-(number|text)$/.test(tree.body.op))
    return undefined;
  const [item] = tree.body.args;
  const itself = item?.kind === "variable" && item.name === tree.variable;
  return itself ? { loop: tree, op: tree.body.op } : undefined;
}

/** A list or map as protobuf-es holds it, where only its size or keys matter: nothing is converted. */
export function asHeld(tree: Expression): Expression {
  return conversionOf(tree)?.loop.over ?? tree;
}

/** Takes one item out of a list or map, and converts no other. */
export function takeItem(op: "list.at" | "map.at", tree: Expression, key: Expression): Expression {
  const conversion = conversionOf(tree);
  if (conversion === undefined) return { kind: "call", op, args: [tree, key] };
  const item: Expression = { kind: "call", op, args: [conversion.loop.over, key] };
  return { kind: "call", op: conversion.op, args: [item] };
}
