import { compile } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { expect, it } from "vitest";
import { changelog } from "./changelog.ts";

async function schema(fields: string): Promise<DescriptorSet> {
  const text = `syntax = "proto3"; package a.v1; message M { ${fields} }`;
  const compiled = await compile({ kind: "text", files: { "a.proto": text } });
  if (compiled.kind === "invalid") throw new Error(compiled.problems[0]?.message);
  return compiled.set;
}

it("tells the facts of each release, newest first", async () => {
  const one = await schema("string a_b = 1;");
  const two = await schema("string a_b = 1; int32 new_one = 2; map<string, string> m = 3;");
  const releases = [
    { version: "1.1.1", set: two },
    { version: "1.1.0", set: two },
    { version: "1.0.0", set: one },
  ];
  expect(changelog({ title: "shop/orders", releases })).toBe(`# Changelog of shop/orders

Written from the schemas by Postel.

## 1.1.1

- the generated code changed

## 1.1.0

- field a.v1.M.new\\_one was added
- field a.v1.M.m was added

## 1.0.0

The first release.
`);
});

it("says where older releases are when it does not show all", async () => {
  const one = await schema("string a = 1;");
  const two = await schema("string a = 1; string b = 2;");
  const releases = [{ version: "9.1.0", set: two }];
  const text = changelog({
    title: "m",
    releases,
    before: { version: "9.0.0", set: one },
    note: "Older ones: elsewhere.",
  });
  expect(text).toContain("## 9.1.0\n\n- field a.v1.M.b was added");
  expect(text).not.toContain("## 9.0.0");
  expect(text).toMatch(/\n\nOlder ones: elsewhere\.\n$/);
});
