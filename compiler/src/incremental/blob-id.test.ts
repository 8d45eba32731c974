import { join } from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { sandbox } from "../test-support/sandbox.ts";
import { blobId } from "./blob-id.ts";

it("names content as git does, whatever its size", () => {
  const box = sandbox();
  box.git("init", "--quiet");
  const sizes = fc.sample(fc.integer({ min: 0, max: 600_000 }), 6);
  for (const size of [0, 1, 2 ** 18 - 33, 2 ** 18 - 32, 2 ** 18 - 31, ...sizes]) {
    box.write({ f: "x\u00fc".repeat(size).slice(0, size) });
    expect(blobId(join(box.folder, "f"), "sha1")).toBe(box.git("hash-object", "f"));
  }
});

it("names content with SHA-256 in repositories that do", () => {
  const box = sandbox({ f: "content" });
  box.git("init", "--quiet", "--object-format=sha256");
  expect(blobId(join(box.folder, "f"), "sha256")).toBe(box.git("hash-object", "f"));
});
