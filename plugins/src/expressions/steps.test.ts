import {
  create,
  type DescMessage,
  fromBinary,
  type JsonValue,
  type Message,
  type MessageInitShape,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { applyPlan, planStep } from "@postel/model";
import { registryOf } from "@postel/proto";
import type { Lineage } from "@postel/runtime/gen/v1";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileProtos } from "../test-support/compile-protos.ts";
import { generateAll } from "../test-support/generate-all.ts";
import { type LoadedCode, loadCode } from "../test-support/load-case.ts";
import { expressionsOf, FIELDS, FILES, IMPORTS, type Kind, olds } from "../test-support/random-expressions.ts";
import { runCompiler } from "../test-support/type-check.ts";

/** Fields that can hold expressions of a type; `$` is the annotation. */
const TARGETS: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    "int64 f = 1 [$];",
    "int32 f = 1 [$];",
    "optional sint32 f = 1 [$];",
    "google.protobuf.Int64Value f = 1 [$];",
    "sfixed64 f = 1 [$, jstype = JS_STRING];",
    "oneof o { int32 f = 1 [$]; }",
  ],
  uint: ["uint64 f = 1 [$];", "fixed32 f = 1 [$];", "google.protobuf.UInt32Value f = 1 [$];"],
  double: ["double f = 1 [$];", "optional float f = 1 [$];", "google.protobuf.FloatValue f = 1 [$];"],
  string: ["optional string f = 1 [$];", "google.protobuf.StringValue f = 1 [$];", "oneof o { string f = 1 [$]; }"],
  bool: ["bool f = 1 [$];", "google.protobuf.BoolValue f = 1 [$];"],
  bytes: ["bytes f = 1 [$];", "google.protobuf.BytesValue f = 1 [$];"],
  timestamp: ["google.protobuf.Timestamp f = 1 [$];"],
  duration: ["google.protobuf.Duration f = 1 [$];"],
  Inner: ["Inner f = 1 [$];", "oneof o { Inner f = 1 [$]; }"],
  Colour: ["Colour f = 1 [$];", "optional Colour f = 1 [$];"],
  strings: ["repeated string f = 1 [$];"],
  ints: ["repeated int64 f = 1 [$];", "repeated int32 f = 1 [$];", "repeated sint64 f = 1 [$, jstype = JS_STRING];"],
  Inners: ["repeated Inner f = 1 [$];"],
  stock: ["map<string, int64> f = 1 [$];", "map<string, int32> f = 1 [$];"],
  names: ["map<int64, string> f = 1 [$];", "map<int32, string> f = 1 [$];"],
  nullable: [
    "optional int32 f = 1 [$];",
    "google.protobuf.Int32Value f = 1 [$];",
    "optional int64 f = 1 [$, jstype = JS_STRING];",
  ],
};

const EVENT = "option (postel.v1.event) = {};";
const file = (version: string, messages: readonly string[]) =>
  `syntax = "proto3";\npackage random.${version};\n${IMPORTS}import "postel/v1/event.proto";\n${messages.join("\n")}\n`;

/** A constant that is too large for a field is refused when it is compiled. */
const fitsAnywhere = (text: string) => !/^\d{10,}u?$/.test(text);

/** Some random expressions for every field that can hold them. */
const fields = Object.entries(TARGETS).flatMap(([kind, targets]) =>
  targets.flatMap((target, at) =>
    fc
      .sample(expressionsOf(kind as Kind, 3).filter(fitsAnywhere), { numRuns: 2, seed: at })
      .map((text) => target.replace("$", () => `(postel.v1.field).upcast = ${JSON.stringify(text)}`)),
  ),
);
const set = compileProtos({
  "random/inner.proto": FILES["random/inner.proto"] ?? "",
  "random/v1/e.proto": file(
    "v1",
    fields.map((_, at) => `message E${at} { ${EVENT} ${FIELDS} }`),
  ),
  "random/v2/e.proto": file(
    "v2",
    fields.map((field, at) => `message E${at} { ${EVENT} ${field} }`),
  ),
});
const types = registryOf(set);
const pairs = fields.map((field, at) => {
  const [from, to] = ["v1", "v2"].map((version) => types.getMessage(`random.${version}.E${at}`) as DescMessage);
  return { field, at, from: from as DescMessage, to: to as DescMessage };
});

let loaded: LoadedCode;
beforeAll(async () => {
  loaded = loadCode(await generateAll(set, { upcasters: "" }));
});
afterAll(() => loaded.folder.remove());

/** As the next reader sees it. */
function asRead(desc: DescMessage, message: Message): JsonValue {
  return toJson(desc, fromBinary(desc, toBinary(desc, message)));
}

describe("steps of random expressions", () => {
  it("have every expression", () => {
    const problems = pairs.flatMap(({ from, to }) => planStep(from, to).problems.map(({ message }) => message));
    expect(problems).toEqual([]);
  });

  it("compile under the strictest options", () => {
    expect(runCompiler(loaded.folder.path)).toEqual([]);
  });

  it("give what applying their plan gives", async () => {
    const code = await loaded.load("random/v2/e_event.ts");
    const seen = { ok: 0, failed: 0 };
    for (const { field, at, from, to } of pairs) {
      const { readers, target } = code[`e${at}Lineage`] as Lineage;
      const reader = readers.find(({ event }) => event.typeName === from.typeName);
      const plan = planStep(from, to);
      for (const init of fc.sample(olds, { numRuns: 8, seed: at })) {
        const message = create(from, init as MessageInitShape<typeof from>);
        const result = reader?.upcast(message);
        const applied = applyPlan(plan, message, types);
        expect(applied.kind, field).toBe(result?.kind);
        if (applied.kind === "ok" && result?.kind === "ok")
          expect(asRead(to, applied.value), field).toEqual(asRead(target.schema, result.value));
        if (applied.kind === "ok" || applied.kind === "failed") seen[applied.kind]++;
      }
    }
    expect(Math.min(seen.ok, seen.failed)).toBeGreaterThan(50);
  });
});
