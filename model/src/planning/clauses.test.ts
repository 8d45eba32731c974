import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import type { MemberPlan, StepPlan } from "../plan.ts";
import { compileProtos } from "../test-support/compile-protos.ts";
import { planStep } from "./plan-step.ts";

/** One clause of the law of resolution, on an event `E` of its own package. */
interface Clause {
  readonly says: string;
  readonly before: string;
  readonly after: string;
  /** Where each member of `E` comes from, in words; `down` is read backwards. */
  readonly origins: Readonly<Record<string, string>>;
  readonly down?: true;
  /** Codes and messages of problems. */
  readonly problems?: readonly string[];
  /** Paths that are lost, with `*` where a function may read them and `!` where `drops` names them. */
  readonly lost?: readonly string[];
}

const FIELD = "(postel.v1.field)";
const RULES = "(buf.validate.field)";
const colours = (...values: string[]) =>
  `enum Colour { ${values.map((value, at) => (value.includes("=") ? `${value};` : `${value} = ${at};`)).join(" ")} }`;
const becomes = (name: string, number: number, next: string) =>
  `${name} = ${number} [(postel.v1.value).becomes = "${next}"]`;
const both = (before: string, after: string, rest: string) => ({
  before: `${before} ${rest}`,
  after: `${after} ${rest}`,
});

const CLAUSES: readonly Clause[] = [
  {
    says: "1. an expression goes before a rename and before the same name",
    before: "message E { string a = 1; string b = 2; }",
    after: `message E { string b = 1 [${FIELD} = { upcast: "old.a + old.b" renamed_from: "a" }]; }`,
    origins: { b: "expression old.a + old.b" },
  },
  {
    says: "1. an expression may give null where the field can be unset, and not elsewhere",
    before: "message E { optional string a = 1; }",
    after: `message E { optional string b = 1 [${FIELD}.upcast = "has(old.a) ? old.a : null"]; string c = 2 [${FIELD}.upcast = "has(old.a) ? old.a : null"]; }`,
    origins: { b: "expression has(old.a) ? old.a : null", c: "unresolved bad-expression" },
    problems: [
      'BAD_EXPRESSION PKG.v2.E.c: the expression "has(old.a) ? old.a : null" of c cannot be used: it may be null, and the field cannot be unset. Mend it, or leave it out and write a function.',
    ],
  },
  {
    says: "2. a rename goes before the same name",
    before: "message E { string a = 1; string b = 2; }",
    after: `message E { string a = 1 [${FIELD}.renamed_from = "b"]; string b = 2 [${FIELD}.renamed_from = "a"]; }`,
    origins: { a: "copy b", b: "copy a" },
  },
  {
    says: "2. a rename from nowhere is a problem, even where the same name would do",
    before: "message E { string a = 1; }",
    after: `message E { string a = 1 [${FIELD}.renamed_from = "z"]; }`,
    origins: { a: "unresolved bad-rename" },
    problems: ['BAD_RENAME PKG.v2.E.a says renamed_from "z", but PKG.v1.E has no such field. Name one of its fields.'],
    lost: ["a*"],
  },
  {
    says: "2. a rename to another type is as assignable as a name",
    before: "message E { int32 a = 1; int64 c = 3; }",
    after: `message E { int64 b = 2 [${FIELD}.renamed_from = "a"]; int32 d = 4 [${FIELD}.renamed_from = "c"]; }`,
    origins: { b: "copy a as scalar", d: "unresolved not-assignable" },
  },
  {
    says: "3. the same name, whatever its number",
    before: "message E { string a = 1; }",
    after: "message E { string a = 9; }",
    origins: { a: "copy a" },
  },
  {
    says: "4. no source, and nothing requires one",
    ...both(
      "message E {}",
      "message E { optional int32 a = 1; repeated int32 b = 2; map<string, M> c = 3; M d = 4; oneof o { int32 e = 5; } }",
      "message M {}",
    ),
    origins: { a: "unset", b: "unset", c: "unset", d: "unset", o: "unset" },
  },
  {
    says: "4. validation rules that require a field",
    before: "message E {} message M {}",
    after: `message M {}
      message E {
        optional int32 a = 1 [${RULES}.required = true];
        repeated int32 b = 2 [${RULES}.repeated.min_items = 1];
        map<string, M> c = 3 [${RULES}.map.min_pairs = 2];
        M d = 4 [${RULES}.required = true];
        oneof o { option (buf.validate.oneof).required = true; int32 e = 5; }
      }`,
    origins: {
      a: "unresolved no-source",
      b: "unresolved no-source",
      c: "unresolved no-source",
      d: "unresolved no-source",
      o: "unresolved no-source",
    },
  },
  {
    says: "4. validation rules that do not",
    before: "message E {} message M {}",
    after: `message M {}
      message E {
        optional string a = 1 [${RULES}.string.min_len = 1];
        repeated int32 b = 2 [${RULES}.repeated = { min_items: 0 max_items: 5 }];
        repeated int32 c = 3 [${RULES} = { ignore: IGNORE_IF_ZERO_VALUE repeated: { min_items: 1 } }];
        M d = 4 [${RULES} = { required: true ignore: IGNORE_ALWAYS }];
      }`,
    origins: { a: "unset", b: "unset", c: "unset", d: "unset" },
  },
  {
    says: "5. a new enum is unspecified, by whatever prefix; unless a rule refuses zero",
    ...both(
      "message E {}",
      `message E { Colour a = 1; Plain b = 2; Http2Kind c = 3; Colour d = 4 [${RULES}.enum.not_in = 0]; Colour e = 5 [${RULES}.enum.in = 1]; optional Colour f = 6; }`,
      `${colours("COLOUR_UNSPECIFIED", "COLOUR_RED")} enum Plain { UNSPECIFIED = 0; } enum Http2Kind { HTTP2_KIND_UNSPECIFIED = 0; }`,
    ),
    origins: { a: "zero", b: "zero", c: "zero", d: "unresolved no-source", e: "unresolved no-source", f: "unset" },
  },
  {
    says: "6. a new enum whose zero means something, and a new scalar",
    ...both(
      "message E {}",
      `message E { Colour a = 1; int32 b = 2; bool c = 3; bytes d = 4; string e = 5 [${FIELD}.upcast = "default"]; }`,
      colours("RED", "BLUE"),
    ),
    origins: {
      a: "unresolved new-scalar",
      b: "unresolved new-scalar",
      c: "unresolved new-scalar",
      d: "unresolved new-scalar",
      e: "default",
    },
  },
  {
    says: "enums go by name without their own prefixes",
    before: `message E { Colour a = 1; } ${colours("COLOUR_UNSPECIFIED", "COLOUR_RED", "BLUE")}`,
    after: "message E { Hue a = 1; } enum Hue { HUE_BLUE = 0; HUE_UNSPECIFIED = 7; RED = 9; }",
    origins: { a: "copy a as enum 0>7 1>9 2>0" },
  },
  {
    says: "enums: aliases are one value, on both sides",
    before: `message E { Colour a = 1; } ${colours("option allow_alias = true", "NONE = 0", "RED = 1", "CRIMSON = 1", "BLUE = 2")}`,
    after: `message E { Colour a = 1; } ${colours("option allow_alias = true", "NONE = 0", "CRIMSON = 5", "AZURE = 6", "BLUE = 6")}`,
    origins: { a: "copy a as enum 0>0 1>5 2>6" },
  },
  {
    says: "enums: becomes goes before the name, and fills in for a name that is gone",
    before: `message E { Colour a = 1; } ${colours("NONE", becomes("RED", 1, "WARM"), becomes("BLUE", 2, "RED"))}`,
    after: `message E { Colour a = 1; } ${colours("NONE", "RED", "WARM")}`,
    origins: { a: "copy a as enum 0>0 1>2 2>1" },
  },
  {
    says: "enums: becomes that leads nowhere is a problem, told once",
    before: `message E { Colour a = 1; repeated Colour b = 2; } ${colours("NONE", becomes("RED", 1, "WRAM"))}`,
    after: `message E { Colour a = 1; repeated Colour b = 2; } ${colours("NONE", "RED", "WARM")}`,
    origins: { a: "unresolved enum-values", b: "unresolved enum-values" },
    problems: [
      'BAD_BECOMES PKG.v1.Colour.RED says becomes "WRAM", but PKG.v2.Colour has no such value. Name one of its values.',
    ],
  },
  {
    says: "enums: a name that the target lacks",
    before: `message E { Colour a = 1; map<int32, Colour> b = 2; } ${colours("NONE", "RED")}`,
    after: `message E { Colour a = 1; map<int32, Colour> b = 2; } ${colours("NONE", "BLUE")}`,
    origins: { a: "unresolved enum-values", b: "unresolved enum-values" },
  },
  {
    says: "enums: downwards the name goes first, then the value that became it",
    before: `message E { Colour a = 1; } ${colours("NONE", becomes("OLD_RED", 1, "RED"), "RED", becomes("PINK", 3, "ROSE"))}`,
    after: `message E { Colour a = 1; } ${colours("NONE", "RED", "ROSE")}`,
    down: true,
    origins: { a: "copy a as enum 0>0 1>2 2>3" },
  },
  {
    says: "oneofs: case by case, new cases allowed, a new name too",
    before: "message E { oneof o { string a = 1; int32 b = 2; } }",
    after: "message E { oneof p { int64 b = 1; string a = 2; bool c = 3; } }",
    origins: { p: "cases of o: b<b a<a" },
  },
  {
    says: "oneofs: renamed cases",
    before: "message E { oneof o { string a = 1; int32 b = 2; } }",
    after: `message E { oneof o { string x = 1 [${FIELD}.renamed_from = "a"]; int32 b = 2; } }`,
    origins: { o: "cases of o: x<a b<b" },
  },
  {
    says: "oneofs: a case without a counterpart, and one that cannot be converted",
    before: "message E { oneof o { string a = 1; int32 b = 2; } oneof p { string c = 3; } }",
    after: "message E { oneof o { string a = 1; } oneof p { int32 c = 3; } }",
    origins: { o: "unresolved oneof-cases", p: "unresolved not-assignable" },
  },
  {
    says: "oneofs: one field into a oneof, several fields, and cases of two oneofs",
    before:
      "message E { string a = 1; string b = 2; string c = 3; oneof x { string d = 4; } oneof y { string e = 5; } }",
    after:
      "message E { oneof o { string a = 1; bool z = 9; } oneof p { string b = 2; string c = 3; } oneof q { string d = 4; string e = 5; } }",
    origins: { o: "cases: a<a", p: "unresolved oneof-merge", q: "unresolved oneof-merge" },
  },
  {
    says: "oneofs: dissolved into fields",
    before: "message E { oneof o { string a = 1; string b = 2; } }",
    after: "message E { optional string a = 1; string b = 2; }",
    origins: { a: "copy a", b: "copy b" },
  },
  {
    says: "oneofs: wrappers among their cases give their values, but not to a field that always has one",
    before:
      "message E { oneof o { google.protobuf.StringValue a = 1; google.protobuf.StringValue b = 2; google.protobuf.Int32Value c = 3; } }",
    after: "message E { optional string a = 1; string b = 2; repeated int64 c = 3; }",
    origins: { a: "copy a as unwrap", b: "unresolved not-assignable", c: "copy c as wrap" },
  },
  {
    says: "messages pair by relative name, nested ones too, in other packages too",
    ...both(
      "message E { M a = 1; E.N b = 2; google.protobuf.Timestamp c = 3; message N {} }",
      "message E { repeated M a = 1; E.N b = 2; google.protobuf.Timestamp c = 3; message N {} }",
      "message M {}",
    ),
    origins: { a: "copy a as wrap", b: "copy b as message", c: "copy c" },
  },
  {
    says: "messages pair by upcasts_from, and then by nothing else",
    before: "message E { M a = 1; M b = 2; } message M {} message Other {}",
    after:
      'message E { N a = 1; M b = 2; } message N { option (postel.v1.message).upcasts_from = "PKG.v1.M"; } message M { option (postel.v1.message).upcasts_from = "PKG.v1.Other"; }',
    origins: { a: "copy a as message", b: "unresolved unpaired-message" },
  },
  {
    says: "what nothing reads is lost, at any depth, unless drops names it",
    before:
      "message E { string a = 1; M m = 2; repeated M l = 3; } message M { string x = 1; N n = 2; } message N { string y = 1; M back = 2; }",
    after:
      'message E { option (postel.v1.event) = { drops: "a" drops: "m.n.y" }; M m = 2; repeated M l = 3; } message M { string x = 1; N n = 2; } message N { M back = 2; }',
    origins: { m: "copy m as message", l: "copy l as list" },
    lost: ["a!", "m.n.y!", "l.n.y"],
  },
  {
    says: "drops that drop nothing are a problem",
    before: "message E { string a = 1; }",
    after: 'message E { option (postel.v1.event) = { drops: "b" }; string a = 1; }',
    origins: { a: "copy a" },
    problems: [
      'UNKNOWN_DROPS PKG.v2.E says that it drops "b", but PKG.v1.E loses no field of that path. Remove the entry.',
    ],
  },
  {
    says: "downwards: what went into an expression is there, so it cannot be unset; what is gone can",
    before: `message E { optional string a = 1; string b = 2 [${FIELD}.downcast = "old.c"]; optional string d = 3 [${FIELD}.downcast = "null"]; optional string e = 4; }`,
    after: `message E { string c = 1 [${FIELD}.upcast = "old.a + old.b + old.d"]; }`,
    down: true,
    origins: { a: "unresolved no-source", b: "expression old.c", d: "expression null", e: "unset" },
  },
  {
    says: "downwards: renames backwards, downcast expressions, and no functions",
    before: `message E { string a = 1; int32 b = 2 [${FIELD}.downcast = "old.c"]; int32 d = 3; }`,
    after: `message E { string z = 1 [${FIELD}.renamed_from = "a"]; int32 c = 2; int64 d = 3; }`,
    down: true,
    origins: { a: "copy z", b: "expression old.c", d: "unresolved not-assignable" },
  },
];

const packageOf = (at: number) => `k${at}`;
const fileOf = (at: number, version: string, body: string) => `syntax = "proto3"; package ${packageOf(at)}.${version};
  import "postel/v1/event.proto"; import "buf/validate/validate.proto"; import "google/protobuf/timestamp.proto"; import "google/protobuf/wrappers.proto";
  ${body.replaceAll("PKG", packageOf(at))}`;
const files = CLAUSES.flatMap(({ before, after }, at) => [
  [`${packageOf(at)}/v1/e.proto`, fileOf(at, "v1", before)],
  [`${packageOf(at)}/v2/e.proto`, fileOf(at, "v2", after)],
]);
const registry = registryOf(compileProtos(Object.fromEntries(files)));

function planOf(at: number, down = false): StepPlan {
  const [v1, v2] = ["v1", "v2"].map((version) => registry.getMessage(`${packageOf(at)}.${version}.E`));
  if (v1 === undefined || v2 === undefined) throw new Error("both versions need a message E");
  return down ? planStep(v2, v1, "down") : planStep(v1, v2);
}

function wordsOf({ origin }: Pick<MemberPlan, "origin">, { enums }: StepPlan): string {
  switch (origin.kind) {
    case "copy": {
      const { source, conversion } = origin;
      if (conversion.kind !== "enum")
        return conversion.kind === "identity" ? `copy ${source.name}` : `copy ${source.name} as ${conversion.kind}`;
      const values = enums.find(({ from, to }) => from === conversion.from && to === conversion.to)?.values ?? [];
      return `copy ${source.name} as enum ${values.map(({ number, to }) => `${number}>${to.number}`).join(" ")}`;
    }
    case "cases": {
      const of = origin.source === undefined ? "" : ` of ${origin.source.name}`;
      const cases = origin.cases.map(
        ({ field, origin: one }) => `${field.name}<${one.kind === "copy" ? one.source.name : one.text}`,
      );
      return `cases${of}: ${cases.join(" ")}`;
    }
    case "expression":
      return `expression ${origin.text}`;
    case "unresolved":
      return `unresolved ${origin.code}`;
    default:
      return origin.kind;
  }
}

describe("the law of resolution", () => {
  it.each(CLAUSES.map((clause, at) => [clause.says, clause, at] as const))("%s", (_says, clause, at) => {
    const plan = planOf(at, clause.down);
    const members = plan.pairs[0]?.fields ?? [];
    const origins = members.map((member) => [
      member.kind === "field" ? member.field.name : member.oneof.name,
      wordsOf(member, plan),
    ]);
    expect(Object.fromEntries(origins)).toEqual(clause.origins);
    const said = (clause.problems ?? []).map((text) => text.replaceAll("PKG", packageOf(at)));
    expect(plan.problems.map(({ code, message }) => `${code} ${message}`)).toEqual(said);
    if (clause.lost !== undefined)
      expect(
        plan.lost.map(({ path, certain, declared }) => `${path}${declared ? "!" : ""}${certain ? "" : "*"}`),
      ).toEqual(clause.lost);
  });

  it("is the same every time, and plain JSON", () => {
    for (const at of CLAUSES.keys()) expect(JSON.parse(JSON.stringify(planOf(at)))).toEqual(planOf(at));
  });
});
