import { describe, expect, it } from "vitest";
import { compareWithBuf } from "../testing-support/compare-with-buf.ts";
import type { RandomPair } from "../testing-support/random/pair.ts";

/** What files of one small package may say: by file name, the text after syntax and package. */
type State = Readonly<Record<string, string>>;

/** Every state of a package against every other, each pair in a package of its own. */
function crossed(base: number, states: readonly State[]): RandomPair[] {
  return states.flatMap((before, i) =>
    states.map((after, j) => {
      const name = `p${base}x${i * states.length + j}`;
      return { name, before: files(name, before), after: files(name, after) };
    }),
  );
}

/** A text that begins with a syntax keeps it; `@` stands for the package. */
function files(name: string, state: State): Record<string, string> {
  return Object.fromEntries(
    Object.entries(state).map(([path, text]) => {
      const [head, body] = text.includes("|") ? text.split("|") : ['syntax = "proto2";', text];
      return [`${name}/${path}.proto`, `${head}\npackage @;\n${body}\n`.replaceAll("@", name)];
    }),
  );
}

const M = "message M { optional string s = 1; extensions 100 to 200; }";
const matrices: Record<string, RandomPair[]> = {
  "syntaxes and editions": crossed(11, [
    { a: 'syntax = "proto2";|message M { optional string s = 1; repeated int32 r = 2; } enum E { A = 0; }' },
    { a: "|message M { optional string s = 1; repeated int32 r = 2; } enum E { A = 0; }" },
    { a: 'syntax = "proto3";|message M { optional string s = 1; repeated int32 r = 2; } enum E { A = 0; }' },
    { a: 'syntax = "proto3";|message M { string s = 1; repeated int32 r = 2; } enum E { A = 0; }' },
    { a: 'edition = "2023";|message M { string s = 1; repeated int32 r = 2; } enum E { A = 0; }' },
    {
      a: 'edition = "2023";|option features.field_presence = IMPLICIT; option features.enum_type = CLOSED; option features.utf8_validation = NONE; message M { string s = 1; repeated int32 r = 2; } enum E { A = 0; }',
    },
    { a: 'edition = "2024";|message M { string s = 1; repeated int32 r = 2; } enum E { A = 0; }' },
  ]),
  "places of types": crossed(12, [
    { a: "message M {} enum E { A = 0; } service S {}" },
    { a: "message M {}", b: "enum E { A = 0; } service S {}" },
    { b: "message M {} enum E { A = 0; } service S {}" },
    { a: "message M { enum E { A = 0; } message M {} }" },
    { a: "message O { message M {} enum E { A = 0; } } service S {}", b: "" },
    { a: "", b: "" },
    {},
  ]),
  packages: crossed(13, [
    { a: "message M { optional string s = 1; }" },
    { a: "message M { optional bytes s = 1; }", b: "message N {}" },
    { a: "enum M { A = 0; }" },
    { a: "service M {}" },
    { a: "" },
    { b: "message M { optional string s = 1; }" },
    { a: 'syntax = "proto3";|message M { string s = 1; }' },
  ]),
  extensions: crossed(14, [
    { a: `${M} extend M { optional int32 e = 100; }` },
    { a: `${M} extend M { optional int64 e = 100; }` },
    { a: `${M} extend M { repeated int32 e = 100; }` },
    { a: `${M} extend M { optional int32 f = 100; }` },
    { a: `${M} extend M { optional int32 e = 101; }` },
    { a: `${M} message X { extend M { optional int32 e = 100; } }` },
    { a: `${M} message N { extensions 100; } extend N { optional int32 e = 100; }` },
    { a: M, b: 'syntax = "proto2";|import "@/a.proto"; extend M { optional int32 e = 100 [default = 7]; }' },
    { a: `${M} extend M { optional group E = 100 { optional int32 x = 1; } }` },
    { a: "message M { optional string s = 1; extensions 100 to 150, 160 to max; }" },
    { a: "message M { optional string s = 1; reserved 100 to 200; }" },
  ]),
  "types that others use": crossed(15, [
    {
      a: 'syntax = "proto2";|import "@/b.proto"; message U { optional E e = 1; optional M m = 2; }',
      b: "enum E { A = 0; B = 1; } message M { optional int32 x = 1; }",
    },
    {
      a: 'syntax = "proto2";|import "@/b.proto"; message U { optional E e = 1; optional M m = 2; }',
      b: "enum E { B = 1; A = 0; } message M { optional int32 x = 1; }",
    },
    {
      a: 'syntax = "proto2";|import "@/b.proto"; message U { optional M e = 1; optional E m = 2; }',
      b: "enum E { A = 0; } message M { optional string x = 1; }",
    },
    {
      a: 'syntax = "proto2";|import "@/c.proto"; message U { optional E e = 1; optional M m = 2; }',
      c: "enum E { A = 0; C = 2; } message M {}",
    },
    {
      a: 'syntax = "proto2";|import "@/b.proto"; message U { optional O.E e = 1; optional O.M m = 2; }',
      b: "message O { enum E { A = 0; B = 1; C = 2; } message M { optional int32 x = 1; } }",
    },
    {
      a: 'syntax = "proto2";|import public "@/b.proto"; message U { repeated E e = 1; map<string, M> m = 2; }',
      b: "enum E { A = 0; } message M { optional int32 x = 1; }",
    },
  ]),
};

describe.each([
  ["with source info", []],
  ["without it", ["--exclude-source-info"]],
])("every state of a package against every other, %s", (_, flags) => {
  // Without source info buf looks for a value that a moved enum lost in the old file, and fails when that is gone.
  const moves = ({ before, after }: RandomPair) =>
    [before, after].some((side) => Object.keys(side).some((path) => path.endsWith("/c.proto")));
  const pairs = Object.values(matrices)
    .flat()
    .filter((pair) => flags.length === 0 || !moves(pair));
  const result = compareWithBuf(pairs, flags);
  const lines = [...result.difference.missing, ...result.difference.extra];

  it("is compared, nothing left out", () => expect(result.pairs).toBe(pairs.length));

  it.each(Object.entries(matrices))("gives the findings of buf for %s", (_name, own) => {
    const names = own.map(({ name }) => name);
    expect(lines.filter((line) => names.some((name) => new RegExp(`\\b${name}\\b`).test(line)))).toEqual([]);
  });

  it("gives them in its order", () => expect(result.difference.sameOrder).toBe(true));
});
