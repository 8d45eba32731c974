import fc from "fast-check";

/** What a message with a field of every kind that expressions know holds; see `FILES`. */
export const FIELDS = `
  string s = 1; int64 n = 2; int32 i = 3; uint64 u = 4; uint32 v = 5; double d = 6; float f = 7; bool b = 8; bytes y = 9;
  optional string maybe = 10; optional int32 may = 11; Inner inner = 12; Colour colour = 13; repeated string tags = 14;
  repeated int32 counts = 15; repeated Inner inners = 16; map<string, int64> stock = 17; map<int32, string> names = 18;
  map<bool, Inner> flags = 19; oneof pay { string card = 20; int64 cash = 21; Inner other = 22; }
  google.protobuf.Timestamp at = 23; google.protobuf.Duration span = 24;
  google.protobuf.Int32Value wrapped = 25; google.protobuf.StringValue text = 26; int64 long = 27 [jstype = JS_STRING];
  fixed32 fixed = 28; sint64 signed = 29; repeated uint64 many = 30; map<uint32, double> rates = 31;
`;

/** Imports of a file with such a message. */
export const IMPORTS = [
  "random/inner",
  "google/protobuf/timestamp",
  "google/protobuf/duration",
  "google/protobuf/wrappers",
]
  .map((path) => `import "${path}.proto";\n`)
  .join("");

/** `random.v1.Old` is such a message. */
export const FILES: Readonly<Record<string, string>> = {
  "random/inner.proto": `syntax = "proto3";
package random;
message Inner { string city = 1; int32 zip = 2; Inner next = 3; repeated string tags = 4; oneof kind { string label = 5; int64 code = 6; } }
enum Colour { COLOUR_UNSPECIFIED = 0; COLOUR_RED = 1; COLOUR_BLUE = 2; }
`,
  "random/v1/old.proto": `syntax = "proto3";\npackage random.v1;\n${IMPORTS}message Old {${FIELDS}}\n`,
};

/** The types of random expressions. */
export type Kind =
  | ("int" | "uint" | "double" | "string" | "bool" | "bytes" | "timestamp" | "duration" | "Inner" | "Colour")
  | ("strings" | "ints" | "Inners" | "stock" | "names" | "nullable");

/** Expressions without parts, by kind. Texts stay below U+D800 and outside what number parsers of JavaScript take beyond CEL. */
const LEAVES: Readonly<Record<Kind, readonly string[]>> = {
  int: [
    "0",
    "1",
    "-3",
    "9223372036854775807",
    "old.n",
    "old.i",
    "old.may",
    "old.cash",
    "old.long",
    "old.signed",
    "old.inner.zip",
    "size(old.s)",
    "size(old.tags)",
    "size(old.stock)",
    "size(old.y)",
    "old.other.code",
    "int(old.colour)",
    "old.wrapped",
    "old.inners[0].code",
  ],
  uint: ["0u", "7u", "18446744073709551615u", "old.u", "old.v", "old.fixed"],
  double: ["0.0", "-0.5", "1e300", "old.d", "old.f"],
  string: [
    "''",
    "'a'",
    "'b,a'",
    "'É ü'",
    "old.s",
    "old.maybe",
    "old.card",
    "old.inner.city",
    "old.inner.next.city",
    "old.inner.label",
    "old.text",
    "old.other.city",
    "old.inners[0].city",
    "old.names[1]",
  ],
  bool: [
    "true",
    "false",
    "old.b",
    "has(old.maybe)",
    "has(old.inner)",
    "has(old.card)",
    "has(old.inner.next)",
    "has(old.s)",
    "has(old.tags)",
    "has(old.stock)",
    "has(old.wrapped)",
    "has(old.at)",
    "has(old.d)",
    "has(old.inner.label)",
    "has(old.stock.a)",
    "(old.wrapped == null)",
    "(null != old.text)",
  ],
  bytes: ["b''", "b'ab'", "b'\\xff'", "old.y"],
  timestamp: [
    "old.at",
    "timestamp('2009-02-13T23:31:30.123Z')",
    "timestamp('9999-12-31T23:59:59Z')",
    "timestamp('nope')",
  ],
  duration: ["old.span", "duration('1h')", "duration('-1.5s')", "duration('1')"],
  Inner: ["Inner{}", "old.inner", "old.other", "old.inner.next", "old.inners[0]", "old.flags[true]"],
  Colour: ["Colour.RED", "old.colour", "Colour.COLOUR_UNSPECIFIED"],
  strings: ["['a', 'b']", "old.tags", "old.inner.tags", "old.s.split(',')"],
  ints: ["[1, 2]", "old.counts"],
  Inners: ["old.inners", "[old.inner]"],
  stock: ["{'a': 1}", "old.stock"],
  names: ["{1: 'x', -2: 'y'}", "old.names"],
  nullable: ["old.wrapped", "(old.b ? old.wrapped : null)"],
};

type Rule = readonly [text: string, ...parts: Kind[]];

const both = (signs: readonly string[], kinds: readonly Kind[]): Rule[] =>
  kinds.flatMap((kind) => signs.map((sign): Rule => [`($ ${sign} $)`, kind, kind]));

/** How larger expressions are made of smaller ones: each `$` is a part; loops bind `t`, `c`, `m` and `k`. */
const RULES: Readonly<Record<Kind, readonly Rule[]>> = {
  int: [
    ...both(["+", "-", "*", "/", "%"], ["int"]),
    ["-$", "int"],
    ["int($)", "double"],
    ["int($)", "uint"],
    ["int($)", "timestamp"],
    ["int(string($))", "int"],
    ["size($)", "string"],
    ["size($)", "strings"],
    ["size($)", "stock"],
    ["$.indexOf($)", "string", "string"],
    ["$.indexOf($, $)", "string", "string", "int"],
    ["$.lastIndexOf($)", "string", "string"],
    ["$[$]", "ints", "int"],
    ["$['a']", "stock"],
    ["$.getFullYear()", "timestamp"],
    ["$.getMonth()", "timestamp"],
    ["$.getDayOfYear()", "timestamp"],
    ["$.getHours('-03:30')", "timestamp"],
    ["$.getMilliseconds()", "timestamp"],
    ["$.getHours()", "duration"],
    ["$.getSeconds()", "duration"],
    ["$.zip", "Inner"],
    ["$.code", "Inner"],
    ["int($)", "Colour"],
  ],
  uint: [
    ...both(["+", "-", "*", "%"], ["uint"]),
    // @bufbuild/cel has quotients from 2^63 on overflow, which they do not.
    ["($ / ($ + 2u))", "uint", "uint"],
    ["uint($)", "int"],
    ["uint($)", "double"],
  ],
  double: [...both(["+", "-", "*", "/"], ["double"]), ["-$", "double"], ["double($)", "int"], ["double($)", "uint"]],
  string: [
    ["($ + $)", "string", "string"],
    ["string($)", "int"],
    ["string($)", "uint"],
    ["string($)", "double"],
    ["string($)", "bool"],
    ["string($)", "bytes"],
    ["string($)", "timestamp"],
    ["string($)", "duration"],
    ["$.charAt($)", "string", "int"],
    ["$.substring($)", "string", "int"],
    ["$.substring($, $)", "string", "int", "int"],
    ["$.replace('a', $)", "string", "string"],
    ["$.lowerAscii()", "string"],
    ["$.upperAscii()", "string"],
    ["$.trim()", "string"],
    ["$.join('-')", "strings"],
    ["$.join()", "strings"],
    ["$[$]", "strings", "int"],
    ["$[$]", "names", "int"],
    ["$.city", "Inner"],
    ["$.label", "Inner"],
    ["$.next.city", "Inner"],
  ],
  bool: [
    ["!$", "bool"],
    ...both(["&&", "||"], ["bool"]),
    ...both(
      ["==", "!="],
      [
        "int",
        "uint",
        "double",
        "string",
        "bool",
        "bytes",
        "timestamp",
        "duration",
        "Inner",
        "Colour",
        "strings",
        "ints",
        "stock",
        "names",
      ],
    ),
    ...both(["<", "<=", ">", ">="], ["int", "uint", "double", "string", "bool", "bytes", "timestamp", "duration"]),
    ["($ == $)", "nullable", "int"],
    ["$.startsWith($)", "string", "string"],
    ["$.endsWith($)", "string", "string"],
    ["$.contains($)", "string", "string"],
    ["($ in $)", "string", "strings"],
    ["($ in $)", "int", "ints"],
    ["($ in $)", "string", "stock"],
    ["($ in $)", "Inner", "Inners"],
    ["has($.next)", "Inner"],
    ["has($.label)", "Inner"],
    ["$.all(t, t != $)", "strings", "string"],
    // Names that mean something in JavaScript, in the runtime or outside of the loop.
    ["$.all(eval, eval != $)", "strings", "string"],
    ["$.exists(await, await == $)", "strings", "string"],
    ["$.all(checkedInt, checkedInt + $ > 0)", "ints", "int"],
    ["$.exists(__proto__, __proto__ * $ > 0)", "ints", "int"],
    ["$.all(arguments, arguments.startsWith('a'))", "strings"],
    ["$.exists(old, old == '')", "strings"],
    ["$.exists(t, size(t) / $ == 1)", "strings", "int"],
    ["$.exists_one(c, c > $)", "ints", "int"],
    ["$.all(c, 1 / c > $ || $)", "ints", "int", "bool"],
    ["$.exists(m, m.city == $)", "Inners", "string"],
    ["$.exists(k, k.contains($))", "stock", "string"],
    ["$.all(k, k < $)", "names", "int"],
    ["$.exists(t, $.exists(c, string(c) == t))", "strings", "ints"],
  ],
  bytes: [
    ["($ + $)", "bytes", "bytes"],
    ["bytes($)", "string"],
  ],
  timestamp: [
    ["($ + $)", "timestamp", "duration"],
    ["($ + $)", "duration", "timestamp"],
    ["($ - $)", "timestamp", "duration"],
  ],
  duration: [["($ - $)", "timestamp", "timestamp"], ...both(["+", "-"], ["duration"])],
  Inner: [
    ["Inner{city: string($), zip: 5}", "string"],
    // An unset message stays unset in Postel; @bufbuild/cel makes an empty one.
    ["Inner{label: string($), next: $[$]}", "string", "Inners", "int"],
    ["Inner{tags: $, code: ($ + 1)}", "strings", "int"],
    ["Inner{zip: ($ + old.i)}", "int"],
    ["$[$]", "Inners", "int"],
  ],
  Colour: [],
  strings: [
    ["($ + $)", "strings", "strings"],
    ["([] + $)", "strings"],
    ["($ ? [] : $)", "bool", "strings"],
    ["[string($), string($)]", "string", "string"],
    ["$.split(',')", "string"],
    ["$.map(t, t + $)", "strings", "string"],
    ["$.filter(t, $ != t)", "strings", "string"],
    ["$.map(c, c > $, string(c))", "ints", "int"],
    ["$.map(m, m.city)", "Inners"],
    ["$.map(m, m.label)", "Inners"],
    ["$.tags", "Inner"],
  ],
  ints: [
    ["[int($), int($)]", "int", "int"],
    ["$.map(c, c * $)", "ints", "int"],
    ["$.filter(c, c % $ == 0)", "ints", "int"],
    ["$.map(m, m.zip)", "Inners"],
  ],
  Inners: [
    ["$.filter(m, has(m.label) && $)", "Inners", "bool"],
    ["[$, $]", "Inner", "Inner"],
    ["$.map(t, Inner{city: t, zip: ($ - old.i)})", "strings", "int"],
  ],
  stock: [
    ["($ ? {} : $)", "bool", "stock"],
    ["{string($): int($), 'z': int($)}", "string", "int", "int"],
  ],
  names: [["{int($): string($)}", "int", "string"]],
  nullable: [["($ ? $ : null)", "bool", "int"]],
};

const ALL = Object.keys(RULES) as Kind[];
const MOST_DEPTH = 4;

/** Random expressions over `random.v1.Old` that are well typed. */
export function expressions(): fc.Arbitrary<string> {
  return fc.oneof(...ALL.map((kind) => expressionsOf(kind)));
}

const known = new Map<string, fc.Arbitrary<string>>();

/** The same of one type; `left` is how many expressions may be inside each other. */
export function expressionsOf(kind: Kind, left = MOST_DEPTH): fc.Arbitrary<string> {
  const key = `${kind} ${left}`;
  const found = known.get(key) ?? build(kind, left);
  known.set(key, found);
  return found;
}

function build(kind: Kind, left: number): fc.Arbitrary<string> {
  const leaf = fc.constantFrom(...LEAVES[kind]);
  if (left === 0) return leaf;
  const part = (wanted: Kind) => expressionsOf(wanted, left - 1);
  const rules = RULES[kind].map(([text, ...parts]) => fill(text, parts.map(part)));
  const choice = fill("($ ? $ : $)", [part("bool"), part(kind), part(kind)]);
  return fc.oneof({ weight: 2, arbitrary: leaf }, { weight: 8, arbitrary: fc.oneof(...rules, choice) });
}

function fill(text: string, parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((values) => values.reduce((filled, value) => filled.replace("$", () => value), text));
}

const texts = fc.oneof(fc.constantFrom("", "a", "b,a", "A É", " x "), fc.string({ maxLength: 4 }));
const int32 = fc.integer();
const int64 = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, 1n, -1n, 2n));
const uint64 = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.constantFrom(0n, 1n));
const double = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1.5, Number.NaN, Number.POSITIVE_INFINITY));
const unset = { nil: undefined } as const;

// Whole milliseconds: @bufbuild/cel rounds where cel-go, and Postel, cut off.
const millis = fc.nat(999).map((value) => value * 1_000_000);

const innerOf = (depth: number): fc.Arbitrary<object> =>
  fc.record(
    {
      city: texts,
      zip: int32,
      ...(depth > 0 ? { next: innerOf(depth - 1) } : {}),
      tags: fc.array(texts, { maxLength: 3 }),
      kind: fc.oneof(
        fc.constant({ case: undefined }),
        texts.map((value) => ({ case: "label", value })),
        int64.map((value) => ({ case: "code", value })),
      ),
    },
    { requiredKeys: [] },
  );
const inner = innerOf(2);

/** Random `random.v1.Old`s, for `create`. Points in time lie between 1970 and 2100, where @bufbuild/cel finds their parts. */
export const olds: fc.Arbitrary<object> = fc.record(
  {
    s: texts,
    n: int64,
    i: int32,
    u: uint64,
    v: fc.nat(),
    d: double,
    f: fc.float(),
    b: fc.boolean(),
    y: fc.uint8Array({ maxLength: 3 }),
    maybe: fc.option(texts, unset),
    may: fc.option(int32, unset),
    inner: fc.option(inner, unset),
    colour: fc.constantFrom(0, 1, 2, 7),
    tags: fc.array(texts, { maxLength: 3 }),
    counts: fc.array(fc.oneof(int32, fc.constantFrom(0, 1, 2)), { maxLength: 3 }),
    inners: fc.array(inner, { maxLength: 2 }),
    stock: fc.dictionary(fc.constantFrom("a", "b", ""), int64),
    names: fc.dictionary(fc.constantFrom("1", "-2", "7"), texts),
    flags: fc.dictionary(fc.constantFrom("true", "false"), inner),
    pay: fc.oneof(
      fc.constant({ case: undefined }),
      texts.map((value) => ({ case: "card", value })),
      int64.map((value) => ({ case: "cash", value })),
      inner.map((value) => ({ case: "other", value })),
    ),
    at: fc.option(fc.record({ seconds: fc.bigInt({ min: 0n, max: 4_102_444_800n }), nanos: millis }), unset),
    span: fc.option(fc.record({ seconds: fc.bigInt({ min: 0n, max: 10_000n }), nanos: millis }), unset),
    wrapped: fc.option(int32, unset),
    text: fc.option(texts, unset),
    long: int64.map(String),
    fixed: fc.nat(),
    signed: int64,
    many: fc.array(uint64, { maxLength: 2 }),
    rates: fc.dictionary(fc.constantFrom("1", "2"), double),
  },
  { requiredKeys: [] },
);
