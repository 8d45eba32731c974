import assert from "node:assert/strict";
import { test } from "node:test";
import { createProducer } from "@postel/runtime";
import { createMemoryBus } from "@postel/runtime/memory";
import { createSqliteInbox } from "@postel/runtime/sqlite";
import { createFaultyBus } from "@postel/runtime/testing";
import { orderPlacedEvent as orderPlacedV1 } from "@shop/orders/v1/order-placed";
import { orderPlacedEvent as orderPlacedV2 } from "@shop/orders/v2/order-placed";
import { openDatabase } from "../src/database.ts";
import { createConsumers } from "../src/gen/postel_consumers.ts";
import { handlers } from "../src/handlers.ts";

test("ships every order once, whichever major announced it, on a bus that repeats and reorders", async () => {
  const database = openDatabase(":memory:");
  const bus = createMemoryBus();
  const consumers = createConsumers({
    name: "__name__",
    bus: createFaultyBus(bus, { seed: 7, duplicate: 1, reorder: 0.5 }),
    inbox: createSqliteInbox({ database }),
    handlers,
  });
  await consumers.start();

  const { publish } = createProducer({ bus, source: "web-shop" });
  await publish(orderPlacedV1, { orderId: "1", shippingAddress: "Damrak 1\n1012 LG\nAmsterdam" });
  await publish(orderPlacedV2, { orderId: "2", shippingAddress: { street: "Neude 11", city: "Utrecht" } });
  await bus.idle();
  await consumers.stop();

  const parcels = database.prepare("SELECT order_id, city FROM parcels ORDER BY order_id").all();
  assert.deepEqual(
    parcels.map((parcel) => ({ ...parcel })),
    [
      { order_id: "1", city: "Amsterdam" },
      { order_id: "2", city: "Utrecht" },
    ],
  );
});
