import { celEnv, isCelError, isCelList, isCelMap, isCelUint, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { create, type DescMessage, type Message, type MessageInitShape } from "@bufbuild/protobuf";
import { isReflectMessage } from "@bufbuild/protobuf/reflect";
import { type Evaluated, evaluateExpression, typeExpression } from "@postel/model";
import { registryOf } from "@postel/proto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sameValue } from "../test-support/cel-values.ts";
import { compileProtos } from "../test-support/compile-protos.ts";
import { generateAll } from "../test-support/generate-all.ts";
import { printedText, runnable } from "../test-support/printed-expressions.ts";
import { expressions, FILES, olds } from "../test-support/random-expressions.ts";
import { typeCheck } from "../test-support/type-check.ts";

// @bufbuild/cel asks the machine for its time zone.
process.env.TZ = "UTC";

const set = compileProtos(FILES);
const registry = registryOf(set);
const old = registry.getMessage("random.v1.Old") as DescMessage;
const environment = celEnv({ namespace: "random.v1", registry, funcs: strings });

function typed(text: string) {
  const result = typeExpression(text, { old, file: old.file });
  if (result.kind === "invalid") throw new Error(`${text}: ${result.reason}`);
  return result;
}

function orFailed(run: () => unknown): Evaluated {
  try {
    return { kind: "value", value: run() };
  } catch (error) {
    return { kind: "failed", reason: String(error) };
  }
}

/** What @bufbuild/cel gives, in the form of protobuf-es. */
function interpreted(text: string, message: Message): Evaluated {
  const result = plan(environment, parse(text.replaceAll("Colour.RED", "Colour.COLOUR_RED")))({ old: message });
  return isCelError(result) ? { kind: "failed", reason: result.message } : { kind: "value", value: plainOf(result) };
}

function plainOf(value: unknown): unknown {
  if (isCelUint(value)) return value.value;
  if (isCelList(value)) return [...value].map(plainOf);
  if (isCelMap(value))
    return Object.fromEntries([...value].map(([key, item]) => [String(plainOf(key)), plainOf(item)]));
  return isReflectMessage(value) ? value.message : value;
}

function agree(a: Evaluated, b: Evaluated): boolean {
  return a.kind === "value" && b.kind === "value" ? sameValue(a.value, b.value, registry) : a.kind === b.kind;
}

describe("printed TypeScript, the evaluator and @bufbuild/cel", () => {
  it("agree on random expressions and messages, failures included", () => {
    const seen = { value: 0, failed: 0 };
    fc.assert(
      fc.property(expressions(), olds, (text, init) => {
        const { tree, type } = typed(text);
        const message = create(old, init as MessageInitShape<typeof old>);
        const expected = interpreted(text, message);
        const [run] = runnable([{ text: printedText(tree, registry) }], registry);
        const number = (result: Evaluated): Evaluated =>
          type.kind === "enum" && result.kind === "value"
            ? { kind: "value", value: BigInt(Number(result.value)) }
            : result;
        const evaluated = number(evaluateExpression(tree, message, registry));
        const printed = number(orFailed(() => run?.(message)));
        seen[expected.kind]++;
        if (!agree(evaluated, expected) || !agree(printed, expected))
          throw new Error(
            `${text} of ${JSON.stringify(init, (_, v) => (typeof v === "bigint" ? String(v) : v))}: cel ${inspect(expected)}, evaluated ${inspect(evaluated)}, printed ${inspect(printed)}`,
          );
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.value, seen.failed)).toBeGreaterThan(100);
  });

  it("refuses or runs whatever else is written, printed as evaluated", () => {
    const seen = { typed: 0, invalid: 0 };
    const cuts = fc.tuple(expressions(), fc.nat(), fc.nat(), expressions());
    const garbled = cuts.map(([text, from, length, other]) => {
      const tokens = text.match(/\w+|'[^']*'|\W/g) ?? [];
      const start = from % tokens.length;
      const piece = other.match(/\w+|'[^']*'|\W/g)?.slice(0, length % 3) ?? [];
      return tokens.toSpliced(start, length % 4, ...piece).join("");
    });
    fc.assert(
      fc.property(garbled, olds, (text, init) => {
        const result = typeExpression(text, { old, file: old.file });
        seen[result.kind]++;
        if (result.kind === "invalid") return;
        const message = create(old, init as MessageInitShape<typeof old>);
        const [run] = runnable([{ text: printedText(result.tree, registry) }], registry);
        const evaluated = evaluateExpression(result.tree, message, registry);
        const printed = orFailed(() => run?.(message));
        if (!agree(evaluated, printed)) throw new Error(`evaluated ${inspect(evaluated)}, printed ${inspect(printed)}`);
      }),
      { numRuns: 1000 },
    );
    expect(Math.min(seen.typed, seen.invalid)).toBeGreaterThan(50);
  });

  it("prints what compiles under the strictest options", async () => {
    const texts = fc.sample(expressions(), { numRuns: 1000, seed: 7 });
    const printed = texts.map(
      (text) => `  // ${text}\n  (old: old.Old) => (${printedText(typed(text).tree, registry)}),`,
    );
    const code = await generateAll(set, {});
    const head = `import * as runtime from "@postel/runtime/gen/v1";\nimport type * as old from "./random/v1/old_pb.ts";\nimport type * as inner from "./random/inner_pb.ts";\nimport type * as times from "@bufbuild/protobuf/wkt";\ndeclare namespace shapes {\n  type Inner = inner.Inner;\n  type Timestamp = times.Timestamp;\n  type Duration = times.Duration;\n}\n`;
    expect(
      typeCheck({ ...code, "all.ts": `${head}export const all = [\n${printed.join("\n")}\n] as const;\n` }),
    ).toEqual([]);
  });
});

function inspect(result: Evaluated): string {
  return JSON.stringify(result, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
