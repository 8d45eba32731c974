import fc from "fast-check";
import { gt } from "semver";
import { expect, it } from "vitest";
import { nextVersion } from "./next-version.ts";

it.each([
  [undefined, "none", "1.0.0"],
  [undefined, "major", "1.0.0"],
  ["1.0.0", "none", undefined],
  ["1.0.0", "patch", "1.0.1"],
  ["1.0.1", "minor", "1.1.0"],
  ["1.1.0", "major", "2.0.0"],
  ["0.3.1", "major", "0.4.0"],
  ["0.3.1", "minor", "0.3.2"],
  ["0.3.1", "patch", "0.3.2"],
  ["2.0.0-rc.1", "patch", "2.0.0"],
] as const)("after %s a %s change is %s", (latest, bump, next) => {
  expect(nextVersion(latest, bump)).toBe(next);
});

it("always goes up", () => {
  const part = fc.integer({ min: 0, max: 500 });
  const bump = fc.constantFrom("major" as const, "minor" as const, "patch" as const);
  fc.assert(
    fc.property(part, part, part, bump, (major, minor, patch, by) => {
      const latest = `${major}.${minor}.${patch}`;
      expect(gt(nextVersion(latest, by) ?? "", latest)).toBe(true);
    }),
  );
});
