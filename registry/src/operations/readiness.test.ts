import { afterEach, expect, it, vi } from "vitest";
import { readiness } from "./readiness.ts";

afterEach(() => vi.useRealTimers());

it("is ready while the store answers, until it stops", async () => {
  const ready = readiness({ moduleNames: async () => [], canWrite: () => true });
  expect(await ready.isReady()).toBe(true);
  ready.stop();
  expect(await ready.isReady()).toBe(false);
});

it("is not ready while the store fails, and again when it answers", async () => {
  let broken = true;
  const ready = readiness({
    canWrite: () => true,
    moduleNames: async () => {
      if (broken) throw new Error("connection terminated");
      return [];
    },
  });
  expect(await ready.isReady()).toBe(false);
  broken = false;
  expect(await ready.isReady()).toBe(true);
});

it("does not wait for a store that hangs", async () => {
  vi.useFakeTimers();
  const asked = readiness({ moduleNames: () => new Promise(() => {}), canWrite: () => true }).isReady();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toBe(false);
});

it("is neither ready nor live once nothing more can be written, but stops in peace", async () => {
  let canWrite = true;
  const ready = readiness({ moduleNames: async () => [], canWrite: () => canWrite });
  expect([await ready.isReady(), ready.isLive()]).toEqual([true, true]);
  canWrite = false;
  expect([await ready.isReady(), ready.isLive()]).toEqual([false, false]);
  ready.stop();
  expect([await ready.isReady(), ready.isLive()]).toEqual([false, true]);
});
