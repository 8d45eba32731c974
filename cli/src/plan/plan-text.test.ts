import { join } from "node:path";
import { expect, it } from "vitest";
import { plan } from "../commands/plan.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
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
  expect(io.stdout()).toContain("    one way: no value comes back for customer_first_name, customer_last_name,");
});

it("says once what many fields share, and beside each what is its own", async () => {
  const proto = (fields: string) => ({ "m.proto": `syntax = "proto3";\npackage m;\nmessage M {${fields}}\n` });
  const io = testIo();
  const against = tempFolder(proto("string id = 1; string name = 2;")).path;
  const input = tempFolder(
    proto("string id = 1; string full_name = 3; bool a = 4; bool b = 5; repeated string c = 6;"),
  ).path;
  await plan({ ...args, input, against }, io);
  expect(io.stdout().split("\n")).toEqual([
    "m.M",
    "      full_name is unresolved: full_name is new, and nothing in m.M says what it is (1) (2) (3) (4)",
    '          - if full_name is name under a new name: [(postel.v1.field).renamed_from = "name"]',
    "      a is unresolved: a is new, and nothing in m.M says what it is (1) (2) (3) (4)",
    "      b is unresolved: b is new, and nothing in m.M says what it is (1) (2) (3) (4)",
    "      c <- unset",
    "      lost name, unless a function reads it; full_name may be its new name",
    "",
    "Ways out that many fields share:",
    "  (1) leave it unset in old events: make the field `optional`",
    '  (2) give old events its zero: [(postel.v1.field).upcast = "default"]',
    '  (3) derive it from the old message: [(postel.v1.field).upcast = "<expression over old>"]',
    "  (4) make a new major of the package, and write a function for it there",
    "",
    "Messages: 1 changed, 0 unchanged, 0 new, 0 gone. Fields: 3 unresolved (3 because they are new), 1 lost.",
    "",
  ]);
});

it("plans what is at a path, from wherever it is given", async () => {
  const of = (path: string) => ({
    [`${path}/v1/m.proto`]: `syntax = "proto3";\npackage ${path}.v1;\nmessage M { string a = 1; }\n`,
  });
  const { path: folder } = tempFolder({ ...of("x"), ...of("y") });
  const pairs = async (path: string, cwd: string) => {
    const io = testIo({ cwd });
    await plan({ ...args, input: folder, against: folder, path: [path], json: true }, io);
    return JSON.parse(io.stdout()).messages.pairs.map(({ to }: { to: string }) => to);
  };
  for (const cwd of [folder, "/"])
    for (const path of ["x", join(folder, "x/v1"), "x/v1/m.proto"]) expect(await pairs(path, cwd)).toEqual(["x.v1.M"]);
  await expect(pairs("z", "/")).rejects.toThrow("has no .proto file at z");
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
