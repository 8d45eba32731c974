import { compile } from "@postel/compiler";
import { type DescriptorSet, outlineOf } from "@postel/proto";
import { expect, it } from "vitest";
import { canHoldEvents } from "./can-hold-events.ts";
import { moduleSet } from "./module-set.ts";

async function set(files: Record<string, string>): Promise<DescriptorSet> {
  const texts = Object.entries(files).map(([path, text]) => [path, `syntax = "proto3"; ${text}`]);
  const compiled = await compile({ kind: "text", files: Object.fromEntries(texts) });
  if (compiled.kind === "invalid") throw new Error(compiled.problems[0]?.message);
  return compiled.set;
}

const marks = ({ files }: DescriptorSet) =>
  files.map(({ path, isImport }) => `${path}${isImport ? " (import)" : ""}`).sort();

it("cuts a module out with all that it needs, and no more", async () => {
  const whole = await set({
    "a/a.proto": 'package a; import "b/b.proto"; message A { b.B b = 1; }',
    "b/b.proto": 'package b; import "google/protobuf/any.proto"; message B { google.protobuf.Any a = 1; }',
    "c/c.proto": 'package c; import "a/a.proto"; message C { a.A a = 1; }',
  });
  expect(marks(moduleSet(whole, ["a/a.proto"]))).toEqual([
    "a/a.proto",
    "b/b.proto (import)",
    "google/protobuf/any.proto (import)",
  ]);
  expect(marks(moduleSet(whole, ["c/c.proto", "gone.proto"]))).toHaveLength(4);
  expect(moduleSet(whole, []).files).toEqual([]);
});

it("reads imports without decoding", async () => {
  const [file] = (await set({ "a.proto": 'import public "google/protobuf/any.proto"; message A {}' })).files.slice(-1);
  expect(file && outlineOf(file).imports).toEqual(["google/protobuf/any.proto"]);
});

it("knows whether a set can hold events", async () => {
  const event = await set({
    "a.proto": 'import "postel/v1/event.proto"; message A { option (postel.v1.event) = {}; }',
  });
  expect(canHoldEvents(event)).toBe(true);
  expect(canHoldEvents(await set({ "a.proto": "message A {}" }))).toBe(false);
  expect(canHoldEvents({ files: event.files.filter(({ path }) => !path.startsWith("google/")) })).toBe(false);
});
