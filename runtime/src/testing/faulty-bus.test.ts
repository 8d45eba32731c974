import { describe, expect, it } from "vitest";
import { keyBytes } from "../event/key-bytes.ts";
import { createMemoryBus } from "../memory/memory-bus.ts";
import { busContract } from "../port/bus.contract.ts";
import { createFaultyBus, type Faults } from "./faulty-bus.ts";
import { createRandom } from "./random.ts";

busContract("faulty without faults", () => createFaultyBus(createMemoryBus(), { seed: 1 }));

/** What one member sees of twenty messages of one key when it acknowledges all. */
async function seen(faults: Faults): Promise<string[]> {
  const bus = createMemoryBus();
  const bodies: string[] = [];
  await createFaultyBus(bus, faults).subscribe({ group: "g", topics: ["t"], prefetch: 5 }, (delivery) => {
    bodies.push(new TextDecoder().decode(delivery.message.body));
    void delivery.ack();
  });
  for (let at = 10; at < 30; at++)
    await bus.publish({ topic: "t", key: keyBytes("k"), headers: {}, body: keyBytes(at) });
  await bus.idle();
  return bodies;
}

const all = Array.from({ length: 20 }, (_, at) => String(at + 10));

describe("a faulty bus", () => {
  it("duplicates", async () => {
    expect(await seen({ seed: 1, duplicate: 1 })).toEqual(all.flatMap((text) => [text, text]));
  });

  it("loses acknowledgements, so that messages come again", async () => {
    const bodies = await seen({ seed: 1, dropAck: 0.5 });
    expect(bodies.length).toBeGreaterThan(20);
    expect([...new Set(bodies)].sort()).toEqual(all);
  });

  it("reorders", async () => {
    const bodies = await seen({ seed: 1, reorder: 0.5 });
    expect(bodies).not.toEqual(all);
    expect(bodies.toSorted()).toEqual(all);
  });

  it("does the same with the same seed", async () => {
    const faults = { duplicate: 0.3, dropAck: 0.3 };
    expect(await seen({ seed: 7, ...faults })).toEqual(await seen({ seed: 7, ...faults }));
    expect(await seen({ seed: 7, ...faults })).not.toEqual(await seen({ seed: 8, ...faults }));
  });

  it("delivers nothing that it held back once its member has left", async () => {
    const bus = createMemoryBus();
    const bodies: unknown[] = [];
    const faulty = createFaultyBus(bus, { seed: 1, reorder: 1, maxDelay: 10 });
    const options = { group: "g", topics: ["t"], prefetch: 5 };
    const subscription = await faulty.subscribe(options, (delivery) => bodies.push(delivery));
    await bus.publish({ topic: "t", key: keyBytes("k"), headers: {}, body: keyBytes("x") });
    await subscription.close();
    await new Promise((resume) => setTimeout(resume, 20));
    expect(bodies).toEqual([]);
  });
});

describe("createRandom", () => {
  it("gives numbers from 0 up to 1, evenly", () => {
    const random = createRandom(42);
    const buckets = new Array<number>(10).fill(0);
    for (let at = 0; at < 10_000; at++) {
      const bucket = Math.floor(random() * 10);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    for (const count of buckets) expect(count).toBeGreaterThan(800);
    expect(buckets).toHaveLength(10);
  });
});
