import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryBus } from "../memory/memory-bus.ts";
import { createMemoryInbox } from "../memory/memory-inbox.ts";
import type { Inbox } from "../port/inbox.ts";
import { createProducer } from "../producer/producer.ts";
import { createSqliteInbox } from "../sqlite/sqlite-inbox.ts";
import { orderPlaced, orderPlacedV1, orderPlacedV2, paymentCaptured } from "../test-support/shop.ts";
import { order } from "../test-support/shop-bus.ts";
import { createFaultyBus } from "../testing/faulty-bus.ts";
import { createRandom } from "../testing/random.ts";
import { createConsumer } from "./consumer.ts";

/** An inbox and a place for effects that its transactions change. */
interface World<Tx> {
  readonly inbox: Inbox<Tx>;
  effect(transaction: Tx, orderId: string): void;
  effects(): readonly string[];
  close(): void;
}

function memoryWorld() {
  const effects: string[] = [];
  return {
    inbox: createMemoryInbox(),
    effect: (transaction: { onCommit(effect: () => void): void }, orderId: string) =>
      transaction.onCommit(() => effects.push(orderId)),
    effects: () => effects,
    close: () => undefined,
  };
}

function sqliteWorld(): World<DatabaseSync> {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE effects (order_id TEXT)");
  return {
    inbox: createSqliteInbox({ database }),
    effect: (transaction, orderId) => void transaction.prepare("INSERT INTO effects VALUES (?)").run(orderId),
    effects: () =>
      database
        .prepare("SELECT order_id FROM effects")
        .all()
        .map((row) => String(row.order_id)),
    close: () => database.close(),
  };
}

/** Dies where it hurts: after the handler but before the commit, and after the commit but before the acknowledgement. */
function crashing<Tx>(inbox: Inbox<Tx>, random: () => number, probability: number): Inbox<Tx> {
  const crash = () => {
    if (random() < probability) throw new Error("crash");
  };
  return {
    ...inbox,
    async process(consumer, id, work) {
      const outcome = await inbox.process(consumer, id, async (transaction) => {
        const value = await work(transaction);
        crash();
        return value;
      });
      crash();
      return outcome;
    },
  };
}

const faults = fc.record({
  seed: fc.integer(),
  duplicate: fc.double({ min: 0, max: 0.8, noNaN: true }),
  reorder: fc.double({ min: 0, max: 0.8, noNaN: true }),
  dropAck: fc.double({ min: 0, max: 0.6, noNaN: true }),
  maxDelay: fc.constant(1),
  crash: fc.double({ min: 0, max: 0.5, noNaN: true }),
  handlerFails: fc.double({ min: 0, max: 0.3, noNaN: true }),
  members: fc.integer({ min: 1, max: 3 }),
  concurrency: fc.integer({ min: 1, max: 8 }),
});

const EVENTS = 25;

async function runThrough<Tx>(world: World<Tx>, given: typeof faults extends fc.Arbitrary<infer G> ? G : never) {
  const bus = createMemoryBus();
  const random = createRandom(given.seed + 1);
  const emitted = new Map<string, number>();
  const members = Array.from({ length: given.members }, (_, member) =>
    createConsumer({
      name: "billing",
      bus: createFaultyBus(bus, { ...given, seed: given.seed + member }),
      inbox: crashing(world.inbox, random, given.crash),
      concurrency: given.concurrency,
      retry: { attempts: Number.POSITIVE_INFINITY, firstPause: 0 },
      subscriptions: [
        {
          lineage: orderPlaced,
          async handle(event, { transaction, publish }) {
            world.effect(transaction, event.orderId);
            await publish(paymentCaptured, { orderId: event.orderId, cents: event.cents });
            if (random() < given.handlerFails) throw new Error("handler");
          },
        },
      ],
    }),
  );
  await bus.subscribe({ group: "watch", topics: ["shop.payments"], prefetch: 99 }, ({ message, ack }) => {
    const id = message.headers.ce_id ?? "";
    emitted.set(id, (emitted.get(id) ?? 0) + 1);
    void ack();
  });
  await Promise.all(members.map((member) => member.start()));
  const producer = createProducer({ bus, source: "orders" });
  for (let at = 0; at < EVENTS; at++)
    await (at % 2 === 0
      ? producer.publish(orderPlacedV1, { orderId: `${at}`, customer: "Ada" })
      : producer.publish(orderPlacedV2, order(`${at}`)));
  await bus.idle();
  await Promise.all(members.map((member) => member.stop()));
  return { emitted };
}

const expected = Array.from({ length: EVENTS }, (_, at) => `${at}`).toSorted();

function exactlyOnce<Tx>(open: () => World<Tx>) {
  return fc.asyncProperty(faults, async (given) => {
    const world = open();
    try {
      const { emitted } = await runThrough(world, given);
      expect(world.effects().toSorted()).toEqual(expected);
      expect(emitted.size).toBe(EVENTS);
    } finally {
      world.close();
    }
  });
}

describe("under duplicates, disorder, lost acknowledgements, crashes and failing handlers", () => {
  it("each event takes effect once with the memory inbox", async () => {
    await fc.assert(exactlyOnce(memoryWorld), { numRuns: 40 });
  });

  it("each event takes effect once with the SQLite inbox", async () => {
    await fc.assert(exactlyOnce(sqliteWorld), { numRuns: 40 });
  });
});
