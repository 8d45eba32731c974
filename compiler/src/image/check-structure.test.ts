import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { isFileDescriptor } from "./check-structure.ts";

let samples: Uint8Array[];
beforeAll(async () => {
  const compiled = await compile({ kind: "folder", path: join(import.meta.dirname, "../../testdata/print") });
  samples = compiled.kind === "ok" ? compiled.set.files.map(({ bytes }) => bytes) : [];
});

function decodes(bytes: Uint8Array): boolean {
  try {
    fromBinary(FileDescriptorProtoSchema, bytes);
    return true;
  } catch {
    return false;
  }
}

describe("isFileDescriptor", () => {
  it("accepts what compilers write", () => {
    expect(samples.length).toBeGreaterThan(5);
    for (const bytes of samples) expect(isFileDescriptor(bytes, true)).toBe(true);
    expect(isFileDescriptor(toBinary(FileDescriptorProtoSchema, file_google_protobuf_descriptor.proto), true)).toBe(
      true,
    );
  });

  it("accepts nothing that does not decode, whatever bytes are changed or cut", () => {
    const change = fc.record({
      sample: fc.nat(),
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(change, ({ sample, at, byte, cut }) => {
        const bytes = Buffer.from(samples[sample % samples.length] ?? []);
        const place = at % bytes.length;
        bytes[place] = byte;
        const changed = cut ? bytes.subarray(0, place) : bytes;
        if (isFileDescriptor(changed, true)) expect(decodes(changed)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("accepts no arbitrary bytes that do not decode", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        if (isFileDescriptor(bytes, true)) expect(decodes(bytes)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it("looks into source info only when told to", () => {
    const file = Uint8Array.of(0x4a, 2, 0x0a, 0x7f);
    expect([isFileDescriptor(file, true), isFileDescriptor(file, false)]).toEqual([false, true]);
    expect(isFileDescriptor(Uint8Array.of(0x4a, 3, 0x0a, 0x7f), false)).toBe(false);
  });

  it("refuses messages nested without end", () => {
    let bytes: Uint8Array = Uint8Array.of();
    for (let depth = 0; depth < 5000 && bytes.length < 10_000; depth++)
      bytes =
        bytes.length < 120
          ? Uint8Array.of(0x1a, bytes.length, ...bytes)
          : Uint8Array.of(0x1a, (bytes.length & 127) | 128, bytes.length >> 7, ...bytes);
    const file = Uint8Array.of(0x22, (bytes.length & 127) | 128, bytes.length >> 7, ...bytes);
    expect(isFileDescriptor(file, true)).toBe(false);
  });
});
