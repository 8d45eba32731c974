import { clone, create, equals, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type Envelope, EnvelopeSchema } from "@postel/proto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRuntimeError } from "../errors.ts";
import { ATTRIBUTES } from "./headers-table.ts";
import { ENVELOPE_MEDIA_TYPE, readEnvelope } from "./read-envelope.ts";
import { writeHeaders } from "./write-headers.ts";

const OWN_NAMES = new Set(["specversion", ...ATTRIBUTES.map((attribute) => attribute.name)]);

const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !/\p{Cc}/u.test(value));
const someText = text.filter((value) => value !== "");
const names = fc.stringMatching(/^[a-z0-9]{1,20}$/).filter((name) => !OWN_NAMES.has(name));
const media = fc.constantFrom("", "application/json", "text/plain; charset=utf-8");

const envelopes: fc.Arbitrary<Envelope> = fc
  .record({
    id: someText,
    type: someText,
    source: text,
    schema: fc.option(fc.record({ module: text, version: text, digest: text }), { nil: undefined }),
    time: fc.option(
      fc.record({
        seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }),
        nanos: fc.integer({ min: 0, max: 999_999_999 }),
      }),
      { nil: undefined },
    ),
    key: fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      text.map((value) => new TextEncoder().encode(value)),
    ),
    correlationId: text,
    causationId: text,
    traceparent: text,
    tracestate: text,
    sequence: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    replayId: text,
    corrects: text,
    attributes: fc.dictionary(names, text, { maxKeys: 5, noNullPrototype: true }),
    contentType: media,
    data: fc.uint8Array({ maxLength: 50 }),
  })
  .map(({ schema, time, ...rest }) =>
    create(EnvelopeSchema, { ...rest, ...(schema && { schema }), ...(time && { time }) }),
  );

type Change = Partial<Omit<Envelope, "$typeName" | "$unknown">>;

function sample(change: Change = {}): Envelope {
  return create(EnvelopeSchema, {
    id: "0192a8c0-0000-7000-8000-000000000000",
    type: "shop.orders.v2.OrderPlaced",
    source: "orders",
    schema: { module: "shop/orders", version: "2.1.0", digest: "sha256:22" },
    time: timestampFromMs(1_700_000_000_123),
    key: new TextEncoder().encode("order-1"),
    ...change,
  });
}

function read(body: Uint8Array, headers: Record<string, string>): Envelope {
  const result = readEnvelope(body, headers);
  if (result.kind !== "ok") throw new Error(result.problem);
  return result.envelope;
}

describe("CloudEvents headers", () => {
  it("carry every envelope there and back without loss", () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        expect(read(envelope.data, writeHeaders(envelope))).toEqual(envelope);
      }),
      { numRuns: 500 },
    );
  });

  it("look as the Kafka binding and our users expect", () => {
    const headers = writeHeaders(sample({ correlationId: "c-1", sequence: 7n, attributes: { subject: "s" } }));
    expect(headers).toEqual({
      ce_specversion: "1.0",
      ce_id: "0192a8c0-0000-7000-8000-000000000000",
      ce_type: "shop.orders.v2.OrderPlaced",
      ce_source: "orders",
      ce_time: "2023-11-14T22:13:20.123Z",
      ce_dataschema: "postel://shop/orders/2.1.0#sha256:22",
      ce_partitionkey: "order-1",
      ce_correlationid: "c-1",
      ce_sequence: "7",
      ce_subject: "s",
      "content-type": "application/protobuf",
    });
  });

  it("write a key that is no text in base64", () => {
    const headers = writeHeaders(sample({ key: Uint8Array.of(0xff, 0x00) }));
    expect(headers.ce_partitionkeybase64).toBe("/wA=");
    expect(headers.ce_partitionkey).toBeUndefined();
  });

  it.each(["ce_", "ce-", "CE_", "cloudEvents:", "cloudEvents_"])("are read with the prefix %s", (prefix) => {
    const written = Object.entries(writeHeaders(sample()));
    const headers = Object.fromEntries(written.map(([name, value]) => [name.replace("ce_", prefix), value]));
    expect(read(new Uint8Array(), headers)).toEqual(sample());
  });

  it("keep what does not parse as text, rather than losing the event for it", () => {
    const odd = {
      time: "yesterday",
      sequence: "-1",
      dataschema: "https://example.com/s.json",
      partitionkeybase64: "!",
    };
    const headers = Object.fromEntries(Object.entries(odd).map(([name, value]) => [`ce_${name}`, value]));
    const envelope = read(new Uint8Array(), { ...headers, ce_id: "1", ce_type: "T" });
    expect({ ...envelope.attributes }).toEqual(odd);
    expect(writeHeaders(envelope)).toMatchObject(headers);
  });

  it("take the trace context of tracing libraries, unless the event has its own", () => {
    const headers = { ce_id: "1", ce_type: "T", traceparent: "library", tracestate: "s" };
    expect(read(new Uint8Array(), headers)).toMatchObject({ traceparent: "library", tracestate: "s" });
    expect(read(new Uint8Array(), { ce_traceparent: "own", ...headers }).traceparent).toBe("own");
    expect(read(new Uint8Array(), { ...headers, ce_traceparent: "own" }).traceparent).toBe("own");
  });

  it("ignore headers that are none of CloudEvents'", () => {
    const envelope = read(new Uint8Array(), { ce_id: "1", ce_type: "T", "x-other": "1", ce___proto__: "x" });
    expect({ ...envelope.attributes }).toEqual({});
  });
});

describe("writeHeaders refuses", () => {
  it.each([
    ["no id", { id: "" }],
    ["a very long id", { id: "x".repeat(257) }],
    ["no type", { type: "" }],
    ["control characters", { correlationId: "a\r\nx-injected: 1" }],
    ["half a surrogate pair", { source: "\ud800" }],
    ["an attribute with a bad name", { attributes: { "no spaces": "x" } }],
    ["an attribute that has a field", { attributes: { id: "other" } }],
    ["an attribute that shadows the version", { attributes: { specversion: "0.3" } }],
    ["too much", { attributes: { big: "x".repeat(70_000) } }],
    ["too many", { attributes: Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`a${at}`, ""])) }],
    ["a time that is none", { time: { $typeName: "google.protobuf.Timestamp", seconds: 2n ** 60n, nanos: 0 } }],
  ] satisfies [string, Change][])("%s", (_, change) => {
    expect(() => writeHeaders(sample(change))).toThrowError(
      expect.toSatisfy((thrown) => isRuntimeError(thrown) && thrown.code === "ENVELOPE_INVALID"),
    );
  });
});

describe("readEnvelope", () => {
  it("reads a body that is a whole envelope", () => {
    const envelope = sample({ data: Uint8Array.of(1, 2) });
    const result = read(toBinary(EnvelopeSchema, envelope), { "Content-Type": `${ENVELOPE_MEDIA_TYPE}; v=1` });
    expect(equals(EnvelopeSchema, result, clone(EnvelopeSchema, envelope))).toBe(true);
  });

  it.each([
    ["nothing", {}, /no type/],
    ["no id", { ce_type: "T" }, /no id/],
    ["a long id", { ce_type: "T", ce_id: "x".repeat(300) }, /id of 300/],
    ["an older CloudEvents", { ce_type: "T", ce_id: "1", ce_specversion: "0.3" }, /CloudEvents 0.3/],
    ["too many headers", Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`h${at}`, ""])), /300 headers/],
    ["too large headers", { h: "x".repeat(70_000) }, /70001 characters/],
    ["no envelope in the body", { "content-type": ENVELOPE_MEDIA_TYPE }, /no envelope/],
  ])("says what is wrong: %s", (_, headers, problem) => {
    const result = readEnvelope(Uint8Array.of(0xff), headers);
    expect(result).toEqual({ kind: "malformed", problem: expect.stringMatching(problem) });
  });
});
