import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DescriptorSet, outlineOf, type SchemaFile, writeDescriptorSet } from "@postel/proto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { compile } from "../compile.ts";
import { PLAIN, sandbox } from "../test-support/sandbox.ts";
import { imageCache } from "./image-cache.ts";

const USES = 'syntax = "proto3";\npackage uses;\nimport "plain.proto";\nmessage Uses { plain.Plain p = 1; }\n';
let set: DescriptorSet;
let other: DescriptorSet;
beforeAll(async () => {
  [set, other] = (await Promise.all(
    [{ "plain.proto": PLAIN, "uses.proto": USES }, { "plain.proto": PLAIN }].map(async (files) => {
      const compiled = await compile({ kind: "text", files });
      if (compiled.kind === "invalid") throw new Error("invalid");
      return compiled.set;
    }),
  )) as [DescriptorSet, DescriptorSet];
});

let folder: string;
beforeEach(() => {
  folder = join(sandbox().folder, "images");
});

const bytesOf = (value: DescriptorSet | undefined) => value && Buffer.from(writeDescriptorSet(value)).toString("hex");
const entry = () => join(folder, "k.image");

describe("imageCache", () => {
  it("gives back what was stored, whole or file by file", async () => {
    const cache = imageCache(folder);
    expect(await cache.load("k")).toBeUndefined();
    expect(await cache.open("k")).toBeUndefined();
    await cache.store("k", set);
    for (const found of [await cache.load("k"), await cache.open("k")]) {
      expect(bytesOf(found)).toBe(bytesOf(set));
      expect(found?.files.map(({ path, isImport }) => ({ path, isImport }))).toEqual(
        set.files.map(({ path, isImport }) => ({ path, isImport })),
      );
      expect(found?.files.map(outlineOf)).toEqual([
        { package: "plain", imports: [], publicImports: [] },
        { package: "uses", imports: ["plain.proto"], publicImports: [] },
      ]);
      expect(found?.files[0]?.descriptor.messageType[0]?.name).toBe("Plain");
    }
  });

  it("reads nothing but the header until a file is used", async () => {
    const cache = imageCache(folder);
    await cache.store("k", set);
    const opened = await cache.open("k");
    rmSync(entry());
    expect(opened?.files.map(({ path }) => path)).toEqual(["plain.proto", "uses.proto"]);
    expect(() => opened?.files[0]?.bytes).toThrow(expect.objectContaining({ code: "cache_damaged" }));
  });

  it("keeps an entry and its folder private", async () => {
    await imageCache(folder).store("k", set);
    expect((statSync(entry()).mode & 0o777).toString(8)).toBe("600");
    expect((statSync(folder).mode & 0o777).toString(8)).toBe("700");
  });

  it("never gives a wrong byte, whichever byte of an entry is changed or wherever it is cut", async () => {
    const cache = imageCache(folder);
    await cache.store("k", set);
    const whole = readFileSync(entry());
    for (let at = 0; at < whole.length; at += 23) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x20;
      for (const damaged of [flipped, whole.subarray(0, at), Buffer.concat([whole, whole.subarray(0, at + 1)])]) {
        writeFileSync(entry(), damaged);
        expect(readLazily(await cache.open("k"))).toBe("nothing or refused");
        writeFileSync(entry(), damaged);
        expect(await cache.load("k")).toBeUndefined();
      }
    }
  });

  it("removes a damaged entry", async () => {
    const cache = imageCache(folder);
    await cache.store("k", set);
    truncateSync(entry(), 300);
    await cache.load("k");
    expect(existsSync(entry())).toBe(false);
  });

  it("takes no entry for another", async () => {
    const cache = imageCache(folder);
    await cache.store("other", other);
    renameSync(join(folder, "other.image"), entry());
    expect(await cache.load("k")).toBeUndefined();
  });

  it("takes no foreign file for an entry", async () => {
    const cache = imageCache(folder);
    await cache.store("k", set);
    for (const content of [
      "",
      "postel-image-2",
      `postel-image-2 ${"0".repeat(64)} 999999999\n`,
      "{}",
      writeDescriptorSet(set),
    ]) {
      writeFileSync(entry(), content);
      expect(await cache.open("k")).toBeUndefined();
      expect(await cache.load("k")).toBeUndefined();
    }
  });

  it("stays within its bound by removing what was used longest ago", async () => {
    const size = async () => {
      await imageCache(folder).store("size", set);
      const bytes = statSync(join(folder, "size.image")).size;
      rmSync(join(folder, "size.image"));
      return bytes;
    };
    const cache = imageCache(folder, (await size()) * 3 + 50);
    for (const [index, key] of ["a", "b", "c"].entries()) {
      await cache.store(key, set);
      utimesSync(join(folder, `${key}.image`), 1000 + index, 1000 + index);
    }
    await cache.load("a");
    await cache.store("d", set);
    expect(readdirSync(folder).sort()).toEqual(["a.image", "c.image", "d.image"]);
  });

  it("stores nothing that is larger than its bound", async () => {
    await imageCache(folder, 100).store("k", set);
    expect(existsSync(entry())).toBe(false);
  });

  it("removes what a killed writer left, once it is old", async () => {
    const cache = imageCache(folder);
    await cache.store("a", set);
    for (const name of ["old.partial", "new.partial"]) writeFileSync(join(folder, name), "half");
    utimesSync(join(folder, "old.partial"), 1000, 1000);
    await cache.store("b", set);
    expect(readdirSync(folder).sort()).toEqual(["a.image", "b.image", "new.partial"]);
  });

  it("works without a disk that takes it", async () => {
    const { folder: locked } = sandbox({ file: "x" });
    for (const place of [join(locked, "file"), join(locked, "file/images"), "/dev/null/x"]) {
      const cache = imageCache(place);
      await cache.store("k", set);
      expect(await cache.load("k")).toBeUndefined();
    }
  });

  it("is right under concurrent writers, readers and kill -9", async () => {
    const cache = imageCache(folder);
    const seen = new Set<string>();
    for (let round = 0; round < 4; round++) {
      const writers = await Promise.all([startWriter(), startWriter()]);
      for (let read = 0; read < 25; read++) {
        for (const file of (await cache.load("shared"))?.files ?? []) seen.add(file.descriptor.package);
        for (const file of (await cache.open("shared"))?.files ?? []) seen.add(packageOrRefused(file) ?? "");
      }
      await sleep(round * 7);
      for (const writer of writers) writer.kill("SIGKILL");
    }
    seen.delete("");
    expect([...seen].filter((name) => !/^writer\d+$/.test(name))).toEqual([]);
    expect(seen.size).toBeGreaterThan(3);
  });
});

/** Starts a process that stores its own image again and again; resolves once it has stored one. */
async function startWriter(): Promise<ChildProcess> {
  const script = join(import.meta.dirname, "../test-support/cache-writer.ts");
  const child = spawn(process.execPath, ["-C", "@postel/source", script, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

/** Reads every file of a lazily opened entry: its bytes, or that it refused. */
function readLazily(opened: DescriptorSet | undefined): string | undefined {
  try {
    const bytes = bytesOf(opened);
    return bytes === undefined ? "nothing or refused" : bytes;
  } catch (error) {
    expect(error).toMatchObject({ code: "cache_damaged" });
    return "nothing or refused";
  }
}

function packageOrRefused(file: SchemaFile): string | undefined {
  try {
    return file.descriptor.package;
  } catch (error) {
    expect(error).toMatchObject({ code: "cache_damaged" });
    return undefined;
  }
}
