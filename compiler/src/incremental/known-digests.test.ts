import { hash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { type Sandbox, sandbox } from "../test-support/sandbox.ts";
import { blobId } from "./blob-id.ts";
import { digestFiles } from "./known-digests.ts";

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
  process.env.POSTEL_CACHE_DIR = join(box.folder, "cache");
});

const PATHS = ["a.proto", "__proto__", "constructor"];
const digests = async () => (await digestFiles(box.folder, PATHS, "sha1")).entries.map(({ blob }) => blob);
const expected = () => PATHS.map((path) => blobId(join(box.folder, path), "sha1"));
const stores = () =>
  readdirSync(join(box.folder, "cache/digests")).map((name) => join(box.folder, "cache/digests", name));

/** Writes files that were last touched an hour ago; only the inode's own time cannot be set back. */
function writeOld(content: string): void {
  for (const path of PATHS) {
    box.write({ [path]: `${path} ${content}` });
    utimesSync(join(box.folder, path), 1_700_000_000, 1_700_000_000);
  }
}

/** As if the files had rested for long: pretends that their inodes are older, too. */
function settle(): () => void {
  const now = Date.now;
  Date.now = () => now() + 10_000;
  return () => {
    Date.now = now;
  };
}

it("digests every file, remembered or not", async () => {
  writeOld("one");
  expect(await digests()).toEqual(expected());
  expect(stores).toThrow("ENOENT");
  const restore = settle();
  expect(await digests()).toEqual(expected());
  expect(stores().length).toBe(1);
  expect(await digests()).toEqual(expected());
  restore();
});

it("sees a change that keeps size and time of a file", async () => {
  const restore = settle();
  writeOld("one");
  await digests();
  writeOld("two");
  expect(await digests()).toEqual(expected());
  renameSync(join(box.folder, "a.proto"), join(box.folder, "x"));
  box.write({ "a.proto": "a.proto one" });
  utimesSync(join(box.folder, "a.proto"), 1_700_000_000, 1_700_000_000);
  expect(await digests()).toEqual(expected());
  restore();
});

it("does not remember a file that was touched a moment ago", async () => {
  writeOld("one");
  await digests();
  box.write({ "a.proto": "a.proto now" });
  expect(await digests()).toEqual(expected());
});

it("ignores a store that is damaged, whichever byte", async () => {
  const restore = settle();
  writeOld("one");
  await digests();
  const [store = ""] = stores();
  const whole = readFileSync(store);
  for (let at = 0; at < whole.length; at += 7) {
    const flipped = Buffer.from(whole);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    for (const damaged of [flipped, whole.subarray(0, at)]) {
      writeFileSync(store, damaged);
      expect(await digests()).toEqual(expected());
    }
  }
  restore();
});

it("takes what an intact store says, so that it is really used", async () => {
  const restore = settle();
  writeOld("one");
  await digests();
  const [store = ""] = stores();
  const content =
    readFileSync(store, "utf8")
      .split("\n")[1]
      ?.replaceAll(/"[0-9a-f]{40}"/g, '"known"') ?? "";
  writeFileSync(store, `postel-digests-1 ${hash("sha256", content)}\n${content}`);
  expect(await digests()).toEqual(["known", "known", "known"]);
  restore();
});

it("digests without a store where none can be written", async () => {
  const restore = settle();
  writeOld("one");
  writeFileSync(join(box.folder, "cache"), "a file");
  expect(await digests()).toEqual(expected());
  restore();
});
