import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOMS, ROOT } from "./sources.ts";

const CLAUSE = /export\s+(type\s+)?\{([^}]*)\}/g;
const DECLARATION =
  /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(const|let|function\*?|class|interface|type|enum)\s+([\w$]+)/gm;
const STAR = /export\s+\*\s+from\s+"([^"]+)"/g;

/** Lists the names that a module exports, types marked, following `export *` within the room. */
function exportedNames(path: string): string[] {
  const text = readFileSync(path, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const clauses = [...text.matchAll(CLAUSE)].flatMap(([, allTypes, names]) =>
    (names ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "")
      .map((name) => ({
        type: allTypes !== undefined || name.startsWith("type "),
        name: name.replace(/^type\s+/, "").replace(/^.*\sas\s+/, ""),
      })),
  );
  const declared = [...text.matchAll(DECLARATION)].map(([, kind, name]) => ({
    type: kind === "interface" || kind === "type",
    name: name ?? "",
  }));
  const starred = [...text.matchAll(STAR)].flatMap(([, from]) => exportedNames(join(dirname(path), from ?? "")));
  return [...[...clauses, ...declared].map(({ type, name }) => (type ? `type ${name}` : name)), ...starred];
}

describe("exported names", () => {
  for (const room of ROOMS) {
    const manifest = JSON.parse(readFileSync(join(ROOT, room, "package.json"), "utf8"));
    for (const [subpath, target] of Object.entries<{ "@postel/source"?: string }>(manifest.exports)) {
      const source = target["@postel/source"];
      // A pattern opens generated files, which have their own freshness test.
      if (source === undefined || source.includes("*")) continue;
      it(`@postel/${room}${subpath.slice(1)}`, async () => {
        const names = [...new Set(exportedNames(join(ROOT, room, source)))].sort();
        const file = `exports/${room}${subpath === "." ? "" : `-${subpath.slice(2).replaceAll("/", "-")}`}.txt`;
        await expect(`${names.join("\n")}\n`).toMatchFileSnapshot(file);
      });
    }
  }
});
