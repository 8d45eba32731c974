import { create, toBinary } from "@bufbuild/protobuf";
import { EnvelopeSchema } from "@postel/proto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENVELOPE_MEDIA_TYPE } from "../envelope/read-envelope.ts";
import {
  type OrderPlacedV1,
  orderPlaced,
  orderPlacedV1,
  orderPlacedV1Schema,
  orderPlacedV2,
  orderPlacedV2Schema,
} from "../test-support/shop.ts";
import { decode } from "./decode.ts";

const lineages = [orderPlaced];
const v2 = toBinary(orderPlacedV2Schema, create(orderPlacedV2Schema, { orderId: "1", buyer: "Ada", cents: 5n }));

function v1(change: Partial<Omit<OrderPlacedV1, "$typeName" | "$unknown">> = {}) {
  return toBinary(orderPlacedV1Schema, create(orderPlacedV1Schema, { orderId: "1", customer: "Ada", ...change }));
}

function headers(type: string, extra: Record<string, string> = {}) {
  return { ce_id: "i", ce_type: type, "content-type": "application/protobuf", ...extra };
}

describe("decode", () => {
  it("reads the target as it is", () => {
    const outcome = decode(v2, headers("shop.orders.v2.OrderPlaced"), lineages);
    expect(outcome).toMatchObject({
      kind: "ok",
      envelope: { id: "i", data: v2 },
      events: [{ lineage: orderPlaced, major: orderPlacedV2, message: { buyer: "Ada", cents: 5n }, newerMinor: false }],
      original: { body: v2 },
    });
  });

  it("reads an older major as the target and keeps the original bytes", () => {
    const body = v1({ cents: 7n, channel: 1 });
    const outcome = decode(body, headers("shop.orders.v1.OrderPlaced"), lineages);
    expect(outcome).toMatchObject({
      kind: "ok",
      events: [
        {
          major: orderPlacedV1,
          message: { $typeName: "shop.orders.v2.OrderPlaced", buyer: "Ada", cents: 7n, channel: 1 },
        },
      ],
      original: { body },
    });
  });

  it.each([
    ["the same digest", "2.9.0#sha256:22", false],
    ["another digest of an older release", "2.0.9#sha256:old", false],
    ["another digest of a newer release", "2.2.0#sha256:new", true],
    ["another digest of the same release", "2.1.0#sha256:odd", true],
    ["another digest of no release", "dev#sha256:new", true],
    ["no digest", "2.9.0#", false],
  ])("with %s flags a newer minor or not", (_, schema, newerMinor) => {
    const extra = { ce_dataschema: `postel://shop/orders/${schema}` };
    const outcome = decode(v2, headers("shop.orders.v2.OrderPlaced", extra), lineages);
    expect(outcome).toMatchObject({ kind: "ok", events: [{ newerMinor }] });
  });

  it("reads a newer minor's bytes, its new fields aside", () => {
    const newer = Uint8Array.of(...v2, 0xfa, 0x06, 0x01, 0x41);
    const outcome = decode(newer, headers("shop.orders.v2.OrderPlaced"), lineages);
    expect(outcome).toMatchObject({ kind: "ok", events: [{ message: { buyer: "Ada" } }] });
  });

  it.each(["shop.orders.v3.OrderPlaced", "shop.orders.OrderPlaced"])(
    "knows %s as a major it does not carry",
    (type) => {
      expect(decode(v2, headers(type), lineages)).toMatchObject({ kind: "unknown", lineage: orderPlaced });
    },
  );

  it.each(["shop.orders.v1.OrderCancelled", "shop.orders.v3beta1.OrderPlaced", "__proto__", "x"])(
    "does not know %s",
    (type) => {
      const outcome = decode(v2, headers(type), lineages);
      expect(outcome.kind).toBe("unknown");
      expect(outcome).not.toHaveProperty("lineage");
    },
  );

  it("says which enum number has no counterpart", () => {
    const outcome = decode(v1({ channel: 9 }), headers("shop.orders.v1.OrderPlaced"), lineages);
    expect(outcome).toMatchObject({ kind: "unmappable", path: "channel", number: 9 });
  });

  it("hands back what an upcaster threw", () => {
    const outcome = decode(v1({ customer: "nobody" }), headers("shop.orders.v1.OrderPlaced"), lineages);
    expect(outcome).toMatchObject({ kind: "failed", cause: new TypeError("a buyer is needed") });
  });

  it("survives a hand-made reader that throws", () => {
    const upcast = () => {
      throw "no";
    };
    const broken = { ...orderPlaced, readers: [{ event: orderPlacedV2, upcast }] };
    expect(decode(v2, headers("shop.orders.v2.OrderPlaced"), [broken])).toMatchObject({ kind: "failed", cause: "no" });
  });

  it("says why bytes are no event", () => {
    const cut = decode(v2.subarray(0, 4), headers("shop.orders.v2.OrderPlaced"), lineages);
    expect(cut).toMatchObject({ kind: "malformed", envelope: { id: "i" }, original: { body: v2.subarray(0, 4) } });
    const json = decode(v2, headers("shop.orders.v2.OrderPlaced", { "content-type": "application/json" }), lineages);
    expect(json).toMatchObject({ kind: "malformed", problem: expect.stringContaining("application/json") });
  });

  it.each(["", "application/x-protobuf", "application/octet-stream", "Application/Protobuf; messageType=x"])(
    "reads the content type %j",
    (contentType) => {
      const extra = { "content-type": contentType };
      expect(decode(v2, headers("shop.orders.v2.OrderPlaced", extra), lineages).kind).toBe("ok");
    },
  );

  it("reads whole envelopes, as archives and outboxes hold them", () => {
    const envelope = create(EnvelopeSchema, { id: "i", type: "shop.orders.v1.OrderPlaced", data: v1() });
    const outcome = decode(toBinary(EnvelopeSchema, envelope), { "content-type": ENVELOPE_MEDIA_TYPE }, lineages);
    expect(outcome).toMatchObject({ kind: "ok", events: [{ message: { buyer: "Ada" } }] });
  });

  it("never throws, whatever the bytes and headers", () => {
    const names = fc.oneof(
      fc.constantFrom(
        "ce_id",
        "ce_type",
        "ce_time",
        "ce_dataschema",
        "ce_partitionkeybase64",
        "content-type",
        "__proto__",
      ),
      fc.string(),
    );
    const values = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("shop.orders.v1.OrderPlaced", ENVELOPE_MEDIA_TYPE, "postel://%ff/1#x", "1"),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.dictionary(names, values), (body, extra) => {
        for (const given of [extra, headers("shop.orders.v1.OrderPlaced", extra), headers("T", extra)]) {
          const outcome = decode(body, given, lineages);
          expect(["ok", "unknown", "malformed", "unmappable", "failed"]).toContain(outcome.kind);
          expect(outcome.original.body).toBe(body);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuses nesting that would exhaust the stack", () => {
    const deep = new Uint8Array(100_000).fill(0x0b);
    expect(decode(deep, headers("shop.orders.v2.OrderPlaced"), lineages).kind).toBe("malformed");
  });
});
