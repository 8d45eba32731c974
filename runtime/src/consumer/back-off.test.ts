import { describe, expect, it } from "vitest";
import { backOff, DEFAULT_RETRY } from "./back-off.ts";

const policy = { attempts: 3, firstPause: 8, longestPause: 20 };

async function pauseAfter(failures: number): Promise<number> {
  const start = performance.now();
  expect(await backOff(policy, failures, new AbortController().signal)).toBe(true);
  return performance.now() - start;
}

describe("backOff", () => {
  it("waits longer after each failure, up to the longest pause", async () => {
    expect(await pauseAfter(1)).toBeGreaterThanOrEqual(3);
    expect(await pauseAfter(2)).toBeGreaterThanOrEqual(7);
    expect(await pauseAfter(60)).toBeLessThan(200);
  });

  it("ends at once when stopped, before or meanwhile", async () => {
    const slow = { ...DEFAULT_RETRY, firstPause: 60_000 };
    expect(await backOff(slow, 1, AbortSignal.abort())).toBe(false);
    const stopping = new AbortController();
    const waiting = backOff(slow, 1, stopping.signal);
    stopping.abort();
    expect(await waiting).toBe(false);
  });
});
