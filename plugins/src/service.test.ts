import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "./generate.ts";
import { requestFor } from "./request/request-for.ts";
import { addStubs } from "./stubs/add-stubs.ts";
import { handlerStubs } from "./stubs/handler-stubs.ts";
import { compileProtos } from "./test-support/compile-protos.ts";
import { GOLDEN, generateCase, type LoadedCode, loadCode } from "./test-support/load-case.ts";
import { typeCheck } from "./test-support/type-check.ts";

let loaded: LoadedCode;
let code: Record<string, string>;
beforeAll(async () => {
  const { code: generated, authored } = await generateCase("service");
  code = generated;
  loaded = loadCode({ ...code, ...authored });
});
afterAll(() => loaded.folder.remove());

it("emits two majors of one event and reads both as the oldest", async () => {
  const { run } = (await loaded.load("service.ts")) as { run(): Promise<readonly string[]> };
  expect((await run()).toSorted()).toEqual([
    "shop.gifts.v1.GiftSent Ada 5g paper 1",
    "shop.gifts.v1.GiftSent Ada 6g paper 1",
    "shop.gifts.v3.GiftReturned too light: 5g",
    "shop.gifts.v3.GiftReturned too light: 6g",
  ]);
});

it("stubs handlers that compile and lose nothing", async () => {
  const set = compileProtos(`${GOLDEN}/service/proto`);
  const needed = handlerStubs(set, ["shop.gifts.GiftSent@v1", "shop.gifts.GiftReturned"], "./postel_consumers.ts");
  const stubbed = await addStubs(undefined, needed);
  const text = stubbed.kind === "ok" ? stubbed.text : "";
  expect(text).toContain("A gift came back.");
  expect(text).toContain('throw new Error("nothing handles shop.gifts.GiftSent yet: write giftSent");');
  expect(typeCheck({ ...code, "handlers.ts": text })).toEqual([]);
});

it("refuses to read as a major that newer ones do not lead back to", async () => {
  const set = compileProtos({
    "a/v1/e.proto": event("a.v1", "int32 n = 1;"),
    "a/v2/e.proto": event("a.v2", 'string n = 1 [(postel.v1.field).upcast = "string(old.n)"];'),
  });
  const request = requestFor(set, ["a/v1/e.proto", "a/v2/e.proto"], "consumes=a.E@v1");
  await expect(generate("consumers", request)).rejects.toThrow(
    "newer events cannot be read as v1:\na.v1.E.n: n was a string and is an int32\nGive these fields a `downcast`",
  );
});

function event(name: string, fields: string): string {
  return `syntax = "proto3";\npackage ${name};\nimport "postel/v1/event.proto";\nmessage E { option (postel.v1.event) = {}; ${fields} }\n`;
}
