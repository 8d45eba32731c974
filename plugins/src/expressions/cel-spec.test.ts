import { getTestRegistry } from "@bufbuild/cel-spec/testdata/registry.js";
import { getConformanceSuite, type IncrementalTestSuite } from "@bufbuild/cel-spec/testdata/tests.js";
import { create, type DescMessage } from "@bufbuild/protobuf";
import { type Evaluated, type ExpressionType, evaluateExpression, typeExpression } from "@postel/model";
import { describe, expect, it } from "vitest";
import { boundValue, declaredVariables, sameValue, valueOfSpec } from "../test-support/cel-values.ts";
import { printedText, runnable } from "../test-support/printed-expressions.ts";

const registry = getTestRegistry();
const PACKAGE = "cel.expr.conformance";
const sources = ["proto3", "proto2"].map(
  (name) => registry.getMessage(`${PACKAGE}.${name}.TestAllTypes`) as DescMessage,
);

/** Every case, by the path of its names. */
function casesOf(suite: IncrementalTestSuite, path: string) {
  const own = suite.tests.map(({ original }) => ({ name: `${path}/${original.name}`, original }));
  return [...own, ...suite.suites.flatMap((inner): typeof own => casesOf(inner, `${path}/${inner.name}`))];
}

const cases = casesOf(getConformanceSuite(), "").map(({ name, original }) => {
  const old = original.container.endsWith("proto2") ? sources[1] : sources[0];
  if (old === undefined) throw new Error("cel-spec has other messages now");
  const variables = declaredVariables(original.typeEnv);
  return { name, original, old, variables, typed: typeExpression(original.expr, { old, file: old.file, variables }) };
});

const inside = cases.flatMap(({ typed, ...one }) => (typed.kind === "typed" ? [{ ...one, typed }] : []));
const refused = cases.flatMap(({ typed, ...one }) => (typed.kind === "invalid" ? [{ ...one, typed }] : []));

const printed = runnable(
  inside.map(({ typed, variables }) => ({ text: printedText(typed.tree, registry), variables: [...variables.keys()] })),
  registry,
);

type Inside = (typeof inside)[number];

function bindingsOf({ original, variables }: Inside): Map<string, unknown> {
  const bound = [...variables.keys()].map((name): [string, unknown] => {
    const binding = original.bindings[name];
    return [name, binding && boundValue(binding, registry)];
  });
  return new Map(bound);
}

function evaluated(one: Inside): Evaluated {
  return evaluateExpression(one.typed.tree, create(one.old), registry, bindingsOf(one));
}

function ran(one: Inside): Evaluated {
  try {
    return { kind: "value", value: printed[inside.indexOf(one)]?.(create(one.old), ...bindingsOf(one).values()) };
  } catch (error) {
    return { kind: "failed", reason: String(error) };
  }
}

function isExpected({ original: { resultMatcher } }: Inside, type: ExpressionType, result: Evaluated): boolean {
  switch (resultMatcher.case) {
    case "evalError":
    case "anyEvalErrors":
      return result.kind === "failed";
    case "typedResult":
    case "value": {
      const wanted = resultMatcher.case === "value" ? resultMatcher.value : resultMatcher.value.result;
      if (wanted === undefined || result.kind === "failed") return wanted === undefined;
      const value = type.kind === "enum" ? BigInt(result.value as number) : result.value;
      return sameValue(value, valueOfSpec(wanted, registry), registry);
    }
    default:
      return result.kind === "value" && result.value === true;
  }
}

/** Why cases lie outside the subset, by what the person is told. */
const OUTSIDE: Readonly<Record<string, RegExp>> = {
  "functions and operators, or operands that they do not take": /is outside the expressions; write a function$/,
  "lists and maps of several types": /all must have one type$/,
  "branches of several types": /^its branches give/,
  "a value that the field does not take": /^it gives /,
  "null where a value is needed": /null is given|cannot be null|may be null/,
  "content without a type (Any, Struct, Value, ListValue)": /whose content has no type; write a function$/,
  "wrappers written as messages": /is not needed: give the value itself/,
  "names that stand for nothing, or for a type": /is not known; the earlier message is called old$/,
  "fields, messages and enum values that do not exist": /has no (field|value) |^there is no message/,
  "names of time zones": /^a time zone must be/,
  "constants out of range": /does not fit into/,
  "loops over what has no items": /has nothing to loop over$/,
  "keys of maps": /cannot be the key of a map$|are no names$/,
  "syntax that the parser of @bufbuild/cel does not read": /^syntax error at/,
  "conditions and tests that are no bool": /, not bool$/,
};

describe("cel-spec", () => {
  it("passes inside the subset, evaluated", () => {
    const wrong = inside.filter((one) => !isExpected(one, one.typed.type, evaluated(one)));
    expect(wrong.map(({ name, original }) => `${name}: ${original.expr}`)).toEqual([]);
  });

  it("passes inside the subset, printed", () => {
    const wrong = inside.filter((one) => !isExpected(one, one.typed.type, ran(one)));
    expect(wrong.map(({ name, original }) => `${name}: ${original.expr}`)).toEqual([]);
  });

  it("refuses all else with a reason, never with a wrong value", () => {
    const counts = Object.fromEntries(Object.keys(OUTSIDE).map((category) => [category, 0]));
    for (const { name, typed } of refused) {
      const fitting = Object.keys(OUTSIDE).filter((category) => OUTSIDE[category]?.test(typed.reason));
      expect(fitting, `${name}: ${typed.reason}`).toHaveLength(1);
      counts[fitting[0] ?? ""] = (counts[fitting[0] ?? ""] ?? 0) + 1;
    }
    expect({ cases: cases.length, inside: inside.length, ...counts }).toMatchInlineSnapshot(`
      {
        "a value that the field does not take": 77,
        "branches of several types": 1,
        "cases": 2344,
        "conditions and tests that are no bool": 1,
        "constants out of range": 4,
        "content without a type (Any, Struct, Value, ListValue)": 55,
        "fields, messages and enum values that do not exist": 20,
        "functions and operators, or operands that they do not take": 778,
        "inside": 1137,
        "keys of maps": 1,
        "lists and maps of several types": 36,
        "loops over what has no items": 6,
        "names of time zones": 5,
        "names that stand for nothing, or for a type": 45,
        "null where a value is needed": 25,
        "syntax that the parser of @bufbuild/cel does not read": 76,
        "wrappers written as messages": 77,
      }
    `);
  });
});
