import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DescMessage, fromJson } from "@bufbuild/protobuf";
import { type Evaluated, type Expression, evaluateExpression, partsOf, typeExpression } from "@postel/model";
import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { compileProtos, ROOT } from "../test-support/compile-protos.ts";
import { printedText, runnable } from "../test-support/printed-expressions.ts";
import { operations } from "./operations-table.ts";

const page = readFileSync(join(ROOT, "docs/expressions.md"), "utf8");
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, text]) => text ?? "");

const registry = registryOf(
  compileProtos({ "example/v1/order.proto": blocks("proto").find((text) => text.startsWith("syntax")) ?? "" }),
);
const order = registry.getMessage("example.v1.Order") as DescMessage;
const old = fromJson(order, JSON.parse(blocks("json")[0] ?? ""));

const rows = [...page.matchAll(/^\| `(.*)` \| `([^`]*)` \|$/gm)].map((row) =>
  row.slice(1).map((text) => text.replaceAll("\\|", "|")),
);

function treeOf(text: string): Expression {
  const typed = typeExpression(text, { old: order, file: order.file });
  if (typed.kind === "invalid") throw new Error(typed.reason);
  return typed.tree;
}

function ran(tree: Expression): Evaluated {
  const [run] = runnable([{ text: printedText(tree, registry) }], registry);
  try {
    return { kind: "value", value: run?.(old) };
  } catch (error) {
    return { kind: "failed", reason: String(error) };
  }
}

describe("docs/expressions.md", () => {
  it.each(rows)("%s equals %s", (left = "", right = "") => {
    const tree = treeOf(right === "fails" ? left : `(${left}) == (${right})`);
    const expected = right === "fails" ? { kind: "failed" } : { kind: "value", value: true };
    expect(evaluateExpression(tree, old, registry)).toMatchObject(expected);
    expect(ran(tree)).toMatchObject(expected);
  });

  it("shows every operation", () => {
    const opsOf = (tree: Expression): string[] => [
      ...(tree.kind === "call" ? [tree.op] : []),
      ...partsOf(tree).flatMap(opsOf),
    ];
    const sign = (op: string) => op.replace(/[<>]=?$/, "<");
    const shown = new Set(rows.flatMap(([left = ""]) => opsOf(treeOf(left)).map(sign)));
    const internal =
      /-or-null$|^(u?int32\.from|float\.from|map\.u?int32-keys|u?int\.from-text|uint\.from-number|(un)?equal|required)/;
    const missing = Object.keys(operations).filter((op) => !shown.has(sign(op)) && !internal.test(op));
    expect(missing).toEqual([]);
  });

  it("shows every macro", () => {
    const macrosOf = (tree: Expression): string[] => [
      ...(tree.kind === "loop" ? [tree.macro] : []),
      ...partsOf(tree).flatMap(macrosOf),
    ];
    const shown = new Set(rows.map(([left = ""]) => left).flatMap((text) => macrosOf(treeOf(text))));
    expect([...shown].sort()).toEqual(["all", "exists", "exists_one", "filter", "map"]);
  });

  it.each([
    "'a'.matches('b')",
    "'%d'.format([1])",
    "dyn(1)",
    "type(1)",
    "math.abs(1)",
    "cel.bind(x, 1, x)",
    "base64.encode(b'a')",
    "[1].exists(i, v, true)",
    "old.at.getHours('Europe/Berlin')",
  ])("calls %s outside", (text) => {
    expect(() => treeOf(text)).toThrow("write a function");
  });

  it("counts the cases of cel-spec that the other test counts", () => {
    const counted = readFileSync(join(import.meta.dirname, "cel-spec.test.ts"), "utf8");
    const inside = /"inside": (\d+)/.exec(counted)?.[1];
    expect(page).toContain(`${Number(inside).toLocaleString("en")} cases of its conformance suite`);
  });
});
