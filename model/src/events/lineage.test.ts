import { describe, expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { readModel } from "./read-model.ts";

const event = (from?: string) =>
  `option (postel.v1.event) = { ${from === undefined ? "" : `upcasts_from: "${from}"`} };`;

interface Case {
  readonly says: string;
  /** Declarations by package. */
  readonly packages: Readonly<Record<string, string>>;
  /** Lineages as `name: majors`. */
  readonly lineages?: readonly string[];
  readonly problems?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    says: "an unversioned package is major 0",
    packages: { a: `message A { ${event()} }`, "a.v1": `message A { ${event()} }` },
    lineages: ["a.A: a.A a.v1.A"],
  },
  {
    says: "numbers may be skipped, and are numbers",
    packages: {
      "a.v2": `message A { ${event()} }`,
      "a.v10": `message A { ${event()} }`,
      "a.v9": `message A { ${event()} }`,
    },
    lineages: ["a.A: a.v2.A a.v9.A a.v10.A"],
  },
  {
    says: "a major may lack the event altogether",
    packages: {
      "a.v1": `message A { ${event()} }`,
      "a.v2": `message B { ${event()} }`,
      "a.v3": `message A { ${event()} }`,
    },
    lineages: ["a.A: a.v1.A a.v3.A", "a.B: a.v2.B"],
  },
  {
    says: "alpha, beta and test packages are outside",
    packages: Object.fromEntries(
      ["v1", "v1alpha", "v1alpha1", "v1beta2", "v1p1alpha1", "v1p2beta1", "v2test", "v2testing"].map((version) => [
        `a.${version}`,
        `message A { ${event()} }`,
      ]),
    ),
    lineages: ["a.A: a.v1.A"],
  },
  {
    says: "what only looks like a version is part of the name",
    packages: {
      "a.v0": `message A { ${event()} }`,
      "a.v01": `message A { ${event()} }`,
      "a.vx": `message A { ${event()} }`,
    },
    lineages: ["a.v0.A: a.v0.A", "a.v01.A: a.v01.A", "a.vx.A: a.vx.A"],
  },
  {
    says: "a version may stand in the middle",
    packages: { "ads.v16.events": `message A { ${event()} }`, "ads.v17.events": `message A { ${event()} }` },
    lineages: ["ads.events.A: ads.v16.events.A ads.v17.events.A"],
  },
  {
    says: "nested events have lineages of their own",
    packages: {
      "a.v1": `message O { message A { ${event()} } } message A { ${event()} }`,
      "a.v2": `message O { message A { ${event()} } }`,
    },
    lineages: ["a.O.A: a.v1.O.A a.v2.O.A", "a.A: a.v1.A"],
  },
  {
    says: "upcasts_from goes before the name, with or without a leading dot",
    packages: {
      "a.v1": `message A { ${event()} } message B { ${event()} }`,
      "a.v2": `message A { ${event(".a.v1.B")} } message B { ${event("a.v1.A")} }`,
    },
    lineages: ["a.A: a.v1.B a.v2.A", "a.B: a.v1.A a.v2.B"],
  },
  {
    says: "a missing predecessor",
    packages: { "a.v2": `message A { ${event("a.v1.Gone")} }` },
    problems: [
      'UNKNOWN_UPCASTS_FROM a.v2.A says upcasts_from "a.v1.Gone", but there is no such message. Give the full name of an event in these schemas.',
    ],
  },
  {
    says: "a missing predecessor of a message",
    packages: { "a.v2": 'message A { option (postel.v1.message).upcasts_from = "a.v1.Gone"; }' },
    problems: [
      'UNKNOWN_UPCASTS_FROM a.v2.A says upcasts_from "a.v1.Gone", but there is no such message. Give its full name.',
    ],
  },
  {
    says: "a predecessor that is no event",
    packages: { "a.v1": "message B {}", "a.v2": `message A { ${event("a.v1.B")} }` },
    problems: [
      'UNKNOWN_UPCASTS_FROM a.v2.A says upcasts_from "a.v1.B", but that message is no event. Mark it with option (postel.v1.event).',
    ],
  },
  {
    says: "a predecessor outside lineages",
    packages: { "a.v1beta1": `message A { ${event()} }`, "a.v1": `message A { ${event("a.v1beta1.A")} }` },
    problems: [
      'UNKNOWN_UPCASTS_FROM a.v1.A says upcasts_from "a.v1beta1.A", but alpha, beta and test packages are outside lineages. Drop upcasts_from.',
    ],
  },
  {
    says: "a predecessor that is not earlier",
    packages: { "a.v2": `message A { ${event("a.v3.B")} }`, "a.v3": `message B { ${event()} }` },
    problems: [
      'LINEAGE_ORDER a.v2.A says upcasts_from "a.v3.B", which is not an earlier major of a. Name an earlier one.',
    ],
  },
  {
    says: "two claimants, by name and by upcasts_from",
    packages: {
      "a.v1": `message A { ${event()} }`,
      "a.v2": `message A { ${event()} } message B { ${event("a.v1.A")} }`,
    },
    problems: [
      "LINEAGE_TWO_CLAIMANTS a.v2.B and a.v2.A both continue a.v1.A, but an event has one successor. Give one of them another upcasts_from.",
    ],
  },
  {
    says: "a gap that is no event",
    packages: { "a.v1": `message A { ${event()} }`, "a.v2": "message A {}", "a.v3": `message A { ${event()} }` },
    problems: [
      'LINEAGE_GAP a.v2.A lies between the events a.v1.A and a.v3.A but is no event itself. Mark it with option (postel.v1.event), or say upcasts_from: "a.v1.A" in a.v3.A.',
      'LINEAGE_GAP a.v1.A belongs to the lineage a.A, but no step leads from it to a.v3.A. Let its successor say upcasts_from: "a.v1.A".',
    ],
  },
  {
    says: "a gap that upcasts_from bridges",
    packages: {
      "a.v1": `message A { ${event()} }`,
      "a.v2": "message A {}",
      "a.v3": `message A { ${event("a.v1.A")} }`,
    },
    lineages: ["a.A: a.v1.A a.v3.A"],
  },
  {
    says: "an event whose successor took another one's place",
    packages: {
      "a.v1": `message A { ${event()} } message Z { ${event()} }`,
      "a.v2": `message A { ${event("a.v1.Z")} }`,
    },
    problems: [
      'LINEAGE_GAP a.v1.A belongs to the lineage a.A, but no step leads from it to a.v2.A. Let its successor say upcasts_from: "a.v1.A".',
    ],
  },
  {
    says: "a circle, and an event that is its own predecessor",
    packages: {
      "a.v1": `message A { ${event("b.v1.B")} }`,
      "b.v1": `message B { ${event("a.v1.A")} }`,
      "c.v1": `message C { ${event("c.v1.C")} }`,
    },
    problems: ["a.v1.A", "b.v1.B", "c.v1.C"].map(
      (name) =>
        `LINEAGE_CYCLE ${name} upcasts from itself by way of upcasts_from. Let the oldest event name no predecessor.`,
    ),
  },
];

describe("lineages", () => {
  it.each(CASES.map((one) => [one.says, one] as const))("%s", (_says, { packages, lineages, problems }) => {
    const files = Object.entries(packages).map(([name, body]) => [`${name}.proto`, proto3(name, body)]);
    const model = readModel(compileProtos(Object.fromEntries(files)));
    if (lineages !== undefined)
      expect(
        model.lineages.map(({ name, majors }) => `${name}: ${majors.map((major) => major.name).join(" ")}`).sort(),
      ).toEqual(lineages.toSorted());
    expect(model.problems.map(({ code, message }) => `${code} ${message}`)).toEqual(problems ?? []);
    expect(model.problems.every(({ path, line, column }) => path.endsWith(".proto") && line > 4 && column > 0)).toBe(
      true,
    );
  });
});
