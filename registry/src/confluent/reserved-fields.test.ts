import { beforeAll, describe, expect, it } from "vitest";
import { compileSource } from "./compile-source.ts";
import { type LinkedSchema, linkSchema } from "./link-schema.ts";
import { reservedFieldErrors } from "./reserved-fields.ts";

const reserving = (names: string) => JSON.stringify({ properties: { "confluent:reserved": names } });
const removed = (name: string) =>
  `The new schema has reserved field ${name} removed from its metadata which is present in the old schema's metadata.`;
const conflict = (name: string) => `The new schema has field that conflicts with the reserved field ${name}.`;

describe("reserved fields", () => {
  let linked: LinkedSchema;
  beforeAll(async () => {
    const text =
      'syntax = "proto3"; message First { string mail = 1; int32 age = 2; } message Second { string deep = 1; }';
    linked = linkSchema(await compileSource(text, []), []);
  });

  it.each([
    ["", undefined, []],
    ["", "", []],
    [reserving("phone"), undefined, []],
    [reserving("deep"), undefined, []],
    [reserving("mail"), undefined, [conflict("mail")]],
    [reserving(" x , age,,mail "), undefined, [conflict("age"), conflict("mail")]],
    [reserving("phone"), reserving("phone"), []],
    [reserving("phone,fax"), reserving("fax"), []],
    [reserving("phone"), reserving("fax, phone,pager"), [removed("fax"), removed("pager")]],
    ["", reserving("phone"), [removed("phone")]],
    [reserving(""), reserving("phone"), [removed("phone")]],
    [reserving("mail"), reserving("phone"), [removed("phone"), conflict("mail")]],
    [reserving("__proto__,constructor"), reserving("toString"), [removed("toString")]],
    ['{"tags":{}}', '{"properties":{"confluent:reserved":7}}', [removed("7")]],
  ])("by %j after %j", (metadata, before, expected) => {
    expect(reservedFieldErrors(linked.file, metadata, before)).toEqual(expected);
  });
});
