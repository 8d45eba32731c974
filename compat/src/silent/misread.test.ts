import { expect, it } from "vitest";
import type { Kind } from "../schema/kinds.ts";
import { frameOf, misread } from "./misread.ts";

it.each<[Kind, Kind, string, string]>([
  ["int32", "sint32", "1", "-1"],
  ["sint64", "int64", "-1", "1"],
  ["int32", "bool", "3", "true"],
  ["enum", "bool", "3", "true"],
  ["bool", "sint32", "1", "-1"],
  ["float", "fixed32", "1.5", "1069547520"],
  ["fixed64", "double", "1", "5e-324"],
  ["sint64", "sint32", "", ""],
])("%s read as %s", (from, to, written, read) => {
  expect(misread(from, to)).toEqual(written === "" ? undefined : { written, read });
});

it.each<[Kind, Kind]>([
  ["int32", "int64"],
  ["int64", "int32"],
  ["int32", "uint32"],
  ["bool", "int32"],
  ["enum", "int32"],
  ["fixed32", "sfixed32"],
  ["string", "bytes"],
  ["int32", "string"],
  ["int32", "fixed32"],
])("says nothing of %s read as %s", (from, to) => {
  expect(misread(from, to)).toBeUndefined();
});

it("knows what a reader takes for the same frame", () => {
  expect((["sint32", "sfixed32", "double", "message", "group"] as const).map(frameOf)).toEqual([
    "varint",
    "32 bits",
    "64 bits",
    "length-delimited",
    "group",
  ]);
});
