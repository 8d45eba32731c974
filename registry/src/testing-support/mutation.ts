import fc from "fast-check";

/** What is done to one part of a request; places are shares of its length. */
export type Mutation =
  | { readonly kind: "byte"; readonly at: number; readonly value: number }
  | { readonly kind: "insert"; readonly at: number; readonly text: string }
  | { readonly kind: "cut"; readonly at: number; readonly share: number }
  | { readonly kind: "repeat"; readonly at: number; readonly share: number; readonly times: number }
  | { readonly kind: "leaf"; readonly at: number; readonly value: unknown };

/** Texts that have broken parsers, stores, file systems and pages. */
const NASTY = [
  ...[
    "__proto__",
    "constructor",
    "toString",
    "../../etc/passwd",
    "..\\..\\x",
    "\u0000",
    "\r\nset-cookie: a=b",
    "%00",
    "%2e%2e%2f",
  ],
  ...[
    "'; drop table release; --",
    "<script>alert(1)</script>",
    '"',
    "\\",
    "*/",
    "{{",
    "${",
    "`",
    "\ud800",
    "\u202e",
    "💩",
  ],
  ...[
    "9007199254740993",
    "-1",
    "1e400",
    "NaN",
    "0x7fffffff",
    "2147483648",
    ":.ctx:",
    ":.__GLOBAL:",
    ":*:",
    "latest",
    "-2",
  ],
  ...[
    "message A { ",
    "}".repeat(50),
    'import "google/protobuf/any.proto";',
    "option (x) = 1;",
    "extend ",
    "reserved 1 to max;",
    "oneof ",
  ],
  ...["[".repeat(2_000), '{"a":'.repeat(500), "a".repeat(5_000), "(".repeat(3_000)],
];

const VALUES: unknown[] = [
  null,
  true,
  [],
  {},
  [[[]]],
  -1,
  0,
  1.5,
  1e308,
  "",
  ...NASTY,
  { __proto__: null, constructor: 1 },
  [null],
  2 ** 53,
];

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** One mutation. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("byte" as const), at: share, value: fc.nat(255) }),
  fc.record({ kind: fc.constant("insert" as const), at: share, text: fc.constantFrom(...NASTY) }),
  fc.record({ kind: fc.constant("cut" as const), at: share, share }),
  fc.record({ kind: fc.constant("repeat" as const), at: share, share, times: fc.integer({ min: 2, max: 30 }) }),
  fc.record({ kind: fc.constant("leaf" as const), at: share, value: fc.constantFrom(...VALUES) }),
);

/** Applies a mutation to bytes; where a JSON value is to be replaced and the bytes are none, to the bytes themselves. */
export function mutate(bytes: Buffer, change: Mutation): Buffer {
  const at = Math.floor(change.at * bytes.length);
  switch (change.kind) {
    case "byte":
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(change.value), bytes.subarray(at + 1)]);
    case "insert":
      return Buffer.concat([bytes.subarray(0, at), Buffer.from(change.text), bytes.subarray(at)]);
    case "cut":
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + Math.ceil(change.share * (bytes.length - at)))]);
    case "repeat": {
      const part = bytes.subarray(at, at + Math.min(2_000, Math.ceil(change.share * (bytes.length - at))));
      return Buffer.concat([
        bytes.subarray(0, at),
        ...Array.from({ length: change.times }, () => part),
        bytes.subarray(at),
      ]);
    }
    case "leaf":
      return withLeaf(bytes, change.at, change.value);
  }
}

function withLeaf(bytes: Buffer, at: number, value: unknown): Buffer {
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString());
  } catch {
    return Buffer.from(JSON.stringify(value) ?? "");
  }
  const root = { document };
  const places: (() => void)[] = [];
  collect(root, value, places);
  places[Math.min(places.length - 1, Math.floor(at * places.length))]?.();
  return Buffer.from(JSON.stringify(root.document) ?? "");
}

function collect(node: object, value: unknown, places: (() => void)[]): void {
  for (const [key, inner] of Object.entries(node)) {
    places.push(() =>
      Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true }),
    );
    if (typeof inner === "object" && inner !== null) collect(inner, value, places);
  }
}
