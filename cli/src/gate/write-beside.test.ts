import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { writeBeside } from "./write-beside.ts";

/** As a module in the folder `proto` is shown. */
const show = (path: string) => `proto/${path}`;

it("writes beside the .proto files, removes what has no text, and says where", async () => {
  const { path, write } = tempFolder();
  write({ "proto/shop/v1/old.goldens.json": "{}" });
  const files = new Map([
    ["shop/v2/e.goldens.json", "{}\n"],
    ["shop/v2/e.upcast.ts", "export {};\n"],
    ["shop/v1/old.goldens.json", undefined],
    ["shop/v1/none.goldens.json", undefined],
  ]);
  expect(await writeBeside(files, show, path)).toEqual([...files.keys()].map(show));
  expect(readFileSync(join(path, "proto/shop/v2/e.upcast.ts"), "utf8")).toBe("export {};\n");
  expect(existsSync(join(path, "proto/shop/v1/old.goldens.json"))).toBe(false);
});

it("leaves nothing half-written where it cannot write", async () => {
  const { path } = tempFolder();
  mkdirSync(join(path, "proto/e.goldens.json"), { recursive: true });
  const writing = writeBeside(new Map([["e.goldens.json", "{}"]]), show, path);
  await expect(writing).rejects.toMatchObject({ code: "NOT_WRITABLE", exit: 1 });
  expect(readdirSync(join(path, "proto"))).toEqual(["e.goldens.json"]);
});
