import { chmodSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sandbox } from "../test-support/sandbox.ts";
import { holdsMany } from "./holds-many.ts";

it.each([
  [0, true],
  [3, true],
  [4, false],
])("counts .proto files at any depth, nothing else: at least %i is %s", (many, expected) => {
  const { folder } = sandbox({
    "a.proto": "",
    "b/c.proto": "",
    "b/d/e.proto": "",
    "b/buf.yaml": "",
    "proto/x.txt": "",
  });
  expect(holdsMany(folder, many)).toBe(expected);
});

it("does not follow links to folders, which may lead around in a circle", () => {
  const { folder } = sandbox({ "a/a.proto": "" });
  symlinkSync(folder, join(folder, "a/again"));
  expect(holdsMany(folder, 2)).toBe(false);
});

it("finds nothing where there is nothing to find", () => {
  const { folder } = sandbox({ "a.proto": "", "locked/b.proto": "" });
  chmodSync(join(folder, "locked"), 0o000);
  expect(holdsMany(join(folder, "gone"), 1)).toBe(false);
  expect(holdsMany(join(folder, "a.proto"), 1)).toBe(false);
  chmodSync(join(folder, "locked"), 0o700);
});
