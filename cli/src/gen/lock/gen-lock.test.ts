import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CliError } from "../../errors.ts";
import type { GenLock } from "./gen-lock.ts";
import { printGenLock } from "./print-gen-lock.ts";
import { readGenLock } from "./read-gen-lock.ts";

const digest = fc.array(fc.constantFrom(..."0123456789abcdef"), { minLength: 64, maxLength: 64 });
const sha = digest.map((digits) => `sha256:${digits.join("")}`);
const word = fc.constantFrom("orders", "v1", "OrderPlaced", "__proto__", "constructor", "true", "1.10", "a b");
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const mapOf = <T>(value: fc.Arbitrary<T>) =>
  fc.uniqueArray(fc.tuple(path, value), { selector: ([key]) => key, maxLength: 4 }).map((entries) => new Map(entries));
const version = fc.option(fc.constantFrom("1.0.0", "2.10.3-rc.1"), { nil: undefined });
const lock: fc.Arbitrary<GenLock> = fc.record({
  generator: fc.constantFrom("0.1.0", "10.0.0-beta.1"),
  modules: mapOf(
    fc
      .record({ range: fc.constantFrom("^1.0.0", ">=1 <3", "*"), version, digest: sha, events: mapOf(sha) })
      .map(({ version, ...module }) => (version === undefined ? module : { version, ...module })),
  ),
  outputs: mapOf(sha),
});

describe("a lock", () => {
  it("is read as it was printed", () => {
    fc.assert(fc.property(lock, (pins) => void expect(readGenLock(printGenLock(pins), "gen.lock")).toEqual(pins)));
  });

  it("is the same text for the same content", () => {
    fc.assert(
      fc.property(lock, (pins) => {
        const turned = {
          ...pins,
          outputs: new Map([...pins.outputs].reverse()),
          modules: new Map([...pins.modules].reverse()),
        };
        expect(printGenLock(turned)).toBe(printGenLock(pins));
      }),
    );
  });
});

const GOOD = `version: v1
generator: 0.1.0
modules: {}
outputs:
  src/gen/a.ts: sha256:${"0".repeat(64)}
`;

it.each([
  ["version: v1", "version: v2", "gen.lock:1:1: `version` is not v1: a newer gen has written it"],
  ["generator: 0.1.0", "generator: 1", "gen.lock:2:12: `generator` is a text: quote it"],
  ["modules: {}\n", "", "gen.lock:1:1: `modules` is missing"],
  ["modules: {}", "modules: { a/b: x }", "gen.lock:3:17: a module is a mapping"],
  ["src/gen/a.ts", "../a.ts", "gen.lock:5:3: an output lies outside of this folder"],
  ["src/gen/a.ts", "/etc/passwd", "gen.lock:5:3: an output lies outside of this folder"],
  ["sha256:0", "sha1:0", "gen.lock:5:3: it is no digest"],
])("refuses %j -> %j", (line, replaced, why) => {
  const read = () => readGenLock(GOOD.replace(line, replaced), "gen.lock");
  expect(read).toThrow(CliError);
  expect(read).toThrow(expect.objectContaining({ code: "GEN_LOCK_INVALID", why }));
});

it("refuses an empty file", () => {
  expect(() => readGenLock("", "gen.lock")).toThrow(expect.objectContaining({ code: "GEN_LOCK_INVALID" }));
});
