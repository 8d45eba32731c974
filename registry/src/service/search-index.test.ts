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
