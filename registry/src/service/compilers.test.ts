import { expect, it } from "vitest";
import { compilerLoad, withCompiler } from "./compilers.ts";

it("runs few at once, lets others wait in order, refuses what is too much, and recovers from failures", async () => {
  const ends: (() => void)[] = [];
  const order: number[] = [];
  const work = (at: number) => async () => {
    order.push(at);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (at % 2) throw new Error(`work ${at} failed`);
    return at;
  };
  const all = Array.from({ length: 600 }, (_, at) => withCompiler(work(at)));
  const settled = Promise.allSettled(all);
  await Promise.resolve();
  const { running, waiting, refused } = compilerLoad();
  expect([running >= 2, waiting, running + waiting + refused]).toEqual([true, 256, 600]);
  while (compilerLoad().running > 0) {
    expect(compilerLoad().running).toBeLessThanOrEqual(running);
    for (const end of ends.splice(0)) end();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const outcomes = await settled;
  const done = running + waiting;
  expect(order).toEqual(Array.from({ length: done }, (_, at) => at));
  expect(compilerLoad()).toMatchObject({ running: 0, waiting: 0, started: done, refused });
  expect(compilerLoad().waitedSeconds).toBeGreaterThan(0);
  expect(compilerLoad().ranSeconds).toBeGreaterThan(0);
  const last = outcomes.at(-1);
  expect(last).toMatchObject({ reason: { code: "COMPILERS_BUSY" } });
});
