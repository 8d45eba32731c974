import { expect, it } from "vitest";
import { kebab, lowerFirst, upperFirst } from "./casing.ts";
import { nameScope } from "./name-scope.ts";
import { access, maybeAccess, propertyKey, safeProperty } from "./property.ts";

it.each([
  ["OrderPlaced", "order-placed"],
  ["Order.HTTPFailed", "order-http-failed"],
  ["Order_Placed2", "order-placed2"],
])("writes %s as %s in a path", (name, path) => {
  expect(kebab(name)).toBe(path);
});

it("changes only the first letter", () => {
  expect(lowerFirst("HTTPFailed")).toBe("hTTPFailed");
  expect(upperFirst("orderPlaced")).toBe("OrderPlaced");
  expect(lowerFirst("__proto__")).toBe("__proto__");
});

it("hands out a name once, and stays clear of its own suffixes", () => {
  const scope = nameScope(["a", "a_2"]);
  expect([scope.take("a"), scope.take("a_3"), scope.take("a"), scope.take("b")]).toEqual(["a_3", "a_3_2", "a_4", "b"]);
});

it("writes properties that are no identifiers in quotes", () => {
  expect([access("orderId"), access("1"), maybeAccess("orderId"), maybeAccess("1")]).toEqual([
    ".orderId",
    '["1"]',
    "?.orderId",
    '?.["1"]',
  ]);
  expect(["class", "1", "__proto__"].map(propertyKey)).toEqual(["class", '"1"', '["__proto__"]']);
});

it("keeps clear of what objects inherit", () => {
  expect(["constructor", "__proto__", "class"].map(safeProperty)).toEqual(["constructor$", "__proto__$", "class"]);
});
