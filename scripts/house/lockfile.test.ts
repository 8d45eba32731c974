import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./sources.ts";

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

it("locks the binaries of every platform: npm ci refuses a lockfile that lacks one, wherever it runs", () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const known = Object.keys(packages);
  const missing = Object.entries<Locked>(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !known.some((candidate) => candidate.endsWith(`node_modules/${name}`)))
      .map((name) => `${path} needs ${name}`),
  );
  expect(missing).toEqual([]);
});
