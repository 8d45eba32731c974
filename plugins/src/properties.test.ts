import { type DescMessage, equals, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import { applyPlan, planStep } from "@postel/model";
import { registryOf } from "@postel/proto";
import type { Lineage } from "@postel/runtime/gen/v1";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileProtos } from "./test-support/compile-protos.ts";
import { generateAll } from "./test-support/generate-all.ts";
import { type LoadedCode, loadCode } from "./test-support/load-case.ts";
import { type Evolution, evolutions } from "./test-support/random-evolutions.ts";
import { messagesOf } from "./test-support/random-messages.ts";

/** One seed, so that what is generated is the same on every run; `POSTEL_SEED` draws others. */
const SEED = Number(process.env.POSTEL_SEED ?? 5);
const MAJORS = 3;
const drawn: readonly Evolution[] = fc.sample(evolutions(MAJORS), { numRuns: 24, seed: SEED });

const file = (at: number, major: number, body: string): [string, string] => [
  `p${at}/v${major}/e.proto`,
  `syntax = "proto3"; package p${at}.v${major}; import "postel/v1/event.proto"; ${body}`,
];
const set = compileProtos(
  Object.fromEntries(drawn.flatMap(({ majors }, at) => majors.map((body, index) => file(at, index + 1, body)))),
);
const registry = registryOf(set);

let loaded: LoadedCode;
beforeAll(async () => {
  loaded = loadCode(await generateAll(set, { upcasters: "" }));
});
afterAll(() => loaded.folder.remove());

type Outcome =
  | { readonly kind: "ok"; readonly value: Message }
  | { readonly kind: string; readonly path?: string; readonly number?: number };

function majorsOf(at: number): DescMessage[] {
  return Array.from({ length: MAJORS }, (_, index) => {
    const desc = registry.getMessage(`p${at}.v${index + 1}.E`);
    if (desc === undefined) throw new Error("every major has an event E");
    return desc;
  });
}

/** What the plans say, step by step. */
function applied(path: readonly DescMessage[], message: Message, direction: "up" | "down"): Outcome {
  return path.slice(1).reduce<Outcome>(
    (so, next, at) => {
      const before = path[at];
      if (so.kind !== "ok" || !("value" in so) || before === undefined) return so;
      return applyPlan(planStep(before, next, direction), so.value, registry);
    },
    { kind: "ok", value: message },
  );
}

async function lineageOf(at: number, path: string): Promise<Lineage | undefined> {
  const code = await loaded.load(`p${at}/${path}`).catch(() => undefined);
  return code?.eLineage as Lineage | undefined;
}

const NOTHING = new Uint8Array();
/** Fields 900 and 901, which no schema here has: what a newer minor might send. */
const UNKNOWN = Uint8Array.from([0xa0, 0x38, 0x07, 0xaa, 0x38, 0x01, 0x41]);

/** What generated code says of an event, as a message of the registry. */
function generated(lineage: Lineage, from: DescMessage, to: DescMessage, message: Message, more = NOTHING): Outcome {
  const reader = lineage.readers.find(({ event }) => event.typeName === from.typeName);
  if (reader === undefined) throw new Error(`${lineage.name} does not read ${from.typeName}`);
  const result = reader.upcast(fromBinary(reader.event.schema, Buffer.concat([toBinary(from, message), more])));
  if (result.kind !== "ok") return result;
  return { kind: "ok", value: fromBinary(to, toBinary(lineage.target.schema, result.value)) };
}

function same(desc: DescMessage, a: Outcome, b: Outcome): boolean {
  if (a.kind === "ok" && "value" in a) return b.kind === "ok" && "value" in b && equals(desc, a.value, b.value);
  const [x, y] = [a, b].map((one) => ("path" in one ? `${one.kind} ${one.path} ${one.number}` : one.kind));
  return x === y;
}

const all = drawn.map((evolution, at) => [`${at}`, at, evolution] as const);
const check = { numRuns: 20, seed: SEED };

describe("generated evolutions", () => {
  it("leave nothing to people", () => {
    const steps = drawn.flatMap((_, at) => {
      const majors = majorsOf(at);
      return majors.slice(1).map((next, index) => planStep(majors[index] as DescMessage, next));
    });
    const left = steps.flatMap(({ pairs }) =>
      pairs.flatMap(({ fields }) => fields.filter(({ origin }) => origin.kind === "unresolved")),
    );
    expect([left, steps.flatMap(({ problems }) => problems)]).toEqual([[], []]);
    expect(drawn.filter(({ lossless }) => lossless).length).toBeGreaterThan(5);
  });

  it.each(all)(
    "%s: every old message has a result, the plan's, the same every time, by chain and by step",
    async (_, at) => {
      const majors = majorsOf(at);
      const lineage = await lineageOf(at, `v${MAJORS}/e_event.ts`);
      const newest = majors.at(-1) as DescMessage;
      if (lineage === undefined) throw new Error("the newest major has a lineage");
      for (const [index, from] of majors.entries())
        fc.assert(
          fc.property(messagesOf(from), (message) => {
            const result = generated(lineage, from, newest, message);
            expect(["ok", "unmappable"]).toContain(result.kind);
            expect(same(newest, result, generated(lineage, from, newest, message))).toBe(true);
            expect(same(newest, result, generated(lineage, from, newest, message, UNKNOWN))).toBe(true);
            const planned = applied(majors.slice(index), message, "up");
            expect(
              same(newest, planned, result),
              `${JSON.stringify(planned, text)} is not ${JSON.stringify(result, text)}`,
            ).toBe(true);
          }),
          check,
        );
    },
  );

  it.each(all.filter(([, , { lossless }]) => lossless))(
    "%s: what loses nothing reads back as it was",
    async (_, at) => {
      const majors = majorsOf(at);
      const [oldest, newest] = [majors[0], majors.at(-1)] as [DescMessage, DescMessage];
      const [up, down] = [await lineageOf(at, `v${MAJORS}/e_event.ts`), await lineageOf(at, "v1/e_downcast.ts")];
      if (up === undefined || down === undefined) throw new Error("a lossless evolution reads both ways");
      fc.assert(
        fc.property(messagesOf(oldest), (message) => {
          const there = generated(up, oldest, newest, message);
          if (there.kind !== "ok" || !("value" in there)) return;
          const back = generated(down, newest, oldest, there.value);
          expect(same(oldest, back, { kind: "ok", value: message }), JSON.stringify([message, back], text)).toBe(true);
          expect(same(oldest, back, applied(majors.toReversed(), there.value, "down"))).toBe(true);
        }),
        check,
      );
    },
  );
});

function text(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}
