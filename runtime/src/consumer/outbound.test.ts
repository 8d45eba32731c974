import { describe, expect, it } from "vitest";
import { isRuntimeError } from "../errors.ts";
import type { BusMessage } from "../port/bus-message.ts";
import { orderPlacedV2, paymentCaptured } from "../test-support/shop.ts";
import { order, type ShopOptions, shop } from "../test-support/shop-bus.ts";

/** Runs one order through a handler and gives what went out on the payments topic. */
async function emittedBy(options: ShopOptions, publish = {}) {
  const emitted: BusMessage[] = [];
  const world = shop(options);
  await world.run();
  await world.bus.subscribe({ group: "watch", topics: ["shop.payments"], prefetch: 99 }, (delivery) => {
    emitted.push(delivery.message);
    void delivery.ack();
  });
  await world.producer.publish(orderPlacedV2, order("1"), { id: "incoming", ...publish });
  await world.bus.idle();
  return { ...world, emitted };
}

const payment = (cents: bigint) => ({ orderId: "1", cents });

describe("what a handler publishes", () => {
  it("follows from the incoming event", async () => {
    const trace = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=1" };
    const { emitted } = await emittedBy(
      { handle: async (_, { publish }) => void (await publish(paymentCaptured, payment(1n))) },
      { correlationId: "request-7", replayId: "r", ...trace },
    );
    expect(emitted.map(({ headers }) => headers)).toMatchObject([
      {
        ce_source: "billing",
        ce_type: "shop.payments.v1.PaymentCaptured",
        ce_correlationid: "request-7",
        ce_causationid: "incoming",
        ce_replayid: "r",
        ce_traceparent: trace.traceparent,
        ce_tracestate: trace.tracestate,
      },
    ]);
  });

  it("starts a correlation with the incoming event where there is none", async () => {
    const { emitted } = await emittedBy({
      handle: async (_, { publish }) => void (await publish(paymentCaptured, payment(1n))),
    });
    expect(emitted[0]?.headers.ce_correlationid).toBe("incoming");
  });

  it("goes out in order once the handler has succeeded, with the same ids at every try", async () => {
    const ids: string[][] = [];
    const { emitted } = await emittedBy({
      handle: async (_, { publish, attempt }) => {
        const envelopes = [await publish(paymentCaptured, payment(1n)), await publish(paymentCaptured, payment(2n))];
        ids.push(envelopes.map((envelope) => envelope.id));
        if (attempt < 3) throw new Error("after publishing");
      },
    });
    expect(ids).toHaveLength(3);
    expect(new Set(ids.flat()).size).toBe(2);
    expect(emitted.map(({ headers }) => headers.ce_id)).toEqual(ids[0]);
  });

  it("is sent when nobody waited for it", async () => {
    const { emitted } = await emittedBy({ handle: (_, { publish }) => void publish(paymentCaptured, payment(1n)) });
    expect(emitted).toHaveLength(1);
  });

  it("fails the handler when it is invalid, also when nobody waited for it", async () => {
    const { emitted, letters, handled } = await emittedBy({
      handle: (_, { publish }) => {
        publish(orderPlacedV2, order("")).catch(() => undefined);
        publish(paymentCaptured, payment(1n)).catch(() => undefined);
      },
    });
    expect(emitted).toEqual([]);
    expect(handled).toEqual([]);
    expect(await letters()).toMatchObject([
      { reason: "handler-failed", error: expect.stringContaining("its partition key is empty") },
    ]);
  });

  it("is refused once the handler has returned", async () => {
    let late: unknown;
    const { contexts } = await emittedBy({});
    await contexts[0]?.publish(paymentCaptured, payment(1n)).catch((error: unknown) => {
      late = error;
    });
    expect(isRuntimeError(late) && late.code).toBe("HANDLER_ENDED");
  });

  it("is sent again, and nothing lost, when the bus failed", async () => {
    let failures = 4;
    const { emitted, errors, letters, handled } = await emittedBy({
      wrapBus: (bus) => ({
        ...bus,
        publish: (message) => (failures-- > 0 ? Promise.reject(new Error("broker gone")) : bus.publish(message)),
      }),
      handle: async (_, { publish }) => void (await publish(paymentCaptured, payment(1n))),
    });
    expect(emitted).toHaveLength(1);
    expect(errors).toHaveLength(4);
    expect(handled).toEqual(["1"]);
    expect(await letters()).toEqual([]);
  });
});
