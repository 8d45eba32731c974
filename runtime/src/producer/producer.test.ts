import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { decode } from "../decode/decode.ts";
import { isRuntimeError } from "../errors.ts";
import { createMemoryDeadLetters } from "../memory/memory-dead-letters.ts";
import type { Bus } from "../port/bus.ts";
import type { BusMessage } from "../port/bus-message.ts";
import {
  orderPlaced,
  orderPlacedV1,
  orderPlacedV2,
  orderPlacedV2Schema,
  paymentCaptured,
} from "../test-support/shop.ts";
import { createProducer, type ProducerOptions } from "./producer.ts";

/** A bus that confirms when told. */
function manualBus() {
  const sent: BusMessage[] = [];
  const confirms: (() => void)[] = [];
  const bus: Bus = {
    publish: (message) => {
      sent.push(message);
      return new Promise((confirm) => confirms.push(confirm));
    },
    subscribe: () => Promise.reject(new Error("publishes only")),
    deadLetters: createMemoryDeadLetters(),
  };
  return { bus, sent, confirms };
}

function recording(change: Partial<ProducerOptions> = {}) {
  const sent: BusMessage[] = [];
  const bus: Bus = { ...manualBus().bus, publish: async (message) => void sent.push(message) };
  return { sent, producer: createProducer({ bus, source: "orders", clock: () => 1_700_000_000_000, ...change }) };
}

async function codeOf(failing: Promise<unknown>): Promise<string | undefined> {
  const error = await failing.catch((thrown: unknown) => thrown);
  return isRuntimeError(error) ? error.code : undefined;
}

const order = { orderId: "o-1", buyer: "Ada", cents: 5n };

describe("createProducer", () => {
  it("sends what the event's definition says", async () => {
    const { sent, producer } = recording({ ids: () => "id-1" });
    const envelope = await producer.publish(orderPlacedV2, order);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      topic: "shop.orders",
      key: new TextEncoder().encode("o-1"),
      headers: {
        ce_id: "id-1",
        ce_type: "shop.orders.v2.OrderPlaced",
        ce_source: "orders",
        ce_time: "2023-11-14T22:13:20Z",
        ce_dataschema: "postel://shop/orders/2.1.0#sha256:22",
        ce_partitionkey: "o-1",
      },
      body: envelope.data,
    });
    expect(fromBinary(orderPlacedV2Schema, envelope.data)).toMatchObject(order);
  });

  it("sends what it is told about the event", async () => {
    const { sent, producer } = recording();
    const attributes = { subject: "o-1" };
    const envelope = await producer.publish(orderPlacedV2, order, {
      id: "mine",
      time: new Date(0),
      correlationId: "c",
      causationId: "b",
      traceparent: "00-1",
      tracestate: "s",
      sequence: 3n,
      replayId: "r",
      corrects: "old",
      attributes,
    });
    const read = decode(sent[0]?.body ?? new Uint8Array(), sent[0]?.headers ?? {}, [orderPlaced]);
    expect(read).toMatchObject({ kind: "ok", envelope, events: [{ newerMinor: false }] });
    expect(envelope).toMatchObject({ id: "mine", sequence: 3n, corrects: "old", attributes, time: { seconds: 0n } });
  });

  it("gives each event an ascending id", async () => {
    const { producer } = recording();
    const ids = [];
    for (let at = 0; at < 5; at++) ids.push((await producer.publish(orderPlacedV2, order)).id);
    expect(new Set(ids).size).toBe(5);
    expect(ids.toSorted()).toEqual(ids);
  });

  it("sends an event without a key with none", async () => {
    const { sent, producer } = recording();
    await producer.publish(paymentCaptured, { orderId: "", cents: 1n });
    expect(sent[0]?.key).toHaveLength(0);
  });

  it("resolves only once the bus has confirmed", async () => {
    const { bus, confirms } = manualBus();
    let resolved = false;
    const publishing = createProducer({ bus, source: "orders" })
      .publish(orderPlacedV2, order)
      .then(() => {
        resolved = true;
      });
    await new Promise((resume) => setTimeout(resume, 5));
    expect(resolved).toBe(false);
    confirms[0]?.();
    await publishing;
  });

  it("sends on without waiting for confirms, as far as its window goes and in order", async () => {
    const { bus, sent, confirms } = manualBus();
    const producer = createProducer({ bus, source: "orders", window: 3 });
    const publishing = [1n, 2n, 3n, 4n, 5n].map((cents) => producer.publish(orderPlacedV2, { ...order, cents }));
    await Promise.resolve();
    expect(sent).toHaveLength(3);
    confirms[1]?.();
    await publishing[1];
    await Promise.resolve();
    expect(sent).toHaveLength(4);
    for (let at = 0; at < 5; at++) {
      confirms[at]?.();
      await new Promise((resume) => setTimeout(resume));
    }
    await Promise.all(publishing);
    expect(sent.map(({ body }) => fromBinary(orderPlacedV2Schema, body).cents)).toEqual([1n, 2n, 3n, 4n, 5n]);
  });

  it("passes on that the bus did not confirm, and goes on", async () => {
    const { bus } = manualBus();
    const failing = { ...bus, publish: () => Promise.reject(new Error("broker gone")) };
    const producer = createProducer({ bus: failing, source: "orders", window: 1 });
    await expect(producer.publish(orderPlacedV2, order)).rejects.toThrow("broker gone");
    await expect(producer.publish(orderPlacedV2, order)).rejects.toThrow("broker gone");
  });
});

describe("a producer refuses, and sends nothing:", () => {
  it.each([
    ["an event that is too large", { ...order, buyer: "x".repeat(1_000) }, "EVENT_TOO_LARGE"],
    ["an event whose key is empty", { ...order, orderId: "" }, "EVENT_INVALID"],
    ["a number that does not fit", { ...order, cents: 2n ** 70n }, "EVENT_INVALID"],
  ])("%s", async (_, init, code) => {
    const { sent, producer } = recording();
    expect(await codeOf(producer.publish(orderPlacedV2, init))).toBe(code);
    expect(sent).toEqual([]);
  });

  it("an event that its validation refuses, and says why", async () => {
    const { sent, producer } = recording({ validate: (schema) => [`${schema.name}.buyer is empty`, "and more"] });
    const publishing = producer.publish(orderPlacedV2, order);
    await expect(publishing).rejects.toThrow(
      "shop.orders.v2.OrderPlaced was not published: OrderPlaced.buyer is empty; and more",
    );
    expect(sent).toEqual([]);
  });

  it("a message of another type", async () => {
    const { sent, producer } = recording();
    const message = await producer
      .publish(orderPlacedV2, order)
      .then(({ data }) => fromBinary(orderPlacedV2Schema, data));
    // @ts-expect-error: the compiler refuses it too
    expect(await codeOf(producer.publish(orderPlacedV1, message))).toBe("EVENT_INVALID");
    expect(sent).toHaveLength(1);
  });

  it("an envelope that cannot travel", async () => {
    const { sent, producer } = recording();
    expect(await codeOf(producer.publish(orderPlacedV2, order, { correlationId: "\n" }))).toBe("ENVELOPE_INVALID");
    expect(sent).toEqual([]);
  });
});
