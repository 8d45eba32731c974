import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDescriptorSet } from "@postel/proto";
import { beforeEach, describe, expect, it } from "vitest";
import type { Compiled } from "../build/run-build.ts";
import { EVENT, PLAIN, type Sandbox, sandbox, summary } from "../test-support/sandbox.ts";
import { imageKey } from "./compile-git.ts";

let box: Sandbox;
let images: string;
beforeEach(() => {
  box = sandbox();
  process.env.POSTEL_CACHE_DIR = join(box.folder, ".git/cache");
  images = join(box.folder, ".git/cache/images");
});

const entries = () => readdirSync(images).map((name) => join(images, name));
const bytes = (compiled: Compiled) =>
  compiled.kind === "ok" ? Buffer.from(writeDescriptorSet(compiled.set)).toString("hex") : "invalid";

describe("compileGit", () => {
  it("compiles the same files once", async () => {
    box.commit({ "a.proto": EVENT });
    const first = await box.compile(".git");
    const [entry = ""] = entries();
    const written = statSync(entry).ctimeMs;
    box.commit({ "readme.md": "another commit with the same schemas" });
    expect(bytes(await box.compile(".git#branch=main"))).toBe(bytes(first));
    expect(entries()).toEqual([entry]);
    expect(readFileSync(entry).length).toBeGreaterThan(0);
    expect(statSync(entry).birthtimeMs).toBeLessThanOrEqual(written);
  });

  it("stays right when the cache is poisoned", async () => {
    box.commit({ "a.proto": PLAIN });
    const right = bytes(await box.compile(".git"));
    const [entry = ""] = entries();
    const stored = readFileSync(entry);
    box.commit({ "a.proto": PLAIN.replaceAll("Plain", "Wrong") });
    await box.compile(".git");
    const other = entries().find((name) => name !== entry) ?? "";
    const flipped = Buffer.from(stored);
    flipped[flipped.lastIndexOf("Plain")] = "C".charCodeAt(0);
    for (const poison of [readFileSync(other), flipped, stored.subarray(0, 200), Buffer.from(""), Buffer.alloc(5000)]) {
      writeFileSync(entry, poison);
      expect(bytes(await box.compile(".git#ref=HEAD~1"))).toBe(right);
      expect(readFileSync(entry)).toEqual(stored);
    }
  });

  it("keeps what does not compile out of the cache", async () => {
    box.commit({ "a.proto": "message {" });
    expect((await box.compile(".git")).kind).toBe("invalid");
    expect((await box.compile(".git")).kind).toBe("invalid");
    expect(() => entries()).toThrow("ENOENT");
  });

  it("tells apart whatever changes an image", async () => {
    const key = (files: Record<string, string>, subdir?: string, options = {}) =>
      imageKey(
        Object.entries(files).map(([path, blob]) => ({ path, blob })),
        subdir === undefined ? {} : { subdir },
        options,
      );
    const keys = await Promise.all([
      key({ "a.proto": "1" }),
      key({ "a.proto": "2" }),
      key({ "b.proto": "1" }),
      key({ "a.proto": "1", "b.proto": "1" }),
      key({ "a.proto": "1" }, "x"),
      key({ "a.proto": "1" }, undefined, { paths: ["x"] }),
      key({ "a.proto": "1" }, undefined, { excludePaths: ["x"] }),
      key({ "a.proto": "1" }, undefined, { excludeImports: true }),
      key({ "a.proto": "1" }, undefined, { excludeSourceInfo: true }),
      key({ "a.proto": "1" }, undefined, { config: "version: v1" }),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(await key({ "a.proto": "1" }, undefined, { timeout: 5, cwd: "/" })).toBe(keys[0]);
  });

  it("is right with paths, which share nothing with the whole", async () => {
    box.commit({ "a/a.proto": PLAIN, "b/b.proto": PLAIN.replaceAll("Plain", "Other") });
    expect(summary(await box.compile(".git", { paths: ["a"] }))).toEqual(["a/a.proto"]);
    expect(summary(await box.compile(".git"))).toEqual(["a/a.proto", "b/b.proto"]);
    expect(summary(await box.compile(".git", { excludePaths: ["a"] }))).toEqual(["b/b.proto"]);
  });
});
