import fc from "fast-check";
import { expect, it } from "vitest";
import { byteCache } from "./byte-cache.ts";

it("forgets what was not used for longest", () => {
  const cache = byteCache<number>(3);
  for (const key of ["a", "b", "c"]) cache.set(key, key.charCodeAt(0), 1);
  expect(cache.get("a")).toBe(97);
  cache.set("d", 100, 1);
  expect(["a", "b", "c", "d"].map((key) => cache.get(key))).toEqual([97, undefined, 99, 100]);
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
        if (!forget && size <= 10) expect(cache.get(key)).toBe(size);
      }
    }),
  );
});
