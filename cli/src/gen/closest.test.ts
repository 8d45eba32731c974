import { expect, it } from "vitest";
import { closest, hint } from "./closest.ts";

it.each([
  ["shop.orders.OrderPlacd", "shop.orders.OrderPlaced"],
  ["shop.orders.orderplaced", "shop.orders.OrderPlaced"],
  ["shop.order.OrderCancelled", "shop.orders.OrderCancelled"],
  ["acme.Nothing", undefined],
  ["", undefined],
])("%j is closest to %j", (name, expected) => {
  expect(closest(name, ["shop.orders.OrderCancelled", "shop.orders.OrderPlaced"])).toBe(expected);
});

it("lists what there is where nothing is like it", () => {
  expect(hint("zzz", ["b", "a"])).toBe("there are a, b");
  expect(hint("zzz", [])).toBe("there is none");
  expect(hint("orders", ["order"])).toBe("did you mean order?");
});

it("comes to an end with long names", () => {
  const known = Array.from({ length: 20 }, (_, at) => "b".repeat(100_000 + at));
  expect(closest("a".repeat(100_000), known)).toBeUndefined();
});
