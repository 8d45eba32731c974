import { compile } from "@postel/compiler";
import { type GeneratedSamples, readModel, sampleEvent } from "@postel/model";
import { array, assert, asyncProperty, constantFrom, integer, oneof, record, tuple } from "fast-check";
import { describe, expect, it } from "vitest";
import { validationOf } from "./validation.ts";

const small = integer({ min: 0, max: 40 });

/** A kind of field and rules that some value satisfies, as text; `#` stands for the field's number. */
const field = oneof(
  tuple(small, small).map(
    ([a, b]) =>
      `string f# = # [(buf.validate.field).string = {min_len: ${Math.min(a, b)}, max_len: ${Math.max(a, b)}}];`,
  ),
  constantFrom(
    "uuid",
    "email",
    "hostname",
    "ip",
    "ipv4",
    "ipv6",
    "uri",
    "uri_ref",
    "address",
    "tuuid",
    "ip_prefix",
    "host_and_port",
    "ulid",
  ).map((format) => `string f# = # [(buf.validate.field).string.${format} = true];`),
  tuple(constantFrom("[a-z]", "\\\\d", "(x|yz)", "[^ ]", "\\\\w", "[A-F0-9]"), integer({ min: 1, max: 9 }), small).map(
    ([atom, least, more]) =>
      `string f# = # [(buf.validate.field).string.pattern = "^${atom}{${least},${least + more}}$"];`,
  ),
  tuple(constantFrom("int32", "int64", "uint32", "uint64", "sint64", "fixed32", "sfixed64"), small, small).map(
    ([type, a, b]) =>
      `${type} f# = # [(buf.validate.field).${type} = {gte: ${Math.min(a, b)}, lte: ${Math.max(a, b)}}];`,
  ),
  tuple(constantFrom("float", "double"), small).map(
    ([type, low]) => `${type} f# = # [(buf.validate.field).${type} = {gt: ${low}, lt: ${low + 1}}];`,
  ),
  tuple(small, small).map(
    ([a, b]) =>
      `repeated int32 f# = # [(buf.validate.field).repeated = {min_items: ${Math.min(a, b, 5)}, max_items: ${Math.max(a, b)}, unique: true}];`,
  ),
  small.map(
    (least) =>
      `map<string, bytes> f# = # [(buf.validate.field).map = {min_pairs: ${least % 3}, values: {bytes: {min_len: ${least}}}}];`,
  ),
  small.map(
    (seconds) =>
      `google.protobuf.Duration f# = # [(buf.validate.field).duration = {gte: {seconds: ${seconds}}, lt: {seconds: ${seconds + 2}}}];`,
  ),
  constantFrom("optional ", "repeated ", "").map((label) => `${label}E f# = #;`),
  constantFrom(
    "E f# = # [(buf.validate.field).enum = {in: [1, 2]}];",
    "E f# = # [(buf.validate.field).enum = {defined_only: true, not_in: [0]}];",
    "optional string f# = # [(buf.validate.field).required = true];",
    "M0 f# = #;",
    "repeated M1 f# = #;",
    "M0 f# = # [(buf.validate.field).required = true];",
    "oneof o# { string f# = #; int32 g# = 1#; }",
    "oneof o# { option (buf.validate.oneof).required = true; E f# = #; M1 g# = 1#; }",
  ),
);

const message = record({ fields: array(field, { minLength: 1, maxLength: 6 }) });

function printed(messages: readonly { readonly fields: readonly string[] }[]): string {
  const texts = messages.map(({ fields }, at) => {
    // A message that demands itself has no valid value.
    const own = fields.map((text, nth) =>
      text.replaceAll("#", String(nth + 1)).replace(/^(M0 .*required.*)$/, at === 0 ? "" : "$1"),
    );
    return `message M${at} { option (postel.v1.event) = {}; ${own.join(" ")} }`;
  });
  return `syntax = "proto3"; package p; import "postel/v1/event.proto"; import "buf/validate/validate.proto"; import "google/protobuf/duration.proto";
    enum E { E_UNSPECIFIED = 0; E_A = 1; E_B = 2; } ${texts.join("\n")}`;
}

async function samplesOf(text: string): Promise<ReadonlyMap<string, GeneratedSamples>> {
  const compiled = await compile({ kind: "text", files: { "p/p.proto": text } });
  if (compiled.kind === "invalid") throw new Error(JSON.stringify(compiled.problems));
  const validation = validationOf(compiled.set);
  const events = readModel(compiled.set).events;
  return new Map(events.map(({ name, desc }) => [name, sampleEvent(desc, (json) => validation.ofJson(desc, json))]));
}

describe("generated samples", () => {
  it("exist for every schema whose rules can be satisfied, are named uniquely, and are the same every time", async () => {
    await assert(
      asyncProperty(array(message, { minLength: 8, maxLength: 8 }), async (messages) => {
        const text = printed(messages);
        const found = await samplesOf(text);
        for (const [name, { samples, failed }] of found) {
          expect([name, failed]).toEqual([name, []]);
          const names = samples.map((sample) => sample.name);
          expect(names[0]).toBe("all-set");
          expect(new Set(names).size).toBe(names.length);
        }
        expect(await samplesOf(text)).toEqual(found);
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});
