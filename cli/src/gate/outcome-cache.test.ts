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

it("runs only the lineages that a change touches, and keeps what went well beside what did not", async () => {
  const cache = openOutcomeCache(tempFolder().path);
  const names = ["one", "two", "three"];
  const protos = (major: number, field: string) =>
    Object.fromEntries(
      names.map((name) => [
        `${name}/v${major}/e.proto`,
        eventProto(`${name}.v${major}`, event(`string ${field} = 1;`)),
      ]),
    );
  let ran: number[] = [];
  const run = async (bodies: Readonly<Record<string, string>>) => {
    ran = [];
    const written = names.map((name): [string, string] => [
      `${name}/v2/e.upcast.ts`,
      `export const eFromV1 = { b(old: { a: string }) { ${bodies[name] ?? "return old.a;"} } };`,
    ]);
    const after = { ...protos(1, "a"), ...protos(2, "b") };
    const more = { upcasts: new Map(written), cache, onRun: (samples: number) => void ran.push(samples) };
    const { results } = await gateOf(protos(1, "a"), after, more);
    return results.map(({ target, kind }) => `${target} ${kind}`);
  };
  const all = names.flatMap((name) => [`${name}.v2.E ok`, `${name}.v2.E ok`]).sort();
  expect([(await run({})).sort(), ran]).toEqual([all, [6]]);
  await run({ two: "return old.a + old.a;" });
  expect(ran).toEqual([2]);
  const failing = await run({ two: "throw new Error();", three: "return '3';" });
  expect([failing.filter((text) => text.endsWith("failed")), ran]).toEqual([
    ["two.v2.E failed", "two.v2.E failed"],
    [4],
  ]);
  await run({ two: "throw new Error();", three: "return '3';" });
  expect(ran).toEqual([2]);
  expect([(await run({})).sort(), ran]).toEqual([all, []]);
}, 120_000);

it("believes no function that it has not compiled, though nothing runs it", async () => {
  const cache = openOutcomeCache(tempFolder().path);
  const compiles = async (texts: Readonly<Record<string, string>>) => {
    const { findings } = await gateOf({}, v2, { upcasts: new Map(Object.entries(texts)), cache });
    return findings.map(({ path, line }) => `${path}:${line}`);
  };
  const good = { "shop/v2/e.upcast.ts": "export const eFromV1 = { b: (old: { a: string }) => old.a };" };
  const stray = "export const x: string = 5;";
  expect(await compiles(good)).toEqual([]);
  expect(await compiles({ ...good, "shop/v2/stray.upcast.ts": stray })).toEqual(["shop/v2/stray.upcast.ts:1"]);
  const bad = { "shop/v2/e.upcast.ts": "export const eFromV1 = { b: (old: { a: number }) => old.a };" };
  expect(await compiles(bad)).not.toEqual([]);
  expect(await compiles(good)).toEqual([]);
}, 120_000);

it("keeps no more than it may", async () => {
  const { path } = tempFolder();
  for (const body of ["return old.a;", "return old.a + '!';"])
    await gateOf(v1, v2, { upcasts: upcasts(body), cache: openOutcomeCache(path, 1) });
  expect(readdirSync(path)).toEqual([]);
}, 120_000);
