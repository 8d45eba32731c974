import { FieldDescriptorProtoSchema, file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageAt, messageIndexes } from "./message-indexes.ts";
import { type Frame, readFrame, writeFrame } from "./wire-format.ts";

const GUID = "00112233-4455-6677-8899-aabbccddeeff";
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(" ", ""), "hex"));

const frame: fc.Arbitrary<Frame> = fc.record({
  schema: fc.oneof(
    fc.record({ kind: fc.constant("id" as const), id: fc.integer({ min: 0, max: 2 ** 31 - 1 }) }),
    fc.record({ kind: fc.constant("guid" as const), guid: fc.uuid() }),
  ),
  indexes: fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 1, maxLength: 20 }),
  payload: fc.uint8Array({ maxLength: 50 }),
});

describe("a frame", () => {
  it.each([
    [{ kind: "id", id: 3 }, [0], "0a026869", "00 00000003 00 0a026869"],
    [{ kind: "id", id: 1 }, [0, 1], "", "00 00000001 04 00 02"],
    [{ kind: "id", id: 2 ** 31 - 1 }, [1], "ff", "00 7fffffff 02 02 ff"],
    [{ kind: "id", id: 5 }, [300, 0], "", "00 00000005 04 d804 00"],
    [{ kind: "guid", guid: GUID }, [0], "01", "01 00112233445566778899aabbccddeeff 00 01"],
    [{ kind: "guid", guid: GUID }, [2, 0, 1], "", "01 00112233445566778899aabbccddeeff 06 04 00 02"],
  ] as const)("of %j at %j is written byte by byte", (schema, indexes, payload, written) => {
    const value = { schema, indexes, payload: bytesOf(payload) };
    expect(hex(writeFrame(value))).toBe(written.replaceAll(" ", ""));
    expect(readFrame(bytesOf(written))).toEqual({ kind: "frame", ...value });
  });

  it("comes back as it was, from any place in a buffer", () => {
    fc.assert(
      fc.property(frame, fc.nat(9), (value, offset) => {
        const written = writeFrame(value);
        const buffer = new Uint8Array(offset + written.length);
        buffer.set(written, offset);
        expect(readFrame(buffer.subarray(offset))).toEqual({ kind: "frame", ...value });
      }),
    );
  });

  it.each([
    ["", "no-magic"],
    ["02 00000001 00", "no-magic"],
    ["0a 026869", "no-magic"],
    ["00 000000", "too-short"],
    ["00 00000001", "too-short"],
    ["01 00112233445566778899aabbccddeeff", "too-short"],
    ["00 00000001 01", "bad-indexes"],
    ["00 00000001 04 00", "bad-indexes"],
    ["00 00000001 02 01", "bad-indexes"],
    ["00 00000001 ffffffffff01", "bad-indexes"],
    ["00 00000001 d00f", "bad-indexes"],
  ])("is not read from %j: %s", (text, reason) => {
    expect(readFrame(bytesOf(text))).toEqual({ kind: "unreadable", reason });
  });

  it("is read or not, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const read = readFrame(bytes);
        if (read.kind === "frame") expect(readFrame(writeFrame(read))).toEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("message indexes", () => {
  it("lead to a message and back", () => {
    const all = [...file_google_protobuf_descriptor.messages];
    for (const message of all) {
      expect(messageAt(file_google_protobuf_descriptor, messageIndexes(message))).toBe(message);
      all.push(...message.nestedMessages);
    }
    expect(messageIndexes(FieldDescriptorProtoSchema)).toEqual([4]);
    expect(messageAt(file_google_protobuf_descriptor, [99])).toBeUndefined();
    expect(messageAt(file_google_protobuf_descriptor, [])).toBeUndefined();
  });
});
