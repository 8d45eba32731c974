import { expect, it } from "vitest";
import { eventSubpath, fileSubpath, packageName, tarballName } from "./package-names.ts";

it.each([
  ["shop/orders", "@shop/orders"],
  ["acme/shop/orders", "@acme/shop-orders"],
  ["orders", "orders"],
])("names the package of %s %s", (module, name) => {
  expect(packageName(module)).toBe(name);
});

it("names tarballs as npm pack does", () => {
  expect(tarballName("shop/orders", "1.2.0")).toBe("shop-orders-1.2.0.tgz");
});

it.each([
  ["shop/orders", "shop.orders.v2", "shop.orders.v2.OrderPlaced", "v2/order-placed"],
  ["shop/orders", "shop.orders", "shop.orders.OrderPlaced", "order-placed"],
  ["shop/orders", "shop.orders.returns.v1", "shop.orders.returns.v1.Return.Made", "returns/v1/return-made"],
  ["shop/orders", "acme.legacy.v1", "acme.legacy.v1.HTTPRequest2Sent", "acme/legacy/v1/http-request2-sent"],
  ["shop/orders", "", "Bare", "bare"],
  ["big-shop/orders", "big_shop.orders.v1", "big_shop.orders.v1.Order_Placed", "v1/order-placed"],
])("in %s, package %s, event %s is at %s", (module, scope, name, subpath) => {
  expect(eventSubpath(module, scope, name)).toBe(subpath);
});

it.each([
  ["shop/orders", "shop/orders/v2/post_address.proto", "v2/post-address"],
  ["shop/orders", "common.proto", "common"],
])("in %s, file %s is at %s", (module, path, subpath) => {
  expect(fileSubpath(module, path)).toBe(subpath);
});
