import { expect, it } from "vitest";
import { differingDependency, type Manifest } from "./same-dependencies.ts";

it.each<[string, Manifest, Manifest, string | undefined]>([
  ["none at all", {}, {}, undefined],
  ["the same", { dependencies: { a: "^1.0.0" } }, { dependencies: { a: "^1.0.0" } }, undefined],
  [
    "another spelling of a range",
    { dependencies: { a: ">=1.0.0 <2.0.0-0" } },
    { dependencies: { a: "^1.0.0" } },
    undefined,
  ],
  ["any version", { dependencies: { a: "*" } }, { dependencies: { a: "" } }, undefined],
  ["an address spelt out", { dependencies: { a: "github:x/a" } }, { dependencies: { a: "x/a" } }, undefined],
  ["an old list", { dependencies: { a: "1", b: "" } }, { dependencies: ["a 1", "b"] }, undefined],
  [
    "an optional one told once",
    { optionalDependencies: { a: "1" } },
    { dependencies: { a: "1" }, optionalDependencies: { a: "1" } },
    undefined,
  ],
  ["a bundled one added", { dependencies: { a: "*" } }, { bundleDependencies: ["a"] }, undefined],
  ["one that is hidden", {}, { dependencies: { a: "1" } }, "a"],
  ["one that is not packed", { dependencies: { a: "1" } }, {}, "a"],
  ["another range", { dependencies: { a: "^2.0.0" } }, { dependencies: { a: "^1.0.0" } }, "a"],
  ["an address for a range", { dependencies: { a: "https://evil/a.tgz" } }, { dependencies: { a: "1" } }, "a"],
  ["another peer", { peerDependencies: { p: "1" } }, { peerDependencies: { p: "2" } }, "p"],
  ["a hidden peer", {}, { peerDependencies: { p: "2" } }, "p"],
  [
    "hostile names",
    { dependencies: JSON.parse('{"__proto__": "1"}') },
    { dependencies: JSON.parse('{"constructor": "1"}') },
    "__proto__",
  ],
  ["odd kinds", { dependencies: null }, { dependencies: 7, bundleDependencies: true }, undefined],
])("compares %s", (_, sent, packed, expected) => {
  expect(differingDependency(sent, packed)).toBe(expected);
});
