import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import type { Conversion, MemberPlan } from "../plan.ts";
import { compileProtos } from "../test-support/compile-protos.ts";
import { planStep } from "./plan-step.ts";

/** `=` the same value, `b` a number into a bigint, `u` a string into its UTF-8 bytes, `.` a person must decide. */
const SCALARS = `
  to:      int32 sint32 sfixed32 uint32 fixed32 int64 sint64 sfixed64 uint64 fixed64 float double bool string bytes
  int32    =     =      =        .      .       b     b      b        .      .       .     =      .    .      .
  sint32   =     =      =        .      .       b     b      b        .      .       .     =      .    .      .
  sfixed32 =     =      =        .      .       b     b      b        .      .       .     =      .    .      .
  uint32   .     .      .        =      =       b     b      b        b      b       .     =      .    .      .
  fixed32  .     .      .        =      =       b     b      b        b      b       .     =      .    .      .
  int64    .     .      .        .      .       =     =      =        .      .       .     .      .    .      .
  sint64   .     .      .        .      .       =     =      =        .      .       .     .      .    .      .
  sfixed64 .     .      .        .      .       =     =      =        .      .       .     .      .    .      .
  uint64   .     .      .        .      .       .     .      .        =      =       .     .      .    .      .
  fixed64  .     .      .        .      .       .     .      .        =      =       .     .      .    .      .
  float    .     .      .        .      .       .     .      .        .      .       =     =      .    .      .
  double   .     .      .        .      .       .     .      .        .      .       .     =      .    .      .
  bool     .     .      .        .      .       .     .      .        .      .       .     .      =    .      .
  string   .     .      .        .      .       .     .      .        .      .       .     .      .    =      u
  bytes    .     .      .        .      .       .     .      .        .      .       .     .      .    .      =`;

/** What a field may be, in a file of an edition, where every kind of presence has a spelling. */
const KINDS: Readonly<Record<string, string>> = {
  implicit: "string NAME = N [features.field_presence = IMPLICIT];",
  explicit: "string NAME = N;",
  defaulted: 'string NAME = N [default = "dflt"];',
  required: "string NAME = N [features.field_presence = LEGACY_REQUIRED];",
  list: "repeated string NAME = N;",
  map: "map<string, string> NAME = N;",
  case: "oneof NAME_o { string NAME = N; }",
  message: "Text NAME = N;",
  wrapper: "google.protobuf.StringValue NAME = N;",
};

/**
 * What an unset source field does. `set`: it is never unset. `unset`: stays unset, or becomes an empty list. Any other
 * word is the value that is taken. `?`: a person must decide.
 */
const PRESENCE = `
  to:       implicit explicit defaulted required list  map  case  message wrapper
  implicit  set      set      set       set      set   ?    set   ?       set
  explicit  ""       unset    unset     ?        unset ?    unset ?       unset
  defaulted "dflt"   unset    unset     ?        unset ?    unset ?       unset
  required  set      set      set       set      set   ?    set   ?       set
  list      ?        ?        ?         ?        set   ?    ?     ?       ?
  map       ?        ?        ?         ?        ?     set  ?     ?       ?
  case      ""       unset    unset     ?        unset ?    unset ?       unset
  message   ?        ?        ?         ?        ?     ?    ?     unset   ?
  wrapper   ""       unset    unset     ?        unset ?    unset ?       unset`;

/** Pairs of field types around one value, with what carries each value; `-` where a person must decide. */
const SHAPES: readonly (readonly [from: string, to: string, words: string])[] = [
  ["repeated int32", "repeated int64", "list(number-to-bigint)"],
  ["repeated int64", "repeated int32", "-"],
  ["repeated string", "repeated string", "list(identity)"],
  ["int32", "repeated int64", "wrap(number-to-bigint)"],
  ["string", "repeated int32", "-"],
  ["map<string, int32>", "map<string, int64>", "map(number-to-bigint)"],
  ["map<string, int64>", "map<string, int32>", "-"],
  ["map<int32, string>", "map<int32, string>", "map(identity)"],
  ["map<int32, string>", "map<sint32, string>", "-"],
  ["map<int32, string>", "map<int64, string>", "-"],
  ["map<string, Color>", "map<string, Color>", "map(enum)"],
  ["map<string, Text>", "map<string, Text>", "map(message)"],
  ["repeated Text", "repeated Text", "list(message)"],
  ["Text", "repeated Text", "wrap(message)"],
  ["Text", "Other", "-"],
  ["Color", "Color", "enum"],
  ["Color", "repeated Color", "wrap(enum)"],
  ["Color", "int32", "enum-number"],
  ["Color", "sint32", "enum-number"],
  ["Color", "sfixed32", "enum-number"],
  ["Color", "uint32", "-"],
  ["Color", "int64", "-"],
  ["Color", "string", "-"],
  ["int32", "Color", "-"],
  ["string", "Color", "-"],
  ["Color", "Text", "-"],
  ["google.protobuf.Timestamp", "google.protobuf.Timestamp", "identity"],
  ["google.protobuf.Duration", "google.protobuf.Duration", "identity"],
  ["google.protobuf.Any", "google.protobuf.Any", "identity"],
  ["google.protobuf.Struct", "google.protobuf.Struct", "identity"],
  ["google.protobuf.Timestamp", "string", "-"],
  ["string", "google.protobuf.Timestamp", "-"],
  ["int64", "google.protobuf.Timestamp", "-"],
  ["google.protobuf.Timestamp", "google.protobuf.Duration", "-"],
  ["repeated google.protobuf.Timestamp", "repeated google.protobuf.Timestamp", "list(identity)"],
  ["google.protobuf.Int32Value", "google.protobuf.Int64Value", "number-to-bigint"],
  ["google.protobuf.Int64Value", "google.protobuf.Int32Value", "-"],
  ["google.protobuf.StringValue", "string", "identity"],
  ["bytes", "google.protobuf.BytesValue", "identity"],
  ["google.protobuf.StringValue", "bytes", "string-to-bytes"],
  ["google.protobuf.BoolValue", "string", "-"],
  ["repeated google.protobuf.StringValue", "repeated string", "list(unwrap)"],
  ["map<int32, google.protobuf.Int32Value>", "map<int32, int64>", "map(unwrap)"],
  ["repeated google.protobuf.StringValue", "repeated int32", "-"],
  ["repeated string", "repeated google.protobuf.StringValue", "list(box(identity))"],
  ["google.protobuf.Int32Value", "repeated google.protobuf.Int64Value", "wrap(box(number-to-bigint))"],
  ["map<string, string>", "map<string, google.protobuf.BytesValue>", "map(box(string-to-bytes))"],
  ["repeated int64", "repeated google.protobuf.Int32Value", "-"],
];

interface Cell {
  readonly from: string;
  readonly to: string;
  readonly expected: string;
}

function cellsOf(table: string): Cell[] {
  const [head = [], ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([from = "", ...cells]) =>
    cells.map((expected, at) => ({ from, to: head[at + 1] ?? "", expected })),
  );
}

/** Plans a message with one field per cell; `declare` gives the field's declaration. */
function plansOf(cells: readonly Cell[], declare: (type: string, name: string, number: number) => string) {
  const body = (side: "from" | "to") => cells.map((cell, at) => declare(cell[side], `f${at}`, at + 1)).join("\n");
  const file = (version: string, side: "from" | "to") => `edition = "2023";
    package a.${version};
    import "google/protobuf/any.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/struct.proto";
    import "google/protobuf/timestamp.proto"; import "google/protobuf/wrappers.proto";
    message E { ${body(side)} }
    message Text { string text = 1; } message Other { string text = 1; }
    enum Color { COLOR_UNSPECIFIED = 0; COLOR_RED = 1; }`;
  const set = compileProtos({ "a/v1/a.proto": file("v1", "from"), "a/v2/a.proto": file("v2", "to") });
  const [v1, v2] = ["a.v1.E", "a.v2.E"].map((name) => registryOf(set).getMessage(name));
  if (v1 === undefined || v2 === undefined) throw new Error("both versions need a message E");
  return planStep(v1, v2).pairs[0]?.fields ?? [];
}

function named(fields: readonly MemberPlan[], name: string): MemberPlan | undefined {
  return fields.find((member) => (member.kind === "field" ? member.field.name : member.oneof.name) === name);
}

function wordsOf(conversion: Conversion): string {
  switch (conversion.kind) {
    case "scalar":
      return conversion.name;
    case "list":
    case "wrap":
      return `${conversion.kind}(${wordsOf(conversion.element)})`;
    case "map":
    case "box":
      return `${conversion.kind}(${wordsOf(conversion.value)})`;
    default:
      return conversion.kind;
  }
}

function copyOf(member: MemberPlan | undefined) {
  if (member?.kind === "oneof") {
    const origin = member.origin.kind === "cases" ? member.origin.cases[0]?.origin : undefined;
    return origin?.kind === "copy" ? origin : undefined;
  }
  return member?.origin.kind === "copy" ? member.origin : undefined;
}

const title = ({ from, to, expected }: Cell) => `${from} -> ${to}: ${expected}`;

describe("scalars", () => {
  const cells = cellsOf(SCALARS);
  const fields = plansOf(cells, (type, name, number) => `${type} ${name} = ${number};`);
  const symbols: Readonly<Record<string, string>> = { identity: "=", "number-to-bigint": "b", "string-to-bytes": "u" };

  it("are 15 by 15 pairs", () => expect(cells).toHaveLength(225));

  it.each(cells.map((cell, at) => [title(cell), cell, at] as const))("%s", (_title, { from, to, expected }, at) => {
    const member = named(fields, `f${at}`);
    const conversion = copyOf(member)?.conversion;
    expect(conversion === undefined ? "." : symbols[wordsOf(conversion)]).toBe(expected);
    if (member?.origin.kind === "unresolved")
      expect(member.origin.reason).toBe(`f${at} was ${article(from)} and is ${article(to)}`);
  });
});

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

describe("presence", () => {
  const cells = cellsOf(PRESENCE);
  const fields = plansOf(cells, (kind, name, number) =>
    (KINDS[kind] ?? "").replaceAll("NAME", name).replace(" N", ` ${number}`),
  );

  it.each(cells.map((cell, at) => [title(cell), cell, at] as const))("%s", (_title, { to, expected }, at) => {
    const copy = copyOf(named(fields, to === "case" ? `f${at}_o` : `f${at}`));
    const said = { always: "set", "if-set": "unset", default: JSON.stringify(fallback(copy?.presence)) };
    expect(copy === undefined ? "?" : said[copy.presence.kind]).toBe(expected);
  });
});

function fallback(presence: { readonly kind: string; readonly value?: object } | undefined): unknown {
  return presence?.value !== undefined && "value" in presence.value ? presence.value.value : undefined;
}

describe("shapes", () => {
  const cells = SHAPES.map(([from, to, expected]) => ({ from, to, expected }));
  const fields = plansOf(cells, (type, name, number) => `${type} ${name} = ${number};`);

  it.each(cells.map((cell, at) => [title(cell), cell, at] as const))("%s", (_title, { expected }, at) => {
    const conversion = copyOf(named(fields, `f${at}`))?.conversion;
    expect(conversion === undefined ? "-" : wordsOf(conversion)).toBe(expected);
  });
});
