import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derivedId } from "./derived-id.ts";
import { uuidBytes, uuidText } from "./uuid.ts";
import { createUuidV7 } from "./uuid-v7.ts";

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("createUuidV7", () => {
  it("writes the time into the first 48 bits", () => {
    const id = createUuidV7(() => 0x0192_3456_789a)();
    expect(id).toMatch(V7);
    expect(id.slice(0, 13)).toBe("01923456-789a");
  });

  it("ascends within a millisecond, past the counter's end and when the clock is set back", () => {
    let now = 1_000_000;
    const next = createUuidV7(() => now);
    const ids = Array.from({ length: 10_000 }, (_, index) => {
      if (index === 5_000) now -= 500;
      return next();
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
  });

  it("differs between sources with the same clock", () => {
    expect(createUuidV7(() => 5)()).not.toBe(createUuidV7(() => 5)());
  });
});

describe("derivedId", () => {
  it("is a UUIDv5, the same for the same handling and different for any other", async () => {
    const id = await derivedId("in", "billing/shop.orders.OrderPlaced", 0);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await derivedId("in", "billing/shop.orders.OrderPlaced", 0)).toBe(id);
    const others = [
      await derivedId("in2", "billing/shop.orders.OrderPlaced", 0),
      await derivedId("in", "billing/shop.orders.OrderCancelled", 0),
      await derivedId("in", "billing/shop.orders.OrderPlaced", 1),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });

  it("never changes between releases of this package", async () => {
    expect(await derivedId("0192a8c0-0000-7000-8000-000000000000", "h", 3)).toMatchInlineSnapshot(
      `"7332262f-107a-5733-9d0f-8818cd9c6fe2"`,
    );
  });
});

describe("uuid", () => {
  it("reads back the bytes it wrote", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const bytes = uuidBytes(uuid) ?? new Uint8Array();
        expect(uuidText(bytes, (bytes[6] ?? 0) >> 4)).toBe(uuid);
      }),
    );
  });

  it("takes no other text", () => {
    for (const text of ["", "x", "0192a8c0-0000-7000-8000-00000000000", "0192a8c0-0000-7000-8000-0000000000000"])
      expect(uuidBytes(text)).toBeUndefined();
  });
});
