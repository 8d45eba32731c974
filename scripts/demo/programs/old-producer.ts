/**
 * A producer that was built some time ago: it emits two orders with the `@shop/orders` that is installed in its own
 * folder, and prints what it sends, one bus message a line.
 */
import { type Bus, createProducer } from "@postel/runtime";
import { createMemoryBus } from "@postel/runtime/memory";

const version = process.argv[2] ?? "";

const LINES = [{ sku: "T-1", quantity: 2, unitPriceCents: 1250n }];

const v1 = (orderId: string) => ({
  orderId,
  customerId: "c-1",
  customerFirstName: "Ada",
  customerLastName: "Lovelace",
  lines: LINES,
  totalCents: 2500n,
  channel: 1,
  shippingAddress: "Damrak 1\n1012 LG\nAmsterdam",
  payment: { case: "card", value: { lastFour: "4242", token: "t" } },
});

const v2 = (orderId: string) => ({
  orderId,
  buyerId: "c-2",
  buyerName: "Grace Hopper",
  lines: [{ sku: "T-2", quantity: 1, unitPrice: { currencyCode: "EUR", cents: 900n } }],
  total: { currencyCode: "EUR", cents: 900n },
  channel: 2,
  shippingAddress: { street: "Neude 11", postalCode: "3512 AE", city: "Utrecht" },
  couponCode: "AUTUMN",
});

const ORDERS: Record<string, { major: string; order: (orderId: string) => object }> = {
  "1.0.0": { major: "v1", order: v1 },
  "1.1.0": { major: "v1", order: (orderId) => ({ ...v1(orderId), couponCode: "SPRING" }) },
  "2.0.0": { major: "v2", order: v2 },
};

const printing: Bus = {
  ...createMemoryBus(),
  async publish({ topic, key, headers, body }) {
    const message = {
      topic,
      headers,
      key: Buffer.from(key).toString("base64"),
      body: Buffer.from(body).toString("base64"),
    };
    console.log(JSON.stringify(message));
  },
};

const { major, order } = ORDERS[version] ?? { major: "v1", order: v1 };
const { orderPlacedEvent } = await import(`@shop/orders/${major}/order-placed`);
const producer = createProducer({ bus: printing, source: `web-shop-${version}` });
for (const number of [1, 2]) await producer.publish(orderPlacedEvent, order(`${version}-${number}`));
