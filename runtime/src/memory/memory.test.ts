import { describe, expect, it } from "vitest";
import { isRuntimeError } from "../errors.ts";
import { keyBytes } from "../event/key-bytes.ts";
import { busContract } from "../port/bus.contract.ts";
import type { Delivery } from "../port/bus.ts";
import { deadLettersContract } from "../port/dead-letters.contract.ts";
import { inboxContract } from "../port/inbox.contract.ts";
import { createMemoryBus } from "./memory-bus.ts";
import { createMemoryDeadLetters } from "./memory-dead-letters.ts";
import { createMemoryInbox } from "./memory-inbox.ts";

busContract("memory", () => createMemoryBus());
busContract("memory with one partition", () => createMemoryBus({ partitions: 1 }));
deadLettersContract("memory", createMemoryDeadLetters);
inboxContract("memory", () => {
  let now = 0;
  const written: string[] = [];
  return {
    inbox: createMemoryInbox({ clock: () => now }),
    write: (transaction, value) => transaction.onCommit(() => written.push(value)),
    written: () => written,
    setTime: (time) => {
      now = time;
    },
    close: () => undefined,
  };
});

const message = { topic: "t", key: keyBytes("k"), headers: {}, body: keyBytes("x") };

describe("memory bus", () => {
  it("refuses more than a group can take, and goes on once it has caught up", async () => {
    const bus = createMemoryBus({ capacity: 2 });
    const deliveries: Delivery[] = [];
    await bus.subscribe({ group: "slow", topics: ["t"], prefetch: 1 }, (delivery) => deliveries.push(delivery));
    await bus.publish(message);
    await bus.publish(message);
    const refused = await bus.publish(message).catch((error: unknown) => error);
    expect(isRuntimeError(refused) && refused.code).toBe("BUS_FULL");
    await Promise.resolve();
    await deliveries[0]?.ack();
    await bus.publish(message);
  });

  it("starts a later group with what it kept", async () => {
    const bus = createMemoryBus({ capacity: 2 });
    for (const text of ["1", "2", "3"]) await bus.publish({ ...message, body: keyBytes(text) });
    const bodies: string[] = [];
    await bus.subscribe({ group: "late", topics: ["t"], prefetch: 9 }, (delivery) => {
      bodies.push(new TextDecoder().decode(delivery.message.body));
      void delivery.ack();
    });
    await bus.idle();
    expect(bodies).toEqual(["2", "3"]);
  });
});

describe("memory inbox", () => {
  it("forgets the oldest event beyond its capacity", async () => {
    const inbox = createMemoryInbox({ capacity: 2 });
    for (const id of ["1", "2", "3"]) await inbox.process("c", id, async () => undefined);
    const again = async (id: string) => (await inbox.process("c", id, async () => undefined)).kind;
    expect([await again("3"), await again("2"), await again("1")]).toEqual(["duplicate", "duplicate", "done"]);
  });
});
