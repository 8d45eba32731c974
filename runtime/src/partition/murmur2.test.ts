import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyBytes } from "../event/key-bytes.ts";
import { murmur2 } from "./murmur2.ts";
import { partitionOf } from "./partition-of.ts";

describe("murmur2", () => {
  /** The vectors of `UtilsTest.testMurmur2` in Apache Kafka. */
  it.each([
    ["21", -973932308],
    ["foobar", -790332482],
    ["a-little-bit-long-string", -985981536],
    ["a-little-bit-longer-string", -1486304829],
    ["lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971],
    ["abc", 479470107],
  ])("hashes %j as Java does", (text, hash) => {
    expect(murmur2(keyBytes(text))).toBe(hash);
  });

  it("hashes no bytes", () => {
    expect(murmur2(new Uint8Array())).toBe(275646681);
  });

  it("agrees with a transcription of Kafka's Java source, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(murmur2(bytes)).toBe(javaMurmur2(bytes));
      }),
      { numRuns: 300 },
    );
  });
});

describe("partitionOf", () => {
  it("drops the sign rather than reading the hash as unsigned", () => {
    const key = keyBytes("21");
    expect(partitionOf(key, 6)).toBe((-973932308 & 0x7fffffff) % 6);
    expect(partitionOf(key, 6)).not.toBe((-973932308 >>> 0) % 6);
  });

  it("stays within the partitions and spreads over all of them", () => {
    const seen = new Set<number>();
    for (let order = 0; order < 1_000; order++) seen.add(partitionOf(keyBytes(`order-${order}`), 7));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

/** `Utils.murmur2` of Kafka 3.9 line by line, in arithmetic of unlimited width cut to 32 bits. */
function javaMurmur2(data: Uint8Array): number {
  const int = (value: bigint) => BigInt.asIntN(32, value);
  const shiftRight = (value: bigint, by: bigint) => BigInt.asUintN(32, value) >> by;
  const byteAt = (index: number) => BigInt(data[index] ?? 0);
  const m = 0x5bd1e995n;
  let h = int(0x9747b28cn ^ BigInt(data.length));
  const words = Math.floor(data.length / 4);
  for (let i = 0; i < words; i++) {
    const i4 = i * 4;
    let k = int(byteAt(i4) + (byteAt(i4 + 1) << 8n) + (byteAt(i4 + 2) << 16n) + (byteAt(i4 + 3) << 24n));
    k = int(k * m);
    k = int(k ^ shiftRight(k, 24n));
    k = int(k * m);
    h = int(h * m);
    h = int(h ^ k);
  }
  const rest = data.length % 4;
  const tail = data.length - rest;
  if (rest >= 3) h = int(h ^ (byteAt(tail + 2) << 16n));
  if (rest >= 2) h = int(h ^ (byteAt(tail + 1) << 8n));
  if (rest >= 1) h = int(int(h ^ byteAt(tail)) * m);
  h = int(h ^ shiftRight(h, 13n));
  h = int(h * m);
  h = int(h ^ shiftRight(h, 15n));
  return Number(h);
}
