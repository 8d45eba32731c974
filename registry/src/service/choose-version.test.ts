import { expect, it } from "vitest";
import { highestIn, isHighEnough, latestOf, lowestAllowed, predecessorOf } from "./choose-version.ts";

const versions = ["0.9.0", "1.0.0", "2.0.0-beta.1", "1.2.0", "1.10.0"].map((version, id) => ({ id, version }));

it.each([
  ["", "1.10.0"],
  ["*", "1.10.0"],
  ["^1.0.0", "1.10.0"],
  ["~1.2.0", "1.2.0"],
  ["<1", "0.9.0"],
  [">=2.0.0-alpha", "2.0.0-beta.1"],
  ["^3", undefined],
])("resolves %j to %s", (range, version) => {
  expect(highestIn(versions, range)?.version).toBe(version);
});

it("refuses what is no range", () => {
  expect(() => highestIn(versions, "no range!")).toThrow(expect.objectContaining({ code: "INVALID_RANGE" }));
  expect(() => highestIn(versions, "1 || ".repeat(200))).toThrow(expect.objectContaining({ code: "INVALID_RANGE" }));
});

it("takes the highest stable version as the latest", () => {
  expect(latestOf(versions)?.version).toBe("1.10.0");
  expect(latestOf([{ id: 1, version: "1.0.0-rc.1" }])?.version).toBe("1.0.0-rc.1");
  expect(latestOf([])).toBeUndefined();
});

it("compares a version with the stable one below it", () => {
  expect(predecessorOf(versions, "1.2.1")?.version).toBe("1.2.0");
  expect(predecessorOf(versions, "2.0.0")?.version).toBe("1.10.0");
  expect(predecessorOf(versions, "0.1.0")).toBeUndefined();
});

it.each([
  ["1.2.3", "major", "2.0.0"],
  ["1.2.3", "minor", "1.3.0"],
  ["1.2.3", "patch", "1.2.4"],
  ["1.2.3", "none", "1.2.4"],
  ["0.2.3", "major", "0.3.0"],
  ["0.2.3", "minor", "0.2.4"],
  ["0.2.3", "none", "0.2.4"],
] as const)("after %s a %s change needs %s", (previous, bump, lowest) => {
  expect(lowestAllowed(previous, bump)).toBe(lowest);
  expect(isHighEnough(lowest, previous, bump)).toBe(true);
  expect(isHighEnough(`${lowest}-beta.1`, previous, bump)).toBe(true);
  expect(isHighEnough(previous, previous, bump)).toBe(false);
  expect(isHighEnough("9.0.0", previous, bump)).toBe(true);
});
