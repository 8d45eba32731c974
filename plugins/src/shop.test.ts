import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { create, fromBinary, type Message, toBinary, toJson } from "@bufbuild/protobuf";
import type { GenMessage } from "@bufbuild/protobuf/codegenv2";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addStubs } from "./stubs/add-stubs.ts";
import { upcastStubs } from "./stubs/upcast-stubs.ts";
import { compileProtos, ROOM, ROOT } from "./test-support/compile-protos.ts";
import { type Code, generateAll } from "./test-support/generate-all.ts";
import { type Folder, makeFolder, typeCheck } from "./test-support/type-check.ts";

const AUTHORED = "shop/orders/v2/order_placed.upcast.ts";
const set = compileProtos(join(ROOT, "proto"));

type Lineage = {
  readers: { event: { typeName: string }; upcast(message: Message): { kind: string; value?: Message } }[];
};
type Module = Record<string, GenMessage<Message> & Lineage>;

let code: Code;
let folder: Folder;
let v1: Module;
let v2: Module;
let events: Module;
beforeAll(async () => {
  const authored = readFileSync(join(ROOM, "testdata/golden/shop/authored", AUTHORED), "utf8");
  code = await generateAll(set, { upcasters: "module=shop/orders,version=2.0.0" });
  folder = makeFolder({ ...code, [AUTHORED]: authored });
  const load = (path: string): Promise<Module> => import(pathToFileURL(join(folder.path, path)).href);
  v1 = await load("shop/orders/v1/order_placed_pb.ts");
  v2 = await load("shop/orders/v2/order_placed_pb.ts");
  events = await load("shop/orders/v2/order_placed_event.ts");
});
afterAll(() => folder.remove());

/** Decodes v1 bytes and reads them through the lineage. */
function read(init: object) {
  const schema = v1.OrderPlacedSchema as GenMessage<Message>;
  const bytes = toBinary(schema, create(schema, init));
  const reader = (events.orderPlacedLineage as Lineage).readers.find(
    ({ event }) => event.typeName === "shop.orders.v1.OrderPlaced",
  );
  return reader?.upcast(fromBinary(schema, bytes));
}

const PLACED_AT = timestampFromDate(new Date("2026-02-03T04:05:06.789Z"));

describe("v1 bytes of shop.orders.OrderPlaced", () => {
  it("are read as the v2 event", () => {
    const result = read({
      orderId: "7d0c",
      customerId: "c-1",
      customerFirstName: "Ada",
      customerLastName: "Lovelace",
      lines: [
        { sku: "pen", quantity: 2, unitPriceCents: 150n },
        { sku: "ink", quantity: 1, unitPriceCents: 9007199254740993n },
      ],
      totalCents: 9007199254741293n,
      channel: 2,
      shippingAddress: "Main St 1\n12345\nLondon",
      labels: { campaign: "spring", __proto__x: "y" },
      payment: { case: "card", value: { lastFour: "4242", token: "t" } },
      placedAt: PLACED_AT,
      couponCode: "",
    });
    expect(result?.kind).toBe("ok");
    const schema = v2.OrderPlacedSchema as GenMessage<Message>;
    const again = fromBinary(schema, toBinary(schema, result?.value as Message));
    expect(toJson(schema, again)).toEqual({
      orderId: "7d0c",
      buyerId: "c-1",
      buyerName: "Ada Lovelace",
      lines: [
        { sku: "pen", quantity: 2, unitPrice: { currencyCode: "EUR", cents: "150" } },
        { sku: "ink", quantity: 1, unitPrice: { currencyCode: "EUR", cents: "9007199254740993" } },
      ],
      total: { currencyCode: "EUR", cents: "9007199254741293" },
      channel: "CHANNEL_APP",
      shippingAddress: { street: "Main St 1", postalCode: "12345", city: "London" },
      labels: { campaign: "spring", __proto__x: "y" },
      card: { lastFour: "4242", token: "t" },
      placedAt: "2026-02-03T04:05:06.789Z",
      couponCode: "",
    });
  });

  it("are read the same when next to nothing is set", () => {
    const result = read({});
    expect(result).toEqual({
      kind: "ok",
      value: {
        $typeName: "shop.orders.v2.OrderPlaced",
        orderId: "",
        buyerId: "",
        buyerName: " ",
        lines: [],
        total: { $typeName: "shop.orders.v2.Money", currencyCode: "EUR", cents: 0n },
        channel: 0,
        shippingAddress: { $typeName: "shop.orders.v2.Address", street: "", postalCode: "", city: "" },
        labels: {},
        payment: { case: undefined },
      },
    });
  });

  it("say where an enum number without a name stands", () => {
    expect(read({ channel: 9 })).toEqual({ kind: "unmappable", path: "channel", number: 9 });
  });

  it("end in a value when the hand-written function throws", () => {
    const reader = (events.orderPlacedLineage as Lineage).readers[0];
    const broken = create(v1.OrderPlacedSchema as GenMessage<Message>, { shippingAddress: 5 } as object);
    expect(reader?.upcast(broken)).toMatchObject({ kind: "failed", cause: expect.any(TypeError) });
  });
});

describe("the hand-written functions of shop.orders.v2", () => {
  it("are missed by the compiler, which names the field", () => {
    const empty =
      'import type { OrderPlacedFromV1 } from "./order_placed_upcast.ts";\nexport const orderPlacedFromV1: OrderPlacedFromV1 = {};\n';
    expect(typeCheck({ ...code, [AUTHORED]: empty })).toEqual([
      `${AUTHORED}(2,14): error TS2741: Property 'shippingAddress' is missing in type '{}' but required in type 'OrderPlacedFromV1'.`,
    ]);
  });

  it("are stubbed, and the stub does not compile until it is written", async () => {
    const needed = upcastStubs(set);
    expect([...needed.keys()]).toEqual([AUTHORED]);
    const stubbed = await addStubs(undefined, needed.get(AUTHORED) ?? { objects: [] });
    const text = stubbed.kind === "ok" ? stubbed.text.replace("_upcast.js", "_upcast.ts") : "";
    expect(text).toContain("shipping_address was a string and is a message shop.orders.v2.Address");
    expect(typeCheck({ ...code, [AUTHORED]: text })).toEqual([
      expect.stringContaining("error TS2304: Cannot find name 'write_shipping_address_of_OrderPlaced'."),
    ]);
  });
});
