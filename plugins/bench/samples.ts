/** Sizes of the samples in bytes, encoded. */
export const SIZES = [200, 4096] as const;

/** The shapes of the samples; each is an event of that name in `proto/`. */
export const SHAPES = ["flat", "lines", "tree", "mixed"] as const;

export type Shape = (typeof SHAPES)[number];

/** Fields of a v1 event of about `size` bytes, as `create` takes them. */
export function sample(shape: Shape, size: number): object {
  return makers[shape](size);
}

const ID = "018f3c9e-7d0c-7a55-9f21-5d0c1c7a0e11";
const text = (length: number) =>
  "lorem ipsum dolor sit amet ".repeat(Math.ceil(length / 27)).slice(0, Math.max(0, length));
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: Math.max(1, Math.round(count)) }, (_, at) => make(at));

const makers: Record<Shape, (size: number) => object> = {
  flat: (size) => ({
    ...{ id: ID, customer: "customer-1", a: 12345, b: 6, c: 9007199254740993n, d: 0.25, e: true, kind: 1 },
    note: text((size - 90) / 2),
    more: text((size - 90) / 2),
  }),
  lines: (size) => ({
    ...{ id: ID, at: { seconds: 1700000000n, nanos: 123 }, code: "SPRING" },
    lines: times((size - 66) / 40, (at) => ({ sku: `sku-${at}`, quantity: at + 1, cents: 1999n, text: text(20) })),
  }),
  tree: (size) => ({ id: ID, root: node(Math.round((size - 40) / 20)) }),
  mixed: (size) => ({
    ...{ id: ID, first: "Ada", last: "Lovelace", to: { street: "Main Street 1", city: "London", kind: 1 } },
    payment: { case: "card", value: { token: "tok_123" } },
    labels: Object.fromEntries(times((size - 100) / 60, (at) => [`key-${at}`, text(12)])),
    tags: times((size - 100) / 60, (at) => `tag-${at}`),
    blob: new Uint8Array(Math.max(0, (size - 100) / 3)),
  }),
};

function node(count: number): object {
  if (count <= 1) return { name: "a leaf of it", n: 7 };
  const half = Math.floor((count - 1) / 2);
  return { name: "a node of it", n: count, children: [node(Math.max(1, half)), node(Math.max(1, count - 1 - half))] };
}
