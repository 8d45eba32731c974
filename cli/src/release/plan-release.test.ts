import type { Verdict } from "@postel/compat";
import { describe, expect, it } from "vitest";
import { planRelease } from "./plan-release.ts";
import { planText } from "./plan-text.ts";

const clean: Verdict = { version: 1, findings: [], accepted: [], unused: [], changes: [], bump: "none", because: [] };
const finding: Verdict["findings"][number] = {
  rule: "FIELD_SAME_TYPE",
  message: "Field changed.",
  element: "a.B.c",
  path: "a.proto",
  ...{ line: 3, column: 5, endLine: 3, endColumn: 9 },
  example: "A stored 1 would be read as x.",
  next: "Keep the type.",
  changes: [],
};
const latest = { version: "1.4.0", digest: "sha256:old", commit: "c0" };
const facts = { module: "shop/orders", commit: "c1", digest: "sha256:new", verdict: clean };
const paint = (_style: string, text: string) => text;

describe("planRelease", () => {
  it("starts at 1.0.0", () => {
    const plan = planRelease({ ...facts, verdict: { ...clean, bump: "minor" } });
    expect(plan).toMatchObject({
      kind: "release",
      version: "1.0.0",
      packageName: "@shop/orders",
      tarball: "shop-orders-1.0.0.tgz",
      commit: "c1",
      because: ["it is the first release"],
    });
    expect(plan).not.toHaveProperty("previousVersion");
  });

  it.each([
    ["patch", "1.4.1"],
    ["minor", "1.5.0"],
    ["major", "2.0.0"],
  ] as const)("takes a %s to %s", (bump, version) => {
    const plan = planRelease({ ...facts, latest, verdict: { ...clean, bump } });
    expect(plan).toMatchObject({ kind: "release", previousVersion: "1.4.0", version, bump });
  });

  it("releases a patch when only hand-written code or the generator changed", () => {
    expect(planRelease({ ...facts, latest })).toMatchObject({
      kind: "release",
      version: "1.4.1",
      bump: "patch",
      because: ["what is released beside the schemas has changed"],
    });
  });

  it("releases nothing twice, and then speaks of the commit that was released", () => {
    expect(planRelease({ ...facts, latest: { ...latest, digest: facts.digest } })).toMatchObject({
      kind: "unchanged",
      version: "1.4.0",
      commit: "c0",
    });
  });

  it("is blocked by findings, and is data all the same", () => {
    const plan = planRelease({ ...facts, latest, verdict: { ...clean, bump: "major", findings: [finding] } });
    expect(plan).toMatchObject({ kind: "blocked", previousVersion: "1.4.0" });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe("planText", () => {
  it("says the versions and why", () => {
    const plan = planRelease({ ...facts, latest });
    expect(planText(plan, paint)).toBe(
      "shop/orders 1.4.0 -> 1.4.1 (patch), package @shop/orders\n  because what is released beside the schemas has changed\n",
    );
  });

  it("says what is in the way", () => {
    const plan = planRelease({ ...facts, latest, verdict: { ...clean, findings: [finding] } });
    expect(planText(plan, paint)).toBe(
      [
        "a.proto:3:5: FIELD_SAME_TYPE",
        "  Field changed.",
        "  A stored 1 would be read as x.",
        "  next: Keep the type.",
        "",
        "shop/orders is not released: 1 finding.",
        "",
      ].join("\n"),
    );
  });

  it("says that there is nothing to do", () => {
    const plan = planRelease({ ...facts, latest: { ...latest, digest: facts.digest } });
    expect(planText(plan, paint)).toBe("shop/orders 1.4.0: nothing changed, nothing to release\n");
  });
});
