import { onTestFinished } from "vitest";
import type { RetryPolicy } from "../consumer/back-off.ts";
import { type Consumer, createConsumer } from "../consumer/consumer.ts";
import type { HandlerContext } from "../consumer/subscription.ts";
import { createMemoryBus } from "../memory/memory-bus.ts";
import { createMemoryDeadLetters } from "../memory/memory-dead-letters.ts";
import { createMemoryInbox, type MemoryTransaction } from "../memory/memory-inbox.ts";
import type { Bus } from "../port/bus.ts";
import type { BusMessage } from "../port/bus-message.ts";
import type { DeadLetter, DeadLetters } from "../port/dead-letters.ts";
import type { Inbox } from "../port/inbox.ts";
import { createProducer } from "../producer/producer.ts";
import { type OrderPlacedV2, orderPlaced } from "./shop.ts";

/** What a test changes about the shop. */
export interface ShopOptions {
  readonly concurrency?: number;
  readonly retry?: Partial<RetryPolicy>;
  readonly drainTimeout?: number;
  handle?(event: OrderPlacedV2, context: HandlerContext<MemoryTransaction>): Promise<void> | void;
  /** What is kept of a handled event; default: its order id. */
  record?(event: OrderPlacedV2): string;
  wrapBus?(bus: Bus): Bus;
  wrapInbox?(inbox: Inbox<MemoryTransaction>): Inbox<MemoryTransaction>;
  /** How often parking fails first. */
  readonly parkFailures?: number;
  onPoison?(letter: DeadLetter): void;
  onError?(error: unknown): void;
}

/** A valid order. */
export function order(orderId: string) {
  return { orderId, buyer: `buyer ${orderId}`, cents: 100n };
}

/** A bus, a producer and a consumer `billing` of orders, all in memory. */
export function shop(options: ShopOptions = {}) {
  const deadLetters = failingFirst(createMemoryDeadLetters(), options.parkFailures ?? 0);
  const bus = createMemoryBus({ deadLetters });
  const inbox = options.wrapInbox?.(createMemoryInbox()) ?? createMemoryInbox();
  const consumerBus = options.wrapBus?.(bus) ?? bus;
  const handled: string[] = [];
  const errors: unknown[] = [];
  const contexts: HandlerContext<MemoryTransaction>[] = [];
  let running = 0;
  let peak = 0;

  const consumer: Consumer = createConsumer({
    name: "billing",
    bus: consumerBus,
    inbox,
    concurrency: options.concurrency ?? 4,
    drainTimeout: options.drainTimeout ?? 5_000,
    retry: { attempts: 3, firstPause: 0, ...options.retry },
    onPoison: (letter) => options.onPoison?.(letter),
    onError: (error) => {
      errors.push(error);
      options.onError?.(error);
    },
    subscriptions: [
      {
        lineage: orderPlaced,
        async handle(event, context) {
          peak = Math.max(peak, ++running);
          contexts.push(context);
          try {
            await options.handle?.(event, context);
          } finally {
            running--;
          }
          context.transaction.onCommit(() => handled.push(options.record?.(event) ?? event.orderId));
        },
      },
    ],
  });

  return {
    bus,
    inbox,
    producer: createProducer({ bus, source: "orders" }),
    consumer,
    handled,
    errors,
    contexts,
    peak: () => peak,
    letters: () => deadLetters.list("billing", 100),
    async run() {
      await consumer.start();
      onTestFinished(() => consumer.stop());
      return consumer;
    },
    send: (change: Partial<BusMessage>) =>
      bus.publish({
        topic: "shop.orders",
        key: new Uint8Array(),
        body: new Uint8Array(),
        ...change,
        headers: { ce_id: "i", ...change.headers },
      }),
  };
}

function failingFirst(deadLetters: DeadLetters, times: number): DeadLetters {
  let left = times;
  return {
    ...deadLetters,
    park: (letter) => (left-- > 0 ? Promise.reject(new Error("no place to park")) : deadLetters.park(letter)),
  };
}

/** Fails when a promise takes longer than a second. */
export async function quickly(promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("took longer than a second")), 1_000);
  });
  await Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
