import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

/** Every module that a file reaches in this package, and the others that those import. */
function reach(path: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(path)) return seen;
  const text = readFileSync(path, "utf8");
  const specifiers = [...text.matchAll(/^(?:import|export)\s(?!type\s)[^"';]*?from\s+"([^"]+)"/gm)].map(
    (m) => m[1] ?? "",
  );
  seen.set(
    path,
    specifiers.filter((specifier) => !specifier.startsWith(".")),
  );
  for (const specifier of specifiers.filter((each) => each.startsWith(".")))
    reach(join(dirname(path), specifier), seen);
  return seen;
}

describe("what generated code imports", () => {
  const modules = reach(join(import.meta.dirname, "v1.ts"));

  it("runs in browsers: nothing of Node is in its reach", () => {
    expect(modules.size).toBeGreaterThan(20);
    expect([...modules].flatMap(([, others]) => others).filter((other) => other.startsWith("node:"))).toEqual([]);
  });

  it("brings Protobuf and Postel's own messages, and nothing else", () => {
    const packages = new Set([...modules].flatMap(([, others]) => others));
    expect([...packages].filter((name) => !/^@(bufbuild\/protobuf|postel\/proto)(\/|$)/.test(name))).toEqual([]);
  });
});
