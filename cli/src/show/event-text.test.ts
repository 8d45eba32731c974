import { join } from "node:path";
import { expect, it } from "vitest";
import { show } from "../commands/show.ts";
import { testIo } from "../testing-support/test-io.ts";

const PROTO = join(import.meta.dirname, "../../../proto");
const args = {
  event: "shop.orders.v2.OrderPlaced",
  source: PROTO,
  registry: undefined,
  format: "text",
  json: false,
} as const;

it("shows what an event means and how it travels", async () => {
  const io = testIo();
  expect(await show(args, io)).toBe("clean");
  expect(io.stdout()).toMatch(/^shop\.orders\.v2\.OrderPlaced\n {2}A customer has placed an order/);
  expect(io.stdout()).toMatch(/owner +team-orders\n/);
  expect(io.stdout()).toMatch(/lineage +shop\.orders\.v1\.OrderPlaced -> shop\.orders\.v2\.OrderPlaced\n/);
  expect(io.stdout()).toMatch(/4 {2}lines +repeated shop\.orders\.v2\.OrderLine +What was ordered/);
  expect(io.stdout()).toMatch(/8 {2}labels +map<string, string> /);
});

it("shows it as data", async () => {
  const io = testIo();
  await show({ ...args, json: true }, io);
  expect(JSON.parse(io.stdout())).toMatchObject({
    version: 1,
    event: { name: args.event, key: "order_id", kind: "domain", releases: [] },
  });
});

it("suggests the event that was meant", async () => {
  await expect(show({ ...args, event: "shop.orders.v2.OrderPlacd" }, testIo())).rejects.toMatchObject({
    code: "UNKNOWN_EVENT",
  });
});
