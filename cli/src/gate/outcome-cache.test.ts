import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventProto, gateOf } from "../testing-support/gate-of.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { openOutcomeCache } from "./outcome-cache.ts";

const event = (fields: string) => `message E { option (postel.v1.event) = {}; ${fields} }`;
const v1 = { "shop/v1/e.proto": eventProto("shop.v1", event("string a = 1;")) };
const v2 = { ...v1, "shop/v2/e.proto": eventProto("shop.v2", event("string b = 1;")) };
const damage = (text: string) => text.replace(/",?"?[^"]*"\]\]$/, '","CgF6"]]');
const upcasts = (body: string) =>
  new Map([["shop/v2/e.upcast.ts", `export const eFromV1 = { b(old: { a: string }) { ${body} } };`]]);

it("runs nothing twice, and everything again when something changed or the cache is of no use", async () => {
  const { path } = tempFolder();
  const folder = join(path, "cache");
  let ran = 0;
  const run = async (body: string) => {
    const more = {
      upcasts: upcasts(body),
      cache: openOutcomeCache(folder),
      onRun: (samples: number) => {
        ran += samples;
      },
    };
    const { results } = await gateOf(v1, v2, more);
    return results.map((result) => (result.kind === "ok" ? result.json : result.kind));
  };
  const first = await run("return old.a;");
  expect([first, await run("return old.a;"), ran]).toEqual([[{ b: "a" }, {}], first, 2]);

  expect(await run("return old.a + '!';")).toEqual([{ b: "a!" }, { b: "!" }]);
  expect(ran).toBe(4);

  for (let times = 0; times < 2; times++) expect(await run("throw new Error();")).toEqual(["failed", "failed"]);
  expect(ran).toBe(8);

  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    expect(damage(readFileSync(file, "utf8"))).not.toBe(readFileSync(file, "utf8"));
    writeFileSync(file, damage(readFileSync(file, "utf8")));
  }
  expect(await run("return old.a;")).toEqual(first);
  expect(ran).toBe(10);
}, 120_000);

it("keeps no more than it may", async () => {
  const { path } = tempFolder();
  for (const body of ["return old.a;", "return old.a + '!';"])
    await gateOf(v1, v2, { upcasts: upcasts(body), cache: openOutcomeCache(path, 1) });
  expect(readdirSync(path)).toEqual([]);
}, 120_000);
