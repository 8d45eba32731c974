import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLanes } from "./lanes.ts";

describe("lanes", () => {
  it("are idle before anything was added", async () => {
    await createLanes(1).idle();
  });

  it("run everything once, keep each key in order and never exceed their number", async () => {
    const work = fc.array(
      fc.record({ key: fc.option(fc.constantFrom("a", "b", "c"), { nil: undefined }), takes: fc.nat(2) }),
    );
    await fc.assert(
      fc.asyncProperty(work, fc.integer({ min: 1, max: 4 }), async (items, concurrency) => {
        const lanes = createLanes(concurrency);
        const done: number[] = [];
        const running = new Set<number>();
        for (const [index, { key, takes }] of items.entries())
          lanes.add(key, async () => {
            if (key !== undefined) expect([...running].map((other) => items[other]?.key)).not.toContain(key);
            running.add(index);
            expect(running.size).toBeLessThanOrEqual(concurrency);
            if (takes > 0) await sleep(takes - 1);
            running.delete(index);
            done.push(index);
          });
        await lanes.idle();
        expect(done.toSorted((a, b) => a - b)).toEqual([...items.keys()]);
        for (const key of ["a", "b", "c"]) {
          const ofKey = done.filter((index) => items[index]?.key === key);
          expect(ofKey).toEqual(ofKey.toSorted((a, b) => a - b));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("let others pass a key that is busy", async () => {
    const lanes = createLanes(2);
    const done: string[] = [];
    const item = (name: string, takes: number) => async () => {
      await sleep(takes);
      done.push(name);
    };
    lanes.add("slow", item("slow 1", 20));
    lanes.add("slow", item("slow 2", 0));
    lanes.add("quick", item("quick", 0));
    lanes.add(undefined, item("no key", 0));
    await lanes.idle();
    expect(done).toEqual(["quick", "no key", "slow 1", "slow 2"]);
  });
});
