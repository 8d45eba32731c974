import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { undone } from "./edit.ts";
import { addCoupon, insertValue, reuseNumber } from "./edits.ts";
import type { Narrator } from "./narrator.ts";
import { createStory } from "./story.ts";
import { ROOT, replaceOnce, type Workplace } from "./workplace.ts";

let root: string;
let told: string[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "postel-story-"));
  told = [];
});
afterEach(() => rm(root, { recursive: true }));

function story() {
  const tell = (text: string) => void told.push(text);
  const narrator: Narrator = { chapter: tell, say: tell, typed: tell, output: tell, edited: tell };
  const folder = (name: string) => join(root, name);
  const place: Workplace = {
    root,
    schemas: folder("schemas"),
    packages: folder("packages"),
    service: folder("service"),
    producers: folder("producers"),
    data: folder("data"),
  };
  return createStory(narrator, place);
}

describe("a story", () => {
  it("shows what is typed and what comes back", async () => {
    const { run } = story();
    await run(root, "node --version", { exit: 0, says: [/^v\d+/] });
    expect(told).toEqual(["node --version", expect.stringMatching(/^v\d+/)]);
  });

  it("stops when a command ends otherwise", async () => {
    const { run } = story();
    await expect(run(root, "node --version", { exit: 100 })).rejects.toThrow("ended with 0, not 100");
    await expect(run(root, "node --no-such-flag", { exit: 0 })).rejects.toThrow("ended with 9, not 0");
    await expect(run(root, "no-such-program", { exit: 0 })).rejects.toThrow("ENOENT");
  });

  it("stops when a command does not say what it should", async () => {
    const { run } = story();
    await expect(run(root, "node --version", { exit: 0, says: ["minor"] })).rejects.toThrow("did not say minor");
  });
});

describe("the edits", () => {
  it("fit the schemas of this repository, one after the other", async () => {
    const original = await readFile(join(ROOT, "proto", addCoupon.file), "utf8");
    const file = join(root, addCoupon.file);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, original);
    const all = [undone(addCoupon), addCoupon, reuseNumber, insertValue, undone(insertValue), undone(reuseNumber)];
    for (const { from, to } of all) await replaceOnce(file, from, to);
    expect(await readFile(file, "utf8")).toBe(original);
  });

  it("are refused where they do not fit", async () => {
    const file = join(root, "a.proto");
    await writeFile(file, "a a");
    await expect(replaceOnce(file, "a", "b")).rejects.toThrow("does not hold this once");
    await expect(replaceOnce(file, "c", "b")).rejects.toThrow("does not hold this once");
    expect(await readFile(file, "utf8")).toBe("a a");
  });
});
