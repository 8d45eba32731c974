import fc from "fast-check";
import { expect, it } from "vitest";
import { byteCache } from "./byte-cache.ts";

it("forgets what was not used for longest, a half at a time", () => {
  const cache = byteCache<number>(4);
  for (const key of ["a", "b", "c"]) cache.set(key, key.charCodeAt(0), 1);
  expect(cache.get("a")).toBe(97);
  cache.set("d", 100, 1);
  expect(["a", "b", "c", "d"].map((key) => cache.get(key))).toEqual([97, undefined, 99, 100]);
});

it("keeps what is asked for again and again, however much else comes", () => {
  const cache = byteCache<string>(100);
  cache.set("often", "here", 10);
  for (let at = 0; at < 1_000; at++) {
    cache.set(`n${at}`, "there", 10);
    expect(cache.get("often")).toBe("here");
  }
});

it("does not keep what would take more than half of it", () => {
  const cache = byteCache<string>(10);
  cache.set("small", "s", 5);
  cache.set("large", "l", 6);
  expect([cache.get("small"), cache.get("large")]).toEqual(["s", undefined]);
  cache.set("small", "l", 6);
  expect(cache.get("small")).toBeUndefined();
});

it("keeps within its bytes, and never gives back another value than the last one set", () => {
  const step = fc.record({ key: fc.constantFrom("a", "b", "__proto__"), size: fc.nat(12), forget: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const cache = byteCache<number>(10);
      const sizes = new Map<string, number>();
      for (const { key, size, forget } of steps) {
        if (forget) cache.delete(key);
        else cache.set(key, size, size);
        sizes.set(key, forget ? -1 : size);
        const held = [...sizes.keys()].flatMap((each) => cache.get(each) ?? []);
        expect(held.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(10);
        for (const [each, last] of sizes) expect([undefined, last]).toContain(cache.get(each));
        if (!forget && size <= 5) expect(cache.get(key)).toBe(size);
      }
    }),
  );
});
