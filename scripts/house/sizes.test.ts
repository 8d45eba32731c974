import { expect, it } from "vitest";
import { readSources } from "./sources.ts";

const MOST_LINES = 400;
const MEDIAN_LINES = 90;
const P90_LINES = 250;

/** Tables: one entry a line or two, no logic worth splitting. */
const TABLES = /(-table|\/tables?\/[^/]+|\/errors)\.tsx?$/;

const files = readSources().filter((file) => !file.isTest);
const lines = files.map((file) => file.text.split("\n").length).sort((a, b) => a - b);

it("keeps every file short", () => {
  const long = files.filter((file) => file.text.split("\n").length > MOST_LINES && !TABLES.test(file.path));
  expect(long.map((file) => `${file.path}: ${file.text.split("\n").length} lines`)).toEqual([]);
});

it("keeps most files very short", () => {
  expect(lines[Math.floor(lines.length / 2)] ?? 0).toBeLessThanOrEqual(MEDIAN_LINES);
  expect(lines[Math.floor(lines.length * 0.9)] ?? 0).toBeLessThanOrEqual(P90_LINES);
});

it("names every file in kebab-case", () => {
  const odd = readSources().filter(
    (file) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.tsx?$/.test(file.path.split("/").at(-1) ?? ""),
  );
  expect(odd.map((file) => file.path)).toEqual([]);
});
