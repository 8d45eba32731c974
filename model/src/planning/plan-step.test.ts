import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import type { FieldOrigin, MemberPlan, OneofOrigin, StepPlan } from "../plan.ts";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { planStep } from "./plan-step.ts";

/** Plans a.v1.E -> a.v2.E, given what stands in each version's file. */
function plan(before: string, after: string, direction: "up" | "down" = "up"): StepPlan {
  const set = compileProtos({ "a/v1/a.proto": proto3("a.v1", before), "a/v2/a.proto": proto3("a.v2", after) });
  const registry = registryOf(set);
  const [v1, v2] = [registry.getMessage("a.v1.E"), registry.getMessage("a.v2.E")];
  if (v1 === undefined || v2 === undefined) throw new Error("both versions need a message E");
  return direction === "up" ? planStep(v1, v2) : planStep(v2, v1, "down");
}

function nameOf(member: MemberPlan): string {
  return member.kind === "field" ? member.field.name : member.oneof.name;
}

function text(origin: FieldOrigin | OneofOrigin): string {
  switch (origin.kind) {
    case "copy":
      return `copy ${origin.source.name} ${origin.presence.kind} ${JSON.stringify(origin.conversion)}`;
    case "unresolved":
      return `unresolved ${origin.code}`;
    case "cases":
      return `cases ${origin.cases.map(({ field, origin: one }) => `${field.name}=${one.kind}`).join(" ")}`;
    default:
      return origin.kind;
  }
}

/** The origins of the event's own members, in words. */
function origins(before: string, after: string, direction: "up" | "down" = "up"): Record<string, string> {
  const fields = plan(before, after, direction).pairs[0]?.fields ?? [];
  return Object.fromEntries(fields.map((member) => [nameOf(member), text(member.origin)]));
}

const identity = '{"kind":"identity"}';
const step = (field1: string, field2: string, rest = "") =>
  origins(`message E { ${field1} } ${rest}`, `message E { ${field2} } ${rest}`);

describe("fields", () => {
  it("copies what has the same name and type, whatever its number", () => {
    expect(step("string a = 1;", "string a = 7;")).toEqual({ a: `copy a always ${identity}` });
  });

  it.each([
    ["int32", "sint32", identity],
    ["fixed32", "uint32", identity],
    ["sfixed64", "int64", identity],
    ["int32", "int64", '{"kind":"scalar","name":"number-to-bigint"}'],
    ["uint32", "int64", '{"kind":"scalar","name":"number-to-bigint"}'],
    ["uint32", "double", identity],
    ["float", "double", identity],
    ["string", "bytes", '{"kind":"scalar","name":"string-to-bytes"}'],
  ])("widens %s to %s", (from, to, conversion) => {
    expect(step(`${from} a = 1;`, `${to} a = 1;`)).toEqual({ a: `copy a always ${conversion}` });
  });

  it.each([
    ["int64", "int32"],
    ["int32", "uint32"],
    ["int64", "uint64"],
    ["int64", "double"],
    ["double", "float"],
    ["bytes", "string"],
    ["string", "int32"],
    ["bool", "int32"],
  ])("asks a person to make %s a %s", (from, to) => {
    expect(step(`${from} a = 1;`, `${to} a = 1;`)).toEqual({ a: "unresolved not-assignable" });
  });

  it("wraps one into a list, and never picks one from a list", () => {
    expect(step("int32 a = 1;", "repeated int64 a = 1;")).toEqual({
      a: 'copy a always {"kind":"wrap","element":{"kind":"scalar","name":"number-to-bigint"}}',
    });
    expect(step("repeated int32 a = 1;", "int32 a = 1;")).toEqual({ a: "unresolved not-assignable" });
  });

  it("carries maps of one key type, value by value", () => {
    expect(step("map<string, int32> a = 1;", "map<string, int64> a = 1;")).toEqual({
      a: 'copy a always {"kind":"map","value":{"kind":"scalar","name":"number-to-bigint"}}',
    });
    expect(step("map<string, int32> a = 1;", "map<int32, int32> a = 1;")).toEqual({ a: "unresolved not-assignable" });
    expect(step("map<string, int32> a = 1;", "repeated int32 a = 1;")).toEqual({ a: "unresolved not-assignable" });
  });

  it("keeps presence: zero is a value, unset is read as the default where it must be", () => {
    expect(step("string a = 1;", "optional string a = 1;")).toEqual({ a: `copy a always ${identity}` });
    expect(step("optional string a = 1;", "optional string a = 1;")).toEqual({ a: `copy a if-set ${identity}` });
    expect(step("optional string a = 1;", "string a = 1;")).toEqual({ a: `copy a default ${identity}` });
  });

  it("leaves what is new unset where it can be unset, and asks otherwise", () => {
    expect(
      step(
        "",
        "optional string a = 1; repeated string b = 2; map<string, string> c = 3; M d = 4; string e = 5;",
        "message M {}",
      ),
    ).toEqual({
      a: "unset",
      b: "unset",
      c: "unset",
      d: "unset",
      e: "unresolved new-scalar",
    });
  });

  it("asks when a validation rule wants what is new", () => {
    expect(step("", "optional string a = 1 [(buf.validate.field).required = true];")).toEqual({
      a: "unresolved no-source",
    });
  });

  it("follows renamed_from, and says when it leads nowhere", () => {
    expect(step("string a = 1;", 'string b = 1 [(postel.v1.field).renamed_from = "a"];')).toEqual({
      b: `copy a always ${identity}`,
    });
    const broken = plan(
      "message E { string a = 1; }",
      'message E { string b = 1 [(postel.v1.field).renamed_from = "z"]; }',
    );
    expect(broken.problems).toMatchObject([{ code: "BAD_RENAME", path: "a/v2/a.proto", line: 5 }]);
  });

  it("gives the default where the author asks for it", () => {
    expect(step("", 'int64 a = 1 [(postel.v1.field).upcast = "default"];')).toEqual({ a: "default" });
  });
});

describe("enums", () => {
  const colour = (name: string, ...values: string[]) =>
    `enum ${name} { ${values.map((value, number) => `${value} = ${number};`).join(" ")} }`;

  it("maps by name without the prefix, never by number", () => {
    const { enums } = plan(
      `message E { Colour c = 1; } ${colour("Colour", "COLOUR_UNSPECIFIED", "COLOUR_RED", "COLOUR_BLUE")}`,
      `message E { Paint c = 1; } ${colour("Paint", "PAINT_UNSPECIFIED", "PAINT_BLUE", "PAINT_RED")}`,
    );
    expect(enums[0]?.values.map(({ number, to }) => [number, to.number])).toEqual([
      [0, 0],
      [1, 2],
      [2, 1],
    ]);
  });

  it("asks for names that are gone, unless becomes says what they are", () => {
    const before = (option: string) => `message E { C c = 1; } enum C { C_UNSPECIFIED = 0; C_RED = 1 ${option}; }`;
    const after = "message E { C c = 1; } enum C { C_UNSPECIFIED = 0; C_CRIMSON = 1; }";
    expect(origins(before(""), after)).toEqual({ c: "unresolved enum-values" });
    expect(plan(before('[(postel.v1.value).becomes = "C_CRIMSON"]'), after).enums[0]?.values[1]).toMatchObject({
      to: { name: "C_CRIMSON" },
      via: "becomes",
    });
  });

  it("starts a new enum field at its unspecified zero, and asks when zero means something", () => {
    expect(origins("message E {}", "message E { C c = 1; } enum C { C_UNSPECIFIED = 0; }")).toEqual({ c: "zero" });
    expect(origins("message E {}", "message E { C c = 1; } enum C { C_RED = 0; }")).toEqual({
      c: "unresolved new-scalar",
    });
  });
});

describe("messages", () => {
  it("plans every pair once, recursion included", () => {
    const tree = "message E { Node root = 1; } message Node { string name = 1; repeated Node children = 2; }";
    expect(plan(tree, tree).pairs.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "a.v1.E a.v2.E",
      "a.v1.Node a.v2.Node",
    ]);
  });

  it("asks when nothing says that one message became the other", () => {
    const after = (option: string) => `message E { Money m = 1; } message Money { ${option} }`;
    expect(origins("message E { Cash m = 1; } message Cash {}", after(""))).toEqual({
      m: "unresolved unpaired-message",
    });
    const named = after('option (postel.v1.message).upcasts_from = "a.v1.Cash";');
    expect(origins("message E { Cash m = 1; } message Cash {}", named)).toEqual({
      m: 'copy m if-set {"kind":"message","from":"a.v1.Cash","to":"a.v2.Money"}',
    });
  });
});

describe("oneofs", () => {
  it("carries all cases of one oneof, and asks when a case has nowhere to go", () => {
    expect(
      step("oneof o { string a = 1; int32 b = 2; }", "oneof o { int64 b = 1; string a = 2; bool c = 3; }"),
    ).toEqual({
      o: "cases b=copy a=copy",
    });
    expect(step("oneof o { string a = 1; int32 b = 2; }", "oneof o { string a = 1; }")).toEqual({
      o: "unresolved oneof-cases",
    });
  });

  it("puts one field into a oneof, and asks about several", () => {
    expect(step("string a = 1;", "oneof o { string a = 1; string b = 2; }")).toEqual({ o: "cases a=copy" });
    expect(step("string a = 1; string b = 2;", "oneof o { string a = 1; string b = 2; }")).toEqual({
      o: "unresolved oneof-merge",
    });
  });

  it("leaves a new oneof unset", () => {
    expect(step("", "oneof o { string a = 1; }")).toEqual({ o: "unset" });
  });
});

describe("what is lost", () => {
  const before = "message E { string a = 1; L l = 2; } message L { string x = 1; string y = 2; }";
  const after = (drops: string) =>
    `message E { option (postel.v1.event) = { ${drops} }; string a = 1; L l = 2; } message L { string x = 1; }`;

  it("names every path, and which of them are declared", () => {
    expect(plan(before, after("")).lost).toEqual([{ path: "l.y", certain: true, declared: false }]);
    expect(plan(before, after('drops: "l.y"')).lost).toEqual([{ path: "l.y", certain: true, declared: true }]);
  });

  it("refuses drops that drop nothing", () => {
    expect(plan(before, after('drops: "l.y" drops: "q"')).problems).toMatchObject([{ code: "UNKNOWN_DROPS" }]);
  });
});

describe("backwards", () => {
  it("reads renames the other way and downcast expressions on the earlier field", () => {
    const down = origins(
      'message E { string a = 1; int32 cents = 2 [(postel.v1.field).downcast = "1"]; }',
      'message E { string b = 1 [(postel.v1.field).renamed_from = "a"]; }',
      "down",
    );
    expect(down).toEqual({ a: `copy b always ${identity}`, cents: "expression" });
  });
});
