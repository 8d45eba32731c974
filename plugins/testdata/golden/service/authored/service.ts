// A service as a person writes it: what the types refuse does not compile.
import { createMemoryBus, createMemoryInbox } from "@postel/runtime/memory";
import { createConsumers, type Handlers } from "./postel_consumers.ts";
import { createProducers } from "./postel_producers.ts";

export const seen: string[] = [];

const handlers: Handlers = {
  async giftSent(event, context) {
    seen.push(`${event.$typeName} ${event.to?.name} ${event.weight}g paper ${event.paper}`);
    await createProducers(context).publishGiftReturned({ reason: `too light: ${event.weight}g` });
  },
  giftReturned(event) {
    seen.push(`${event.$typeName} ${event.reason}`);
  },
};

// @ts-expect-error A handler is missing.
export const incomplete: Handlers = { giftSent() {} };

export async function run(): Promise<readonly string[]> {
  const bus = createMemoryBus();
  const producers = createProducers({ bus, source: "shop" });
  const consumer = createConsumers({ name: "gifts", bus, inbox: createMemoryInbox(), handlers });
  await consumer.start();
  await producers.publishGiftSentV1({ to: { name: "Ada" }, weight: 5, paper: 1 });
  await producers.publishGiftSentV3({ to: { name: "Ada", phone: "1" }, grams: 6n, paper: 7 });
  // @ts-expect-error The event has no such field.
  const refused = () => producers.publishGiftSentV3({ weight: 6 });
  while (seen.length < 4 && refused !== undefined) await new Promise((resolve) => setTimeout(resolve, 1));
  await consumer.stop();
  return seen;
}
