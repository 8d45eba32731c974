import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { readGenConfig } from "../gen/config/read-gen-config.ts";
import { scaffold } from "./scaffold.ts";

const SERVICE = join(import.meta.dirname, "../../../templates/service");
const VALUES = { name: "fulfilment", registry: "http://127.0.0.1:8081", postel: "0.1.0" };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postel-scaffold-"));
});
afterEach(() => rm(folder, { recursive: true }));

const read = (path: string) => readFile(join(folder, path), "utf8");

it("makes a service from the template", async () => {
  expect(await scaffold(SERVICE, join(folder, "new/fulfilment"), VALUES)).toEqual([
    ".github/workflows/ci.yml",
    ".gitignore",
    "README.md",
    "gen.yaml",
    "package.json",
    "src/database.ts",
    "src/handlers.ts",
    "src/main.ts",
    "test/service.test.ts",
    "tsconfig.json",
  ]);
  expect(await readdir(join(folder, "new"))).toEqual(["fulfilment"]);
});

it("fills the template so that gen and npm can read it", async () => {
  await scaffold(SERVICE, join(folder, "service"), VALUES);
  expect(JSON.parse(await read("service/package.json"))).toMatchObject({
    name: "fulfilment",
    dependencies: { "@postel/runtime": "^0.1.0" },
  });
  expect(readGenConfig(await read("service/gen.yaml"), "gen.yaml").from).toEqual({
    kind: "registry",
    url: "http://127.0.0.1:8081",
  });
  const workflow = parse(await read("service/.github/workflows/ci.yml"));
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.test.steps).toContainEqual({ run: "npx gen --check" });
  for (const { uses } of workflow.jobs.test.steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
});

it("takes an empty folder, and no other", async () => {
  await mkdir(join(folder, "empty"));
  await scaffold(SERVICE, join(folder, "empty"), VALUES);
  await expect(scaffold(SERVICE, join(folder, "empty"), VALUES)).rejects.toMatchObject({
    code: "FOLDER_IN_USE",
    exit: 2,
  });
  await writeFile(join(folder, "file"), "");
  await expect(scaffold(SERVICE, join(folder, "file"), VALUES)).rejects.toMatchObject({ code: "FOLDER_IN_USE" });
  await expect(scaffold(SERVICE, join(folder, "file/a"), VALUES)).rejects.toMatchObject({ code: "FOLDER_IN_USE" });
});

it("fills names of files, and misses no value", async () => {
  await mkdir(join(folder, "template"));
  await writeFile(join(folder, "template/__name__.txt"), "__name__ of __constructor__");
  await expect(scaffold(join(folder, "template"), join(folder, "to"), { name: "a" })).rejects.toThrow(
    "__constructor__",
  );
  await scaffold(join(folder, "template"), join(folder, "to"), { name: "a", constructor: "$&" });
  expect(await read("to/a.txt")).toBe("a of $&");
});
