import { join } from "node:path";
import { expect, it } from "vitest";
import { plan } from "../commands/plan.ts";
import { testIo } from "../testing-support/test-io.ts";

const PROTO = join(import.meta.dirname, "../../../proto");
const args = {
  input: PROTO,
  against: undefined,
  path: [],
  message: undefined,
  event: undefined,
  format: "text",
  json: false,
} as const;

it("says where every field comes from, and what a person must write", async () => {
  const io = testIo();
  expect(await plan(args, io)).toBe("clean");
  expect(io.stdout()).toContain("shop.orders.v1.OrderPlaced -> shop.orders.v2.OrderPlaced");
  expect(io.stdout()).toContain("buyer_id <- customer_id");
  expect(io.stdout()).toContain("buyer_name <- old.customer_first_name + ' ' + old.customer_last_name");
  expect(io.stdout()).toContain("lines <- lines (as shop.orders.v2.OrderLine)");
  expect(io.stdout()).toContain(
    "shipping_address is unresolved: shipping_address was a string and is a message shop.orders.v2.Address",
  );
  expect(io.stdout()).toContain("write the function shippingAddress in shop/orders/v2/order_placed.upcast.ts");
});

it("gives the plan as data", async () => {
  const io = testIo();
  await plan({ ...args, event: "shop.orders.OrderPlaced", json: true }, io);
  const document = JSON.parse(io.stdout());
  expect(document).toMatchObject({ version: 1, problems: [], lineages: [{ lineage: "shop.orders.OrderPlaced" }] });
  expect(document.lineages[0].steps[0].pairs.map((pair: { to: string }) => pair.to)).toContain(
    "shop.orders.v2.OrderLine",
  );
});

it("is clean where every lineage has one major", async () => {
  const io = testIo();
  expect(await plan({ ...args, against: PROTO, event: "shop.payments.PaymentFailed" }, io)).toBe("clean");
  expect(io.stdout()).toBe("Messages: 0 changed, 1 unchanged, 0 new, 0 gone. Fields: 0 unresolved, 0 lost.\n");
});

it("names what it could have meant", async () => {
  const refused = plan({ ...args, event: "shop.orders.OrderPlacd" }, testIo());
  await expect(refused).rejects.toThrow("there is nothing to plan for shop.orders.OrderPlacd");
});
