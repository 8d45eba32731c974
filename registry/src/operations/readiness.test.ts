import { afterEach, expect, it, vi } from "vitest";
import { readiness } from "./readiness.ts";

afterEach(() => vi.useRealTimers());

it("is ready while the store answers, until it stops", async () => {
  const ready = readiness({ moduleNames: async () => [] });
  expect(await ready.isReady()).toBe(true);
  ready.stop();
  expect(await ready.isReady()).toBe(false);
});

it("is not ready while the store fails, and again when it answers", async () => {
  let broken = true;
  const ready = readiness({
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
  const asked = readiness({ moduleNames: () => new Promise(() => {}) }).isReady();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await asked).toBe(false);
});
