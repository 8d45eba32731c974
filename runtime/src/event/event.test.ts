import { describe, expect, it } from "vitest";
import { isRuntimeError, RuntimeError } from "../errors.ts";
import { orderPlaced, orderPlacedV1, orderPlacedV2, paymentCaptured } from "../test-support/shop.ts";
import { defineEvent } from "./event-major.ts";
import { keyBytes } from "./key-bytes.ts";
import { defineLineage } from "./lineage.ts";
import { unmappable, upcastWith } from "./upcast.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("keyBytes", () => {
  it.each([
    ["Zürich", utf8("Zürich")],
    ["", new Uint8Array()],
    [0, utf8("0")],
    [-7, utf8("-7")],
    [2n ** 64n - 1n, utf8("18446744073709551615")],
    [-(2n ** 63n), utf8("-9223372036854775808")],
    [Uint8Array.of(0, 255), Uint8Array.of(0, 255)],
    [undefined, new Uint8Array()],
  ])("of %s", (value, bytes) => {
    expect(keyBytes(value)).toEqual(bytes);
  });
});

describe("upcastWith", () => {
  it("gives the value", () => {
    expect(upcastWith(() => 5)(orderPlacedMessage)).toEqual({ kind: "ok", value: 5 });
  });

  it("gives the place of an enum number that has no counterpart, however deep it was met", () => {
    const deep = () => [1].map(() => unmappable("lines[0].kind", 9));
    expect(upcastWith(deep)(orderPlacedMessage)).toEqual({ kind: "unmappable", path: "lines[0].kind", number: 9 });
  });

  it.each([new Error("no"), "text", undefined])("gives the cause when the function throws %s", (cause) => {
    const failing = upcastWith(() => {
      throw cause;
    });
    expect(failing(orderPlacedMessage)).toEqual({ kind: "failed", cause });
  });
});

const orderPlacedMessage = { $typeName: "shop.orders.v1.OrderPlaced" } as const;

describe("definitions", () => {
  it("refuse an event with another event's schema", () => {
    expect(() => defineEvent({ ...orderPlacedV1, typeName: "shop.orders.v1.Other" })).toThrowError(
      "event shop.orders.v1.Other: its schema is that of shop.orders.v1.OrderPlaced; generate the code again",
    );
  });

  it("refuse a lineage that cannot read its own target", () => {
    const readers = orderPlaced.readers.filter((reader) => reader.event.typeName !== orderPlacedV2.typeName);
    expect(() => defineLineage({ ...orderPlaced, readers })).toThrowError(/has no reader/);
  });

  it("refuse a lineage with two readers of one major", () => {
    const readers = [...orderPlaced.readers, ...orderPlaced.readers];
    expect(() => defineLineage({ ...orderPlaced, readers })).toThrowError(/two readers/);
  });

  it("cannot be changed afterwards", () => {
    expect(Object.isFrozen(paymentCaptured)).toBe(true);
    expect(Object.isFrozen(orderPlaced)).toBe(true);
  });
});

describe("RuntimeError", () => {
  it("is known by its name, so that two copies of this package understand each other", () => {
    const copy = Object.assign(new Error("x"), { name: "RuntimeError", code: "BUS_FULL" });
    expect(isRuntimeError(copy)).toBe(true);
    expect(isRuntimeError(new RuntimeError("BUS_FULL", ["t", 1, "g"]))).toBe(true);
    expect(isRuntimeError(new Error("x"))).toBe(false);
    expect(isRuntimeError("x")).toBe(false);
  });

  it("puts details in as they are, patterns included", () => {
    expect(new RuntimeError("BUS_FULL", ["$& {}", 1, "g"]).message).toBe(
      "topic $& {}: 1 messages wait for group g; nothing more is accepted until it catches up",
    );
  });
});
