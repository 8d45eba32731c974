import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Lineage } from "@postel/runtime/gen/v1";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addStubs } from "./stubs/add-stubs.ts";
import { upcastStubs } from "./stubs/upcast-stubs.ts";
import { compileProtos, ROOT } from "./test-support/compile-protos.ts";
import type { Code } from "./test-support/generate-all.ts";
import { generateCase, type LoadedCode, loadCode } from "./test-support/load-case.ts";
import { typeCheck } from "./test-support/type-check.ts";

const AUTHORED = "shop/orders/v2/order_placed.upcast.ts";
const set = compileProtos(join(ROOT, "proto"));

let code: Code;
let loaded: LoadedCode;
let lineage: Lineage;
beforeAll(async () => {
  const { code: generated, authored } = await generateCase("shop");
  code = generated;
  loaded = loadCode({ ...code, ...authored });
  const { orderPlacedLineage } = await loaded.load("shop/orders/v2/order_placed_event.ts");
  lineage = orderPlacedLineage as Lineage;
});
afterAll(() => loaded.folder.remove());

const read = (init: object) => loaded.read(lineage, "shop.orders.v1.OrderPlaced", init);

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
    expect(result).toEqual({
      kind: "ok",
      json: {
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
      },
    });
  });

  it("are read the same when next to nothing is set", () => {
    expect(read({}).json).toEqual({
      buyerName: " ",
      total: { currencyCode: "EUR" },
      shippingAddress: {},
    });
  });

  it("say where an enum number without a name stands", () => {
    expect(read({ channel: 9 })).toEqual({ kind: "unmappable", path: "channel", number: 9 });
  });

  it("end in a value when the hand-written function throws", () => {
    const [reader] = lineage.readers;
    const broken = create(reader?.event.schema ?? lineage.target.schema, { shippingAddress: 5 } as object);
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
