import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { writeGuarded } from "../cache/guarded-file.ts";
import { type Sandbox, sandbox } from "../test-support/sandbox.ts";
import { buildKey, lastBuild, noteBuild } from "./folder-builds.ts";

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
  process.env.POSTEL_CACHE_DIR = join(box.folder, "cache");
});

const file = (digest: string, isTarget = true, path = "p/a.proto") => ({ path, digest, isTarget });
const side = {
  layout: "layout",
  files: new Map([
    ["a.proto", file("1")],
    ["__proto__", file("2")],
  ]),
};
const notes = () => {
  const folder = join(box.folder, "cache/builds");
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
};

it("recalls the last build of each folder", async () => {
  expect(await lastBuild("/x")).toBeUndefined();
  const build = { key: await buildKey(side), side };
  await noteBuild("/x", build);
  expect(await lastBuild("/x")).toEqual(build);
  expect(await lastBuild("/y")).toBeUndefined();
  const next = { ...side, layout: "another" };
  await noteBuild("/x", { key: await buildKey(next), side: next });
  expect((await lastBuild("/x"))?.side.layout).toBe("another");
  expect(notes().length).toBe(1);
});

const others: Readonly<Record<string, typeof side>> = {
  "another content": { ...side, files: new Map([...side.files, ["a.proto", file("3")]]) },
  "another place": { ...side, files: new Map([...side.files, ["a.proto", file("1", true, "q/a.proto")]]) },
  "an import instead of a target": { ...side, files: new Map([...side.files, ["a.proto", file("1", false)]]) },
  "one file more": { ...side, files: new Map([...side.files, ["b.proto", file("1")]]) },
  "one file less": { ...side, files: new Map([["a.proto", file("1")]]) },
  "another layout": { ...side, layout: "" },
};

it.each(Object.entries(others))("has another key for %s", async (_name, other) => {
  expect(await buildKey(other)).not.toBe(await buildKey(side));
});

it("has one key for files in any order", async () => {
  expect(await buildKey({ ...side, files: new Map([...side.files].reverse()) })).toBe(await buildKey(side));
});

it("takes no note whose key is not that of what it tells of, as another compiler would leave it", async () => {
  await noteBuild("/x", { key: "0".repeat(64), side });
  expect(await lastBuild("/x")).toBeUndefined();
});

it("takes no damaged note, and none that is well guarded but holds something else", async () => {
  await noteBuild("/x", { key: await buildKey(side), side });
  const [note = ""] = notes();
  writeFileSync(note, "x");
  expect(await lastBuild("/x")).toBeUndefined();
  await writeGuarded(note, "postel-build-0", "{}");
  expect(await lastBuild("/x")).toBeUndefined();
});

it("does without where the disk takes nothing", async () => {
  writeFileSync(join(box.folder, "cache"), "a file");
  await noteBuild("/x", { key: await buildKey(side), side });
  expect(await lastBuild("/x")).toBeUndefined();
});
