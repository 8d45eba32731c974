import { expect, it } from "vitest";
import type { StoredEvent } from "../store/store.ts";
import { searchIndex } from "./search-index.ts";

function event(name: string, over: Partial<StoredEvent["document"]> = {}): StoredEvent {
  const document = { lineage: name, documentation: "", owner: "", topic: "", key: "", fields: [], ...over };
  return { name, schemaDigest: "", document };
}

const fields = [
  { path: "customerId", documentation: "", since: "1.0.0" },
  { path: "lines.unit_price_cents", documentation: "Price of one piece, in euro cents.", since: "1.0.0" },
];

function filled() {
  const index = searchIndex();
  index.replace("shop/orders", "1.0.0", [
    event("shop.orders.v1.OrderPlaced", {
      fields,
      owner: "team-orders",
      documentation: "A customer has placed an order.",
    }),
    event("shop.orders.v1.OrderCancelled", { documentation: `${"Long before. ".repeat(20)}The warehouse was empty.` }),
  ]);
  index.replace("shop/payments", "2.0.0", [event("shop.payments.v1.PaymentFailed", { topic: "pay.failures" })]);
  return index;
}

const names = (query: string) =>
  filled()
    .find(query)
    .map((hit) => [hit.name.split(".").at(-1), hit.kind, hit.matched]);

it("lists all events by name for an empty query", () => {
  expect(names(" ").map(([name]) => name)).toEqual(["OrderCancelled", "OrderPlaced", "PaymentFailed"]);
});

it.each([
  ["orderplaced", [["OrderPlaced", "event", "shop.orders.v1.OrderPlaced"]]],
  ["customerid", [["OrderPlaced", "field", "customerId"]]],
  ["OrderPlaced", [["OrderPlaced", "event", "shop.orders.v1.OrderPlaced"]]],
  ["customer_id", [["OrderPlaced", "field", "customerId"]]],
  ["unit price", [["OrderPlaced", "field", "lines.unit_price_cents"]]],
  ["euro", [["OrderPlaced", "documentation", "Price of one piece, in euro cents."]]],
  ["team-orders", [["OrderPlaced", "owner", "team-orders"]]],
  ["failures", [["PaymentFailed", "topic", "pay.failures"]]],
  ["order nowhere", []],
  ["???", []],
])("answers %j", (query, expected) => {
  expect(names(query)).toEqual(expected);
});

it("finds the beginnings of words and ranks names above prose", () => {
  expect(names("order").map(([name]) => name)).toEqual(["OrderCancelled", "OrderPlaced"]);
  expect(names("pay")[0]?.[0]).toBe("PaymentFailed");
});

it("cuts a long text around the words", () => {
  const [[, , matched = ""] = []] = names("warehouse");
  expect(matched).toContain("warehouse");
  expect(matched.startsWith("…")).toBe(true);
  expect(matched.length).toBeLessThan(125);
});

it("replaces what a module had", () => {
  const index = filled();
  index.replace("shop/orders", "1.1.0", [event("shop.orders.v1.OrderShipped")]);
  expect(index.size).toBe(2);
  expect(index.find("cancelled")).toEqual([]);
  expect(index.find("shipped")[0]).toMatchObject({ version: "1.1.0", module: "shop/orders" });
});

it("gives pages of one ranking, and a new one once something changed", () => {
  const index = searchIndex();
  const named = (count: number) =>
    Array.from({ length: count }, (_, at) => event(`shop.v1.Order${String(at).padStart(3, "0")}`));
  index.replace("shop/orders", "1.0.0", named(25));
  const all = index.find("order").map(({ name }) => name);
  const pages = [0, 10, 20, 30].flatMap((start) => index.find("order", start, start + 10).map(({ name }) => name));
  expect(pages).toEqual(all);
  expect(all).toHaveLength(25);
  index.replace("shop/orders", "1.1.0", named(3));
  expect(index.find("order").map(({ version }) => version)).toEqual(["1.1.0", "1.1.0", "1.1.0"]);
});

it("finds the same after thousands of releases as an index that knows the last ones alone", () => {
  const [old, fresh] = [searchIndex(), searchIndex()];
  const release = (at: number) => [
    event(`m${at % 5}.v1.Thing`, { documentation: `release ${at}`, owner: `team-${at % 3}` }),
  ];
  for (let at = 0; at < 2_000; at++) old.replace(`m${at % 5}`, `1.${at}.0`, release(at));
  for (let at = 1_995; at < 2_000; at++) fresh.replace(`m${at % 5}`, `1.${at}.0`, release(at));
  for (const query of ["", "thing", "1998", "199", "team", "m3 thing", "nothing"])
    expect(old.find(query)).toEqual(fresh.find(query));
  expect(old.size).toBe(5);
});

it("orders one name in two modules by the module, whichever came first", () => {
  const index = searchIndex();
  index.replace("z/z", "1.0.0", [event("same.v1.Name")]);
  index.replace("a/a", "1.0.0", [event("same.v1.Name")]);
  expect(index.find("same").map(({ module }) => module)).toEqual(["a/a", "z/z"]);
});
