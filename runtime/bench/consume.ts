import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createConsumer, createProducer, type Inbox } from "../src/index.ts";
import { createMemoryBus, createMemoryInbox } from "../src/memory/index.ts";
import { createSqliteInbox } from "../src/sqlite/index.ts";
import { orderPlaced, orderPlacedV1 } from "../src/test-support/shop.ts";
import type { Rate } from "./rate.ts";

async function publish(count: number): Promise<{ bus: ReturnType<typeof createMemoryBus>; rate: Rate }> {
  const bus = createMemoryBus({ capacity: count });
  const producer = createProducer({ bus, source: "orders" });
  const start = performance.now();
  await Promise.all(
    Array.from({ length: count }, (_, at) =>
      producer.publish(orderPlacedV1, { orderId: `order-${at % 1_000}`, customer: "Ada", cents: 1n }),
    ),
  );
  return { bus, rate: { name: "publish", perSecond: (count / (performance.now() - start)) * 1_000 } };
}

async function consume<Tx>(name: string, inbox: Inbox<Tx>, count: number): Promise<Rate> {
  const { bus } = await publish(count);
  const subscriptions = [{ lineage: orderPlaced, handle: () => undefined }] as const;
  const consumer = createConsumer({ name: "billing", bus, inbox, subscriptions });
  const start = performance.now();
  await consumer.start();
  await bus.idle();
  const perSecond = (count / (performance.now() - start)) * 1_000;
  await consumer.stop();
  return { name, perSecond };
}

/** Measures a publisher, and consumers that decode an older major, upcast and commit one event at a time. */
export async function consumeBench(): Promise<readonly Rate[]> {
  const folder = mkdtempSync(join(tmpdir(), "postel-bench-"));
  const database = new DatabaseSync(join(folder, "inbox.db"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  try {
    await publish(20_000);
    return [
      (await publish(50_000)).rate,
      await consume("consume, memory inbox", createMemoryInbox(), 50_000),
      await consume("consume, SQLite inbox on disk, every commit synced", createSqliteInbox({ database }), 10_000),
    ];
  } finally {
    database.close();
    rmSync(folder, { recursive: true });
  }
}
