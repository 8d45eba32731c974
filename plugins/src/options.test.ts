import { expect, it } from "vitest";
import { parseOptions } from "./options.ts";

const parse = (...raw: string[]) =>
  parseOptions(raw.map((one) => ({ key: one.slice(0, one.indexOf("=")), value: one.slice(one.indexOf("=") + 1) })));

it("reads every option", () => {
  expect(
    parse(
      "module=shop/orders",
      "version=2.0.0-rc.1",
      "emits=shop.orders.v2.OrderPlaced",
      "emits=shop.orders.v2.OrderPlaced",
      "consumes=shop.payments.PaymentFailed@v1",
      "consumes=shop.orders.OrderPlaced",
      "package=shop:@shop/all",
      "package=shop/big-orders/:@shop/orders/gen",
    ),
  ).toEqual({
    module: "shop/orders",
    version: "2.0.0-rc.1",
    emits: ["shop.orders.v2.OrderPlaced"],
    consumes: [{ lineage: "shop.payments.PaymentFailed", at: 1 }, { lineage: "shop.orders.OrderPlaced" }],
    packages: [
      { prefix: "shop.big_orders", npm: "@shop/orders/gen" },
      { prefix: "shop", npm: "@shop/all" },
    ],
  });
  expect(parse()).toEqual({ version: "", emits: [], consumes: [], packages: [] });
});

it.each([
  ["emit=shop.orders.v2.OrderPlaced", /`emit` is not valid: there is no such option/],
  ["constructor=1", /`constructor` is not valid: there is no such option/],
  ["module=../x y", /say a module/],
  ["version=latest", /say a version/],
  ["emits=shop orders", /say the full name/],
  ["consumes=shop.orders.OrderPlaced@1", /say a lineage/],
  ["package=shop/orders", /say a package/],
  ['package=shop:"; evil()', /say a package/],
])("refuses %s", (option, why) => {
  expect(() => parse(option)).toThrow(why);
});

it("refuses to read one lineage as two majors", () => {
  expect(() => parse("consumes=a.B", "consumes=a.B@v1")).toThrow(
    "`consumes=a.B` is not valid: the lineage is named twice",
  );
});
