import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isRuntimeError } from "../errors.ts";
import type { MemoryTransaction } from "../memory/memory-inbox.ts";
import type { DeadLetter } from "../port/dead-letters.ts";
import type { Inbox } from "../port/inbox.ts";
import {
  orderPlaced,
  orderPlacedV1,
  orderPlacedV2,
  paymentCaptured,
  paymentCapturedLineage,
} from "../test-support/shop.ts";
import { order, quickly, shop } from "../test-support/shop-bus.ts";
import { createConsumer } from "./consumer.ts";

describe("a consumer", () => {
  it("hands every major to its handler as the target, and each lineage to its own", async () => {
    const { bus, inbox, producer } = shop();
    const seen: string[] = [];
    const consumer = createConsumer({
      name: "billing",
      bus,
      inbox,
      subscriptions: [
        {
          lineage: orderPlaced,
          handle: (event, { envelope }) => void seen.push(`${event.buyer} from ${envelope.type}`),
        },
        { lineage: paymentCapturedLineage, handle: (event) => void seen.push(`paid ${event.cents}`) },
      ],
    });
    await consumer.start();
    await producer.publish(orderPlacedV1, { orderId: "1", customer: "Ada", cents: 1n });
    await producer.publish(orderPlacedV2, order("1"));
    await producer.publish(paymentCaptured, { orderId: "1", cents: 9n });
    await bus.idle();
    await consumer.stop();
    expect(seen.toSorted()).toEqual([
      "Ada from shop.orders.v1.OrderPlaced",
      "buyer 1 from shop.orders.v2.OrderPlaced",
      "paid 9",
    ]);
  });

  it("ignores a duplicate", async () => {
    const { bus, producer, run, handled } = shop();
    await run();
    for (let time = 0; time < 3; time++) await producer.publish(orderPlacedV2, order("1"), { id: "same" });
    await bus.idle();
    expect(handled).toEqual(["1"]);
  });

  it("leaves events of other lineages on the topic alone", async () => {
    const { bus, run, handled, letters, send } = shop();
    await run();
    await send({ headers: { ce_type: "shop.orders.v1.OrderCancelled" } });
    await bus.idle();
    expect(handled).toEqual([]);
    expect(await letters()).toEqual([]);
  });

  it("handles an event of a replay again, once", async () => {
    const { bus, producer, run, contexts } = shop();
    await run();
    for (const replayId of ["", "r1", "r1", "r2"])
      await producer.publish(orderPlacedV2, order("1"), { id: "same", replayId });
    await bus.idle();
    expect(contexts.map((context) => [context.envelope.replayId, context.isReplay])).toEqual([
      ["", false],
      ["r1", true],
      ["r2", true],
    ]);
  });

  it("refuses subscriptions that contradict each other, or none", () => {
    const { bus, inbox } = shop();
    const subscription = { lineage: orderPlaced, handle: () => undefined };
    for (const subscriptions of [[], [subscription, subscription]]) {
      const error = thrownBy(() => createConsumer({ name: "c", bus, inbox, subscriptions }));
      expect(isRuntimeError(error) && error.code).toBe("CONSUMER_INVALID");
    }
  });
});

describe("concurrency", () => {
  it("is bounded, and used", async () => {
    const { bus, producer, run, peak } = shop({ concurrency: 3, handle: () => sleep(2) });
    for (let at = 0; at < 20; at++) await producer.publish(orderPlacedV2, order(String(at)));
    await run();
    await bus.idle();
    expect(peak()).toBe(3);
  });

  it("never touches the order of one key, tries again or not", async () => {
    const failures = new Set(["k1", "k3"]);
    const { bus, producer, run, handled } = shop({
      concurrency: 8,
      handle: async ({ orderId }) => {
        await sleep(Math.random() * 2);
        if (failures.delete(orderId)) throw new Error("once");
      },
      record: ({ orderId, cents }) => `${orderId}:${cents}`,
    });
    for (let at = 0; at < 40; at++)
      await producer.publish(orderPlacedV2, { ...order(`k${at % 4}`), cents: BigInt(at) });
    await run();
    await bus.idle();
    for (let key = 0; key < 4; key++)
      expect(handled.filter((line) => line.startsWith(`k${key}:`))).toEqual(
        Array.from({ length: 10 }, (_, at) => `k${key}:${at * 4 + key}`),
      );
  });
});

describe("a handler that fails", () => {
  it("is tried again with its attempt", async () => {
    const attempts: number[] = [];
    const { bus, producer, run, handled, letters } = shop({
      handle: (_, { attempt }) => {
        attempts.push(attempt);
        if (attempt < 3) throw new Error("not yet");
      },
    });
    await run();
    await producer.publish(orderPlacedV2, order("1"));
    await bus.idle();
    expect(attempts).toEqual([1, 2, 3]);
    expect(handled).toEqual(["1"]);
    expect(await letters()).toEqual([]);
  });

  it("has its event parked in the end, with the original bytes and the error, and holds up nobody", async () => {
    const told: DeadLetter[] = [];
    const { bus, producer, run, handled, letters, errors } = shop({
      handle: ({ orderId }) => {
        if (orderId === "bad") throw new Error("outer", { cause: new Error("inner") });
      },
      onPoison: (letter) => told.push(letter),
    });
    await run();
    const envelope = await producer.publish(orderPlacedV1, { orderId: "bad", customer: "Ada" }, { id: "i" });
    await producer.publish(orderPlacedV2, order("good"));
    await bus.idle();
    expect(handled).toEqual(["good"]);
    expect(errors).toHaveLength(3);
    expect(told).toEqual(await letters());
    expect(told).toMatchObject([
      {
        id: "billing/i",
        consumer: "billing",
        reason: "handler-failed",
        attempts: 3,
        error: expect.stringMatching(/outer[\s\S]*caused by: Error: inner/),
        message: { topic: "shop.orders", body: envelope.data, headers: { ce_type: "shop.orders.v1.OrderPlaced" } },
      },
    ]);
  });

  it("keeps nothing of a failed try", async () => {
    const effects: string[] = [];
    const { bus, producer, run } = shop({
      handle: (_, { attempt, transaction }) => {
        transaction.onCommit(() => effects.push(`try ${attempt}`));
        if (attempt === 1) throw new Error("after the write");
      },
    });
    await run();
    await producer.publish(orderPlacedV2, order("1"));
    await bus.idle();
    expect(effects).toEqual(["try 2"]);
  });
});

describe("a message that cannot be read", () => {
  it.each([
    ["malformed", { ce_type: "shop.orders.v2.OrderPlaced" }, Uint8Array.of(0xff), "billing/i"],
    ["malformed", { ce_id: "", ce_type: "" }, Uint8Array.of(), expect.stringMatching(/^billing\/[0-9a-f-]{36}$/)],
    ["unknown-major", { ce_type: "shop.orders.v3.OrderPlaced" }, Uint8Array.of(), "billing/i"],
    ["unmappable", { ce_type: "shop.orders.v1.OrderPlaced" }, Uint8Array.of(0x20, 9), "billing/i"],
    [
      "upcast-failed",
      { ce_type: "shop.orders.v1.OrderPlaced" },
      Uint8Array.of(0x12, 6, ...new TextEncoder().encode("nobody")),
      "billing/i",
    ],
  ])("is parked as %s with its bytes", async (reason, headers, body, id) => {
    const { bus, run, handled, letters, send } = shop();
    await run();
    await send({ headers, body });
    await bus.idle();
    expect(handled).toEqual([]);
    expect(await letters()).toMatchObject([{ id, reason, attempts: 0, message: { body, headers } }]);
  });
});

describe("when something a consumer depends on is down", () => {
  it("waits for the inbox rather than parking everything", async () => {
    const { bus, producer, run, handled, letters, errors } = shop({ wrapInbox: (inner) => failing(inner, 10) });
    await run();
    await producer.publish(orderPlacedV2, order("1"));
    await bus.idle();
    expect(handled).toEqual(["1"]);
    expect(errors).toHaveLength(10);
    expect(await letters()).toEqual([]);
  });

  it("waits for the dead letters", async () => {
    const { bus, run, letters, errors, send } = shop({ parkFailures: 4 });
    await run();
    await send({ headers: { ce_type: "shop.orders.v3.OrderPlaced" } });
    await bus.idle();
    expect(await letters()).toHaveLength(1);
    expect(errors).toHaveLength(4);
  });

  it("is not disturbed by observers that throw", async () => {
    const boom = () => {
      throw new Error("observer");
    };
    const { bus, run, letters, send } = shop({ parkFailures: 1, onPoison: boom, onError: boom });
    await run();
    await send({ headers: { ce_type: "shop.orders.v3.OrderPlaced" } });
    await bus.idle();
    expect(await letters()).toHaveLength(1);
  });
});

describe("redrive", () => {
  it("handles a parked event after the fix, once, and takes it off the dead letters", async () => {
    let fixed = false;
    const { bus, producer, run, handled, letters } = shop({
      handle: () => {
        if (!fixed) throw new Error("bug");
      },
    });
    const consumer = await run();
    await producer.publish(orderPlacedV1, { orderId: "1", customer: "Ada" });
    await bus.idle();
    const [letter] = await letters();
    if (letter === undefined) throw new Error("nothing was parked");
    expect(await consumer.redrive(letter)).toMatchObject({ kind: "parked", letter: { id: letter.id } });
    expect(await letters()).toHaveLength(1);
    fixed = true;
    expect(await consumer.redrive(letter)).toEqual({ kind: "handled" });
    expect(await letters()).toEqual([]);
    expect(await consumer.redrive(letter)).toEqual({ kind: "duplicate" });
    expect(handled).toEqual(["1"]);
  });
});

describe("stop", () => {
  it("lets running handlers finish and hands the rest to the next", async () => {
    const first = shop({ concurrency: 2, handle: () => sleep(20) });
    for (let at = 0; at < 6; at++) await first.producer.publish(orderPlacedV2, order(String(at)));
    const consumer = await first.run();
    await sleep(5);
    await consumer.stop();
    expect(first.handled).toHaveLength(2);
    await consumer.start();
    await first.bus.idle();
    expect(first.handled.toSorted()).toEqual(["0", "1", "2", "3", "4", "5"]);
  });

  it("does not wait for a pause between tries, and parks nothing", async () => {
    const { producer, run, letters, errors } = shop({
      retry: { firstPause: 60_000 },
      handle: () => {
        throw new Error("no");
      },
    });
    const consumer = await run();
    await producer.publish(orderPlacedV2, order("1"));
    await until(() => errors.length === 1);
    await quickly(consumer.stop());
    expect(await letters()).toEqual([]);
  });

  it("leaves a handler that hangs behind after the drain timeout", async () => {
    const { producer, run, handled, contexts } = shop({
      drainTimeout: 10,
      handle: () => new Promise<void>(() => undefined),
    });
    const consumer = await run();
    await producer.publish(orderPlacedV2, order("1"));
    await until(() => contexts.length === 1);
    await quickly(consumer.stop());
    expect(handled).toEqual([]);
  });

  it("may come twice, and before any start", async () => {
    const { run } = shop();
    const consumer = await run();
    await consumer.start();
    await Promise.all([consumer.stop(), consumer.stop()]);
    await consumer.stop();
  });
});

function failing(inbox: Inbox<MemoryTransaction>, times: number): Inbox<MemoryTransaction> {
  let left = times;
  return {
    ...inbox,
    process: (...args) => (left-- > 0 ? Promise.reject(new Error("database is down")) : inbox.process(...args)),
  };
}

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (thrown) {
    return thrown;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000 && !condition(); tries++) await sleep(1);
  expect(condition()).toBe(true);
}
