import { expect, it } from "vitest";
import type { CompileOptions } from "./compile-options.ts";
import { isWhole } from "./is-whole.ts";

const cases: [CompileOptions, boolean][] = [
  [{}, true],
  [{ cwd: "/", timeout: 5, paths: [], excludePaths: [] }, true],
  [{ paths: ["a"] }, false],
  [{ excludePaths: ["a"] }, false],
  [{ config: "" }, false],
  [{ excludeImports: true }, false],
  [{ excludeSourceInfo: true }, false],
  [{ disableSymlinks: true }, false],
];

it.each(cases)("says of %j: %s", (options, expected) => {
  expect(isWhole(options)).toBe(expected);
});
