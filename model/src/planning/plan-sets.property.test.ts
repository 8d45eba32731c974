import type { DescMessage } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldType, MemberPlan, PairPlan } from "../index.ts";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { planSets } from "./plan-sets.ts";

/** One seed, so that the same schemas are compared on every run; `POSTEL_SEED` draws others. */
const SEED = Number(process.env.POSTEL_SEED ?? 11);

const NAMES = ["id", "name", "__proto__", "constructor", "toString", "full_name", "value", "case"];
const SCALARS = ["int32", "int64", "string", "bytes", "double", "bool"];
const TYPES = [...SCALARS, "K", "L", "A", "B.N", "google.protobuf.Timestamp", "google.protobuf.StringValue"];
const LABELS = ["", "optional ", "repeated ", "map", "oneof"];

const field = fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...TYPES), fc.constantFrom(...LABELS));
const message = fc.uniqueArray(field, { selector: ([name]) => name, maxLength: 6 });
const values = fc.uniqueArray(fc.constantFrom("ONE", "TWO", "K_ONE", "L_TWO", "UNSPECIFIED", "OLD"), { minLength: 1 });
const schema = fc.record({ A: message, N: message, K: values, L: values });
type Fields = readonly (readonly [name: string, type: string, label: string])[];

/** Half of the fields stay, with other numbers; the others may change their types. */
function evolved(before: Fields, other: Fields): Fields {
  const kept = before.filter((_, at) => at % 2 === 0);
  return [...other.filter(([name]) => kept.every((one) => one[0] !== name)), ...kept];
}

const pair = fc
  .tuple(schema, schema)
  .map(([a, b]) => [a, { ...b, A: evolved(a.A, b.A), N: evolved(a.N, b.N) }] as const);
const pairs = fc.sample(pair, { numRuns: 120, seed: SEED });

function body(fields: Fields): string {
  const line = ([name, type, label]: Fields[number], at: number) => {
    if (label === "map") return `map<string, ${type}> ${name} = ${at + 1};`;
    if (label === "oneof") return `oneof o${at % 2}${name} { ${type} ${name} = ${at + 1}; }`;
    return `${label}${type} ${name} = ${at + 1};`;
  };
  return fields.map(line).join(" ");
}

function enumBody(name: string, all: readonly string[]): string {
  return `enum ${name} { ${all.map((value, at) => `${name}X_${value} = ${at};`).join(" ")} }`;
}

function textOf(at: number, { A, N, K, L }: (typeof pairs)[number][0 | 1], version: string): string {
  const messages = `message A { ${body(A)} } message B { message N { ${body(N)} } }`;
  const imports = `import "google/protobuf/timestamp.proto"; import "google/protobuf/wrappers.proto";`;
  return proto3(`p${at}.${version}`, `${imports} ${messages} ${enumBody("K", K)} ${enumBody("L", L)}`);
}

const files = (side: 0 | 1, version: string) =>
  Object.fromEntries(pairs.map((pair, at) => [`p${at}/${version}/m.proto`, textOf(at, pair[side], version)]));
const [before, after] = [compileProtos(files(0, "v1")), compileProtos(files(1, "v2"))];
const plan = planSets(before, after);
const [older, newer] = [registryOf(before), registryOf(after)];

const own = plan.pairs.filter(({ to }) => /^p\d/.test(to));
const nameOf = (member: MemberPlan) => (member.kind === "field" ? member.field.name : member.oneof.name);

function copies({ fields }: PairPlan) {
  return fields.flatMap((member) => {
    if (member.kind === "field")
      return member.origin.kind === "copy" ? [{ field: member.field, origin: member.origin }] : [];
    if (member.origin.kind !== "cases") return [];
    return member.origin.cases.flatMap(({ field, origin }) => (origin.kind === "copy" ? [{ field, origin }] : []));
  });
}

/** Fields that a person is asked about: a oneof asks for all fields of the oneof of its name. */
function asked({ fields }: PairPlan, source: DescMessage): string[] {
  return fields.flatMap((member) => {
    if (member.origin.kind !== "unresolved") return [];
    const cases = source.oneofs.find(({ name }) => name === nameOf(member))?.fields ?? [];
    return [...member.origin.candidates, ...cases].map(({ name }) => name);
  });
}

function kindOf(type: FieldType): string {
  return type.kind === "scalar" ? type.scalar : type.kind;
}

const WIDER = new Set(["int32 int64", "int32 double", "string bytes", "enum int32"]);

describe("any two schemas", () => {
  it("are paired, and every member of a target has one place, in its order", () => {
    expect(own.length).toBeGreaterThanOrEqual(pairs.length * 2);
    for (const { to, fields } of own)
      expect(fields.map(nameOf)).toEqual(newer.getMessage(to)?.members.map(({ name }) => name));
  });

  it("lose nothing silently: what no member reads is lost, or asked about", () => {
    for (const pair of own) {
      const source = older.getMessage(pair.from) as DescMessage;
      const kept = [...copies(pair).map(({ origin }) => origin.source.name), ...asked(pair, source)];
      const told = new Set([...kept, ...pair.lost.map(({ field }) => field.name)]);
      expect(source.fields.filter(({ name }) => !told.has(name))).toEqual([]);
      expect(
        pair.lost.filter(({ field }) => copies(pair).some(({ origin }) => origin.source.name === field.name)),
      ).toEqual([]);
    }
  });

  it("take a value only from the field of its name, of a type that fits", () => {
    const all = own.flatMap(copies);
    expect(all.length).toBeGreaterThan(40);
    for (const { field, origin } of all) {
      expect([origin.via, origin.source.name]).toEqual(["name", field.name]);
      const [from, to] = [kindOf(origin.source.type), kindOf(field.type)];
      const differs = from !== to && !WIDER.has(`${from} ${to}`);
      if (differs) expect(["list", "wrap", "box", "unwrap", "identity", "scalar"]).toContain(origin.conversion.kind);
      if (to !== "list" && from !== "message" && to !== "message") expect(differs).toBe(false);
    }
  });

  it("list what is unresolved just as the pairs have it, each with a reason and a way out", () => {
    const inPairs = plan.pairs.flatMap((pair) =>
      pair.fields.flatMap((member) => (member.origin.kind === "unresolved" ? [`${pair.to}.${nameOf(member)}`] : [])),
    );
    expect(plan.unresolved.map(({ to, member }) => `${to}.${member}`)).toEqual(inPairs);
    expect(inPairs.length).toBeGreaterThan(20);
    for (const { reason, remedies, line, path } of plan.unresolved) {
      expect(reason).not.toMatch(/undefined|\[object/);
      expect([remedies.length > 0, line > 0, path.endsWith(".proto")]).toEqual([true, true, true]);
    }
  });

  it("give the same plan every time, and whatever the order of files", () => {
    const turned = planSets(
      { files: [...before.files] },
      compileProtos(Object.fromEntries(Object.entries(files(1, "v2")).reverse())),
    );
    const sorted = (of: typeof plan) =>
      of.pairs.toSorted((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
    expect(JSON.stringify(planSets(before, after))).toBe(JSON.stringify(plan));
    expect(sorted(turned)).toEqual(sorted(plan));
  });

  it("change nothing against themselves", () => {
    const { pairs: same, ...rest } = planSets(after, after);
    expect(same.every(({ unchanged }) => unchanged)).toBe(true);
    expect([rest.unresolved, rest.lost, rest.added, rest.removed]).toEqual([[], [], [], []]);
  });
});
