/**
 * A process that handles orders through the SQLite inbox, to be killed at any moment: `order-worker.ts <database> <orders>`.
 * Its bus dies with it, so it is given every order again at each start, as a broker would. Prints a line
 * in the middle of each handler.
 */
import { writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { createConsumer } from "../consumer/consumer.ts";
import { createMemoryBus } from "../memory/memory-bus.ts";
import { createProducer } from "../producer/producer.ts";
import { createSqliteInbox } from "../sqlite/sqlite-inbox.ts";
import { createFaultyBus } from "../testing/faulty-bus.ts";
import { orderPlaced, orderPlacedV1 } from "./shop.ts";

const [path = "", orders = "0"] = process.argv.slice(2);
const database = new DatabaseSync(path);
database.exec("CREATE TABLE IF NOT EXISTS invoices (order_id TEXT)");
database.exec("CREATE TABLE IF NOT EXISTS lines (order_id TEXT)");

const bus = createMemoryBus();
const consumer = createConsumer({
  name: "billing",
  bus: createFaultyBus(bus, { seed: process.pid, duplicate: 0.3, dropAck: 0.2 }),
  inbox: createSqliteInbox({ database }),
  subscriptions: [
    {
      lineage: orderPlaced,
      async handle({ orderId }, { transaction }) {
        transaction.prepare("INSERT INTO invoices VALUES (?)").run(orderId);
        writeSync(1, `${orderId}\n`);
        await sleep(2);
        transaction.prepare("INSERT INTO lines VALUES (?)").run(orderId);
      },
    },
  ],
});

await consumer.start();
const producer = createProducer({ bus, source: "orders" });
for (let at = 0; at < Number(orders); at++)
  await producer.publish(orderPlacedV1, { orderId: `${at}`, customer: "Ada" }, { id: `event-${at}` });
await bus.idle();
await consumer.stop();
database.close();
