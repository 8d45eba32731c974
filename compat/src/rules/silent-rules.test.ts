import { describe, expect, it } from "vitest";
import { diff } from "../diff.ts";
import { judge } from "../judge.ts";
import { compileTexts } from "../testing-support/compile-texts.ts";
import { silentRules } from "./silent-rules.ts";

/** Each case is a message or enum of its own, so that one compilation serves all. */
interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The first line of the file; proto3 where nothing is said. */
  readonly head?: string;
  /** Rules and examples that are expected. */
  readonly finds: readonly string[];
}

const cases: Case[] = [
  {
    name: "a plain rename",
    before: "message M { string customer_id = 1; }",
    after: "message M { string buyer_id = 1; }",
    finds: [],
  },
  {
    name: "a rename that the annotation tells",
    before: "message M { string alpha = 1; }",
    after: 'message M { string omega = 1 [(postel.v1.field).renamed_from = "alpha"]; }',
    finds: [],
  },
  {
    name: "a rename under the same comment",
    before: "message M {\n// Who pays in the end.\nstring sponsor = 1; }",
    after: "message M {\n// Who pays in the end.\nstring patron = 1; }",
    finds: [],
  },
  {
    name: "a reuse under a comment that is about the old field",
    before: "message M {\n// The coupon that was redeemed.\nstring coupon = 1; }",
    after: "message M {\n// The coupon that was redeemed.\nstring referrer = 1; }",
    finds: ["SILENT_FIELD_REUSED A stored coupon (some coupon) would be read as referrer (some coupon)."],
  },
  {
    name: "a deletion",
    before: "message M { string a = 1; string b = 2; }",
    after: "message M { string a = 1; }",
    finds: [],
  },
  {
    name: "another wire type, which readers notice",
    before: "message M { string coupon = 1; }",
    after: "message M { double weight = 1; }",
    finds: [],
  },
  {
    name: "a number whose old name is reserved",
    before: "message M { string user_id = 1; }",
    after: 'message M { reserved "user_id"; string order_id = 1; }',
    finds: ["SILENT_FIELD_REUSED A stored user_id (some user_id) would be read as order_id (some user_id)."],
  },
  {
    name: "a field inserted in the middle",
    before: "message M { string city = 1; string street = 2; }",
    after: "message M { string country = 1; string city = 2; string street = 3; }",
    finds: [
      "SILENT_FIELDS_SWAPPED A stored street (some street) would be read as city (some street).",
      "SILENT_FIELD_REUSED A stored city (some city) would be read as country (some city).",
    ],
  },
  {
    name: "fields in another order in the file",
    before: "message M { string city = 1; string street = 2; }",
    after: "message M { string street = 2; string city = 1; }",
    finds: [],
  },
  {
    name: "fields that changed places but not their frames",
    before: "message M { string city = 1; double weight = 2; }",
    after: "message M { double weight = 1; string city = 2; }",
    finds: [],
  },
  {
    name: "a value inserted in the middle of an enum",
    before: "enum E { NONE = 0; CREATE_REPLAY = 1; DELETE_COLLECTION = 2; }",
    after: "enum E { NONE = 0; GET_REPLAY = 1; CREATE_REPLAY = 2; DELETE_COLLECTION = 3; }",
    finds: ["SILENT_ENUM_RENUMBERED A stored CREATE_REPLAY would be read as GET_REPLAY."],
  },
  {
    name: "a value that moved to a new number",
    before: "enum E { NONE = 0; OPEN = 1; }",
    after: "enum E { NONE = 0; OPEN = 7; }",
    finds: [],
  },
  {
    name: "renamed values",
    before: "enum E { UNKNOWN = 0; PAID = 1; LOST = 2; }",
    after: "enum E { E_UNSPECIFIED = 0; E_PAID = 1; E_LOST_DEPRECATED = 2; }",
    finds: [],
  },
  {
    name: "a new alias",
    before: "enum E { NONE = 0; PAID = 1; }",
    after: "enum E { option allow_alias = true; NONE = 0; PAID = 1; SETTLED = 1; }",
    finds: [],
  },
  {
    name: "a value that was retired by its name",
    before: "enum E { NONE = 0; PAID = 1; }",
    after: "enum E { NONE = 0; RESERVED_1 = 1; }",
    finds: [],
  },
  {
    name: "a number given to another value",
    before: "enum State { STATE_NONE = 0; STATE_PAID = 1; }",
    after: "enum State { STATE_NONE = 0; STATE_REFUNDED = 1; }",
    finds: ["SILENT_ENUM_VALUE_REUSED A stored STATE_PAID would be read as STATE_REFUNDED."],
  },
  {
    name: "wider integers",
    before: "message M { int32 n = 1; uint32 u = 2; }",
    after: "message M { int64 n = 1; uint64 u = 2; }",
    finds: [],
  },
  {
    name: "zigzag integers",
    before: "message M { int32 n = 1; }",
    after: "message M { sint32 n = 1; }",
    finds: ["SILENT_FIELD_REINTERPRETED 1 written as int32 would be read as -1."],
  },
  {
    name: "a type of the same shape",
    before: "message M { A a = 1; } message A { string id = 1; } message B { string id = 1; string note = 2; }",
    after: "message M { B a = 1; } message A { string id = 1; } message B { string id = 1; string note = 2; }",
    finds: [],
  },
  {
    name: "a type whose numbers mean something else",
    before: "message M { A a = 1; } message A { string city = 1; } message B { string coupon = 1; }",
    after: "message M { B a = 1; } message A { string city = 1; } message B { string coupon = 1; }",
    finds: ["SILENT_FIELD_REINTERPRETED A stored city (some city) would be read as coupon (some city)."],
  },
  {
    name: "map values",
    before: "message M { map<string, int32> a = 1; }",
    after: "message M { map<string, sint32> a = 1; }",
    finds: ["SILENT_FIELD_REINTERPRETED 1 written as int32 would be read as -1."],
  },
  ...(['syntax = "proto2";', 'edition = "2023";'] as const).flatMap((head): Case[] => {
    const optional = head.startsWith("syntax") ? "optional " : "";
    return [
      {
        head,
        name: `fields that changed places in ${head}`,
        before: `message M { ${optional}int64 net = 1; ${optional}int64 gross = 2; }`,
        after: `message M { ${optional}int64 gross = 1; ${optional}int64 net = 2; }`,
        finds: ["SILENT_FIELDS_SWAPPED A stored gross (42) would be read as net (42)."],
      },
      {
        head,
        name: `a number given to another field in ${head}`,
        before: `message M { ${optional}double weight = 1; }`,
        after: `message M { ${optional}double height = 1; }`,
        finds: ["SILENT_FIELD_REUSED A stored weight (1.5) would be read as height (1.5)."],
      },
      {
        head,
        name: `values that changed places in ${head}`,
        before: "enum E { NONE = 0; BUY = 1; SELL = 2; }",
        after: "enum E { NONE = 0; SELL = 1; BUY = 2; }",
        finds: ["SILENT_ENUM_RENUMBERED A stored BUY would be read as SELL."],
      },
      {
        head,
        name: `a field kept under its number and a new one in ${head}`,
        before: `message M { ${optional}string street = 1; }`,
        after: `message M { ${optional}string street = 1; ${optional}string city = 2; reserved 3; }`,
        finds: [],
      },
    ];
  }),
  {
    head: 'syntax = "proto2";',
    name: "groups that changed places",
    before:
      "message M { optional group Sender = 1 { optional string id = 1; } optional group Carrier = 2 { optional string id = 1; } }",
    after:
      "message M { optional group Carrier = 1 { optional string id = 1; } optional group Sender = 2 { optional string id = 1; } }",
    finds: ["SILENT_FIELDS_SWAPPED A stored carrier (some carrier) would be read as sender (some carrier)."],
  },
  {
    head: 'edition = "2023";',
    name: "a message that is framed otherwise, which readers notice",
    before: "message M { N n = 1; } message N { int32 a = 1; }",
    after: "message M { N n = 1 [features.message_encoding = DELIMITED]; } message N { int32 a = 1; }",
    finds: [],
  },
  {
    name: "a number read as a switch",
    before: "message M { int32 n = 1; }",
    after: "message M { bool n = 1; }",
    finds: ["SILENT_FIELD_REINTERPRETED 3 written as int32 would be read as true."],
  },
  {
    name: "whole numbers read as fractions",
    before: "message M { fixed32 n = 1; fixed64 m = 2; }",
    after: "message M { float n = 1; double m = 2; }",
    finds: [
      "SILENT_FIELD_REINTERPRETED 1 written as fixed32 would be read as 1.401298464324817e-45.",
      "SILENT_FIELD_REINTERPRETED 1 written as fixed64 would be read as 5e-324.",
    ],
  },
  {
    name: "fixed numbers that lose their sign",
    before: "message M { sfixed32 n = 1; sfixed64 m = 2; }",
    after: "message M { fixed32 n = 1; fixed64 m = 2; }",
    finds: [],
  },
  {
    name: "an enum of other meanings",
    before: "message M { A e = 1; } enum A { A_NONE = 0; A_RED = 1; } enum B { B_NONE = 0; B_LARGE = 1; }",
    after: "message M { B e = 1; } enum A { A_NONE = 0; A_RED = 1; } enum B { B_NONE = 0; B_LARGE = 1; }",
    finds: ["SILENT_FIELD_REINTERPRETED A stored A_RED would be read as B_LARGE."],
  },
  {
    name: "a field that joins a oneof under its number",
    before: "message M { string card = 1; string iban = 2; }",
    after: "message M { oneof payment { string card = 1; string iban = 2; } }",
    finds: [],
  },
  {
    name: "a renamed field whose old name is reserved, as the annotation tells",
    before: "message M { string alpha = 1; }",
    after: 'message M { reserved "alpha"; string omega = 1 [(postel.v1.field).renamed_from = "alpha"]; }',
    finds: [],
  },
  {
    name: "a field whose number and name are reserved, beside a new one",
    before: "message M { string coupon = 1; }",
    after: 'message M { reserved 1; reserved "coupon"; string referrer = 2; }',
    finds: [],
  },
  {
    name: "names that objects have in JavaScript",
    before: "message M { string constructor = 1; string __proto__ = 2; }",
    after: "message M { string __proto__ = 1; string constructor = 2; }",
    finds: ["SILENT_FIELDS_SWAPPED A stored __proto__ (some __proto__) would be read as constructor (some __proto__)."],
  },
];

describe("silent corruption", () => {
  const side = (which: "before" | "after") =>
    compileTexts(
      Object.fromEntries(
        cases.map((one, index) => {
          const imports = `${one.before}${one.after}`.includes("postel.v1") ? 'import "postel/v1/event.proto";\n' : "";
          return [
            `c${index}.proto`,
            `${one.head ?? 'syntax = "proto3";'}\npackage c${index};\n${imports}${one[which]}\n`,
          ];
        }),
      ),
    );
  const findings = judge(diff(side("before"), side("after")), silentRules);

  it.each(cases.map((one, index) => [one.name, index] as const))("in %s", (_, index) => {
    const found = findings.filter(({ path }) => path === `c${index}.proto`);
    expect(found.map(({ rule, example }) => `${rule} ${example}`).sort()).toEqual(cases[index]?.finds);
  });
});
