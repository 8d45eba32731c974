import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract, list } from "tar";
import { afterAll, beforeAll, expect, it } from "vitest";
import { tarball } from "./tarball.ts";

const LONG = `dist/${"long-name/".repeat(30)}file.js`;
const files = new Map([
  ["package.json", Buffer.from("{}")],
  [LONG, Buffer.from("export {};")],
  ["README.md", Buffer.from("ä".repeat(600))],
]);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postel-tarball-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("unpacks to what went in, long names and all", async () => {
  const file = join(folder, "a.tgz");
  await writeFile(file, tarball(files));
  await extract({ file, cwd: folder });
  for (const [path, content] of files) expect(await readFile(join(folder, "package", path))).toEqual(content);
});

it("is sorted, and gives every file one date and mode", async () => {
  const file = join(folder, "b.tgz");
  await writeFile(file, tarball(files));
  const seen: string[] = [];
  await list({
    file,
    onReadEntry: (found) => {
      seen.push(found.path);
      expect([found.mtime?.toISOString(), found.mode]).toEqual(["1985-10-26T08:15:00.000Z", 0o644]);
    },
  });
  expect(seen).toEqual(["package/README.md", `package/${LONG}`, "package/package.json"]);
});

it("gives the same bytes whatever the order", () => {
  expect(tarball(new Map([...files].reverse()))).toEqual(tarball(files));
});
