import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { importsOf, ROOMS, ROOT, readSources, resolveRelative } from "./sources.ts";

/** Programs of their own, which other processes are started with. */
const PROGRAMS = [
  "cli/src/gate/child/upcast-samples.ts",
  "cli/src/main-gen.ts",
  "cli/src/main.ts",
  "cli/src/index.ts",
  "compiler/src/test-support/cache-writer.ts",
  "plugins/src/bin/consumers.ts",
  "plugins/src/bin/producers.ts",
  "plugins/src/bin/upcasters.ts",
  "registry/src/store/sqlite/writer-thread.ts",
  "runtime/src/test-support/order-worker.ts",
];

function entryPoints(): string[] {
  return ROOMS.flatMap((room) => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, room, "package.json"), "utf8"));
    return Object.values<{ "@postel/source"?: string }>(exports).flatMap((target) => {
      const source = target["@postel/source"];
      return source === undefined ? [] : [join(room, source)];
    });
  });
}

it("has no file that nothing imports", () => {
  const sources = readSources();
  const imported = new Set([
    ...PROGRAMS,
    ...entryPoints(),
    ...sources.flatMap(({ path, text }) =>
      importsOf(text)
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => resolveRelative(path, specifier)),
    ),
  ]);
  const orphans = sources.filter(({ path }) => !/\.test\.tsx?$|\/gen\//.test(path) && !imported.has(path));
  expect(orphans.map(({ path }) => path)).toEqual([]);
});
