/**
 * Runs the service's own consumer and handlers on a bus in memory that delivers everything twice and out of order. Reads
 * bus messages from stdin, one a line; prints one JSON document: what was delivered, handled, stored and emitted.
 */
import { text } from "node:stream/consumers";
import type { Bus } from "@postel/runtime";
import { createMemoryBus } from "@postel/runtime/memory";
import { createSqliteInbox } from "@postel/runtime/sqlite";
import { createFaultyBus } from "@postel/runtime/testing";
import { openDatabase } from "./src/database.ts";
import { createConsumers, type Handlers } from "./src/gen/postel_consumers.ts";
import { handlers } from "./src/handlers.ts";

const memory = createMemoryBus();
const unruly = createFaultyBus(memory, { seed: 11, duplicate: 1, reorder: 0.6, dropAck: 0.2 });

let deliveries = 0;
const counting: Bus = {
  ...unruly,
  subscribe: (options, receive) =>
    unruly.subscribe(options, (delivery) => {
      deliveries++;
      receive(delivery);
    }),
};

const handled: object[] = [];
const watched: Handlers<ReturnType<typeof openDatabase>> = {
  async orderPlaced(order, context) {
    await handlers.orderPlaced(order, context);
    const { type, schema, source } = context.envelope;
    handled.push({
      source,
      written: `${type} of ${schema?.version}`,
      read: order.$typeName,
      orderId: order.orderId,
      buyer: order.buyerName,
      total: `${Number(order.total?.cents) / 100} ${order.total?.currencyCode}`,
      city: order.shippingAddress?.city,
      coupon: order.couponCode ?? "",
    });
  },
};

const database = openDatabase("story.sqlite");
const parked: string[] = [];
const consumers = createConsumers({
  name: "fulfilment",
  bus: counting,
  inbox: createSqliteInbox({ database }),
  handlers: watched,
  onPoison: ({ error }) => parked.push(error),
});
await consumers.start();

let emitted = 0;
const parcels = await memory.subscribe({ group: "story", topics: ["shop.shipping"], prefetch: 100 }, (delivery) => {
  emitted++;
  void delivery.ack();
});

for (const line of (await text(process.stdin)).trim().split("\n")) {
  const { topic, headers, key, body } = JSON.parse(line);
  await memory.publish({ topic, headers, key: Buffer.from(key, "base64"), body: Buffer.from(body, "base64") });
}
await memory.idle();
await consumers.stop();
await parcels.close();

const stored = database.prepare("SELECT count(*) AS count FROM parcels").get()?.count;
database.close();
console.log(JSON.stringify({ deliveries, handled, stored, emitted, parked }));
