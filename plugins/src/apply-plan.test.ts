import {
  type DescMessage,
  fromBinary,
  fromJson,
  type JsonValue,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { applyPlan, planStep } from "@postel/model";
import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { modelOfSet } from "./request/model-of-set.ts";
import { compileProtos } from "./test-support/compile-protos.ts";
import { type EvolutionCase, evolutionCases, type Reading } from "./test-support/evolution-cases.ts";

const cases = evolutionCases();
const set = compileProtos(
  Object.fromEntries(
    cases.flatMap(({ scope, majors }) => [...majors].map(([version, text]) => [`${scope}/${version}/e.proto`, text])),
  ),
);
const registry = registryOf(set);
const lineages = [...new Set(modelOfSet(set).lineages.values())];

/** The majors of the reading's event, from the one that it is of to the one that it is read as. */
function pathOf({ scope }: EvolutionCase, { direction, version, message }: Reading): DescMessage[] {
  const typeName = `${scope}.${version}.${message}`;
  const majors = lineages.find((lineage) => lineage.majors.some((major) => major.name === typeName))?.majors ?? [];
  const path = majors.slice(majors.findIndex(({ name }) => name === typeName)).map(({ desc }) => desc);
  return direction === "up" ? path : path.reverse();
}

function inputOf(desc: DescMessage, { input }: Reading): Message {
  const bytes =
    input.kind === "bytes" ? Buffer.from(input.hex, "hex") : toBinary(desc, fromJson(desc, input.json, { registry }));
  return fromBinary(desc, bytes);
}

type Outcome = Reading["result"] | { readonly kind: "unresolved" };

function read(one: EvolutionCase, reading: Reading): Outcome {
  const path = pathOf(one, reading);
  const [first, ...others] = path;
  if (first === undefined) throw new Error(`${one.name} has no such event`);
  let [desc, message] = [first, inputOf(first, reading)];
  for (const next of others) {
    const applied = applyPlan(planStep(desc, next, reading.direction), message, registry);
    if (applied.kind === "unmappable") return applied;
    if (applied.kind !== "ok") return { kind: applied.kind };
    [desc, message] = [next, applied.value];
  }
  return { kind: "ok", json: toJson(desc, fromBinary(desc, toBinary(desc, message)), { registry }) as JsonValue };
}

describe("a plan that is applied", () => {
  const readings = cases.flatMap((one) => one.readings.map((reading) => ({ one, reading })));

  it.each(readings.map(({ one, reading }) => [one.name, JSON.stringify(reading.input), { one, reading }] as const))(
    "does what generated code does: %s %s",
    (_name, _input, { one, reading }) => {
      const outcome = read(one, reading);
      if (outcome.kind === "unresolved") expect(one.unresolved).not.toEqual([]);
      else expect(outcome).toEqual(reading.result);
    },
  );

  it("names what a person must write, by its path in the target", () => {
    const named = cases.filter(({ unresolved }) => unresolved.length > 0);
    const outcomes = named.flatMap((one) =>
      one.readings
        .filter(({ direction }) => direction === "up")
        .flatMap((reading) => {
          const [from, to] = pathOf(one, reading);
          if (from === undefined || to === undefined) return [];
          const applied = applyPlan(planStep(from, to), inputOf(from, reading), registry);
          return applied.kind === "unresolved" ? applied.paths.map((path) => [one.name, path]) : [];
        }),
    );
    expect(outcomes.length).toBeGreaterThan(10);
    const strange = outcomes.filter(
      ([name, path]) =>
        !named.some((one) => one.name === name && one.unresolved.includes(path?.split(".").at(-1) ?? "")),
    );
    expect(strange).toEqual([]);
  });

  it("fails with a reason for a message that is none of its own", () => {
    const [one] = cases;
    const [from, to] = one === undefined ? [] : pathOf(one, one.readings[0] as Reading);
    if (from === undefined || to === undefined) throw new Error("the first case has no step");
    const applied = applyPlan(planStep(from, to), inputOf(from, (one as EvolutionCase).readings[0] as Reading), {
      getMessage: () => undefined,
    });
    expect(applied).toMatchObject({ kind: "failed", reason: expect.stringContaining("is not known here") });
  });
});
