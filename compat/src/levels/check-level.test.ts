import { expect, it } from "vitest";
import { compileProto3, compileTexts } from "../testing-support/compile-texts.ts";
import { checkLevel } from "./check-level.ts";
import type { Level } from "./level.ts";

const v1 = compileProto3("message A { int32 n = 1; string s = 2; }");
const v2 = compileProto3("message A { string s = 2; reserved 1; }");
const v3 = compileProto3("message A { string s = 2; double n = 1; } message B {}");
const releases = [
  { version: "1.0.0", set: v1 },
  { version: "1.1.0", set: v2 },
];

const findings = (level: Level) =>
  checkLevel(level, releases, v3).map(({ rule, release, reader }) => `${reader} ${release} ${rule}`);

it.each<[Level, string[]]>([
  ["NONE", []],
  ["BACKWARD", []],
  ["BACKWARD_TRANSITIVE", ["new 1.0.0 FIELD_WIRE_COMPATIBLE_TYPE"]],
  ["FORWARD", ["old 1.1.0 MESSAGE_NO_DELETE"]],
  [
    "FULL_TRANSITIVE",
    [
      "old 1.1.0 MESSAGE_NO_DELETE",
      "new 1.0.0 FIELD_WIRE_COMPATIBLE_TYPE",
      "old 1.0.0 MESSAGE_NO_DELETE",
      "old 1.0.0 FIELD_WIRE_COMPATIBLE_TYPE",
    ],
  ],
])("%s", (level, expected) => {
  expect(findings(level)).toEqual(expected);
});

it("points at the new schema, whoever reads", () => {
  const [finding] = checkLevel("FORWARD", releases, v3);
  expect(finding).toMatchObject({
    path: "shop.proto",
    line: 3,
    column: 43,
    endLine: 3,
    endColumn: 55,
    element: "shop.v1.B",
  });
  expect(finding?.message).toBe(
    'Message "shop.v1.B" is unknown to the reader. Readers of 1.1.0 would read data of the new schema.',
  );
});

it("takes no release for no demand", () => {
  expect(checkLevel("FULL_TRANSITIVE", [], v3)).toEqual([]);
});

it("asks for required fields only of the writer", () => {
  const file = (label: string) =>
    compileTexts({ "a.proto": `syntax = "proto2"; package a; message M { ${label} string s = 1; }` });
  const check = (level: Level, from: string, to: string) =>
    checkLevel(level, [{ version: "1", set: file(from) }], file(to)).map(({ rule }) => rule);
  expect(check("BACKWARD", "optional", "required")).toEqual(["MESSAGE_SAME_REQUIRED_FIELDS"]);
  expect(check("BACKWARD", "required", "optional")).toEqual([]);
  expect(check("FORWARD", "required", "optional")).toEqual(["MESSAGE_SAME_REQUIRED_FIELDS"]);
});
