import { registryOf } from "@postel/proto";
import { expect, it } from "vitest";
import { parseOptions } from "../options.ts";
import { compileProtos, protoFile } from "../test-support/compile-protos.ts";
import { eventSubpath, fileSubpath, packageOf } from "./subpath.ts";

const set = compileProtos({
  "shop/orders/v2/order_placed.proto": protoFile("shop.orders.v2", "message OrderPlaced { message Part {} }"),
  "shop/orders/v2/post_address.proto": protoFile("shop.orders.v2", "message Address {}"),
  "big-shop/gifts/v1/gift.proto": protoFile("presents.v1", "message Gift {}"),
  "shop/ordersheet/v1/x.proto": protoFile("shop.ordersheet.v1", "message X {}"),
  "root.proto": 'syntax = "proto3";\nmessage Bare {}\n',
});
const registry = registryOf(set);
const packages = (...values: string[]) => parseOptions(values.map((value) => ({ key: "package", value }))).packages;

function subpathOf(message: string, ...options: string[]): string | undefined {
  const desc = registry.getMessage(message);
  if (desc === undefined) throw new Error(message);
  const mapping = packageOf(desc.file, packages(...options));
  return mapping === undefined ? undefined : eventSubpath(desc, mapping);
}

it.each([
  ["shop.orders.v2.OrderPlaced", ["shop/orders:@shop/orders"], "@shop/orders/v2/order-placed"],
  ["shop.orders.v2.OrderPlaced", ["shop.orders:@shop/orders"], "@shop/orders/v2/order-placed"],
  ["shop.orders.v2.OrderPlaced", ["shop:@shop/all", "shop.orders:@shop/orders"], "@shop/orders/v2/order-placed"],
  ["shop.orders.v2.OrderPlaced", ["shop:@shop/all"], "@shop/all/orders/v2/order-placed"],
  ["shop.orders.v2.OrderPlaced.Part", ["shop.orders.v2:x"], "x/order-placed-part"],
  ["presents.v1.Gift", ["big-shop/gifts:@big/gifts"], "@big/gifts/v1/gift"],
  ["shop.ordersheet.v1.X", ["shop/orders:@shop/orders"], undefined],
  ["Bare", ["shop:@shop/all"], undefined],
])("finds %s with %s at %s", (message, options, expected) => {
  expect(subpathOf(message, ...options)).toBe(expected);
});

it("finds a file without events by its name", () => {
  const file = registry.getFile("shop/orders/v2/post_address.proto");
  const [mapping] = packages("shop/orders:@shop/orders");
  expect(file && mapping && fileSubpath(file, mapping)).toBe("@shop/orders/v2/post-address");
});
