import { fromBinary, fromJson, type Message, toBinary, toJson } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import type { Lineage } from "@postel/runtime/gen/v1";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelOfSet } from "./request/model-of-set.ts";
import { compileProtos } from "./test-support/compile-protos.ts";
import { type EvolutionCase, evolutionCases, type Reading } from "./test-support/evolution-cases.ts";
import { type Code, generateAll } from "./test-support/generate-all.ts";
import { type LoadedCode, loadCode } from "./test-support/load-case.ts";
import { runCompiler } from "./test-support/type-check.ts";
import { stepsOf, unresolvedIn } from "./upcasters/steps-of.ts";

const cases = evolutionCases();
const protos = cases.flatMap(({ scope, majors }) =>
  [...majors].map(([version, text]) => [`${scope}/${version}/e.proto`, text]),
);
const set = compileProtos(Object.fromEntries(protos));
const registry = registryOf(set);

let code: Code;
let loaded: LoadedCode;
beforeAll(async () => {
  code = await generateAll(set, { upcasters: "" });
  loaded = loadCode({ ...code, ...authored() });
});
afterAll(() => loaded.folder.remove());

/** What people wrote, with the interfaces imported that it implements. */
function authored(): Code {
  const files = cases.flatMap(({ scope, majors, authored: text }): [string, string][] => {
    if (text === undefined) return [];
    const types = [...text.matchAll(/: (\w+From\w*V\d+) =/g)].map(([, type]) => type);
    return [
      [
        `${scope}/${[...majors.keys()].at(-1)}/e.upcast.ts`,
        `import type { ${types.join(", ")} } from "./e_upcast.ts";\n${text}`,
      ],
    ];
  });
  return Object.fromEntries(files);
}

async function read({ scope, majors }: EvolutionCase, reading: Reading): Promise<Reading["result"]> {
  const newest = [...majors.keys()].at(-1) ?? "";
  const up = reading.direction === "up";
  const file = up ? `${newest}/e_event.ts` : `${reading.version}/e_downcast.ts`;
  const name = up ? "eLineage" : `${reading.message.slice(0, 1).toLowerCase()}${reading.message.slice(1)}Lineage`;
  const lineage = (await loaded.load(`${scope}/${file}`))[name] as Lineage;
  const type = up ? `${scope}.${reading.version}.${reading.message}` : `${scope}.${newest}.E`;
  const reader = lineage.readers.find(({ event }) => event.typeName === type);
  if (reader === undefined) throw new Error(`${lineage.name} does not read ${type}`);
  const { schema } = reader.event;
  const bytes =
    reading.input.kind === "bytes"
      ? Buffer.from(reading.input.hex, "hex")
      : toBinary(schema, fromJson(schema, reading.input.json, { registry }));
  const result = reader.upcast(fromBinary(schema, bytes));
  if (result.kind === "failed") return { kind: "failed" };
  return result.kind === "unmappable" ? result : { kind: "ok", json: asJson(lineage, result.value) };
}

/** As the next reader sees it, so that wrong types and missing members show. */
function asJson({ target: { schema } }: Lineage, message: Message) {
  return toJson(schema, fromBinary(schema, toBinary(schema, message)), { registry });
}

describe("generated steps", () => {
  it("compile under the strictest options", () => {
    expect(runCompiler(loaded.folder.path)).toEqual([]);
  });

  it("leave exactly the members to people that the case names", () => {
    const found = Map.groupBy(stepsOf(modelOfSet(set), "upcast").flatMap(unresolvedIn), (line) => line.split(".")[0]);
    const members = cases.map(({ scope }) => [
      scope,
      (found.get(scope) ?? []).map((line) => line.split(":")[0]?.split(".").at(-1)),
    ]);
    expect(members).toEqual(cases.map(({ scope, unresolved }) => [scope, unresolved]));
  });

  it("exist downwards where every field has a source", () => {
    const oldest = cases.map(({ scope, majors }) => `${scope}/${[...majors.keys()][0]}/e_downcast.ts`);
    const missing = cases.filter((_, at) => code[oldest[at] ?? ""]?.includes("Lineage<") !== true);
    const said = cases.filter(({ downcasts }) => !downcasts).map(({ name }) => name);
    expect(missing.map(({ name }) => name)).toEqual(expect.arrayContaining(said));
    expect(
      cases.filter((one) => one.readings.some(({ direction }) => direction === "down") && missing.includes(one)),
    ).toEqual([]);
  });

  const readings = cases.flatMap((one) => one.readings.map((reading) => ({ one, reading })));
  it.each(readings.map(({ one, reading }) => [one.name, JSON.stringify(reading.input), { one, reading }] as const))(
    "%s: %s",
    async (_name, _input, { one, reading }) => {
      expect(await read(one, reading)).toEqual(reading.result);
    },
  );
});
