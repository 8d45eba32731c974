import { parseSource } from "@postel/compiler";
import { expect, it } from "vitest";
import { pathOnOtherSide } from "./path-on-other-side.ts";

it.each([
  [".", "../old", "a", "../old/a"],
  ["new", "old", "new/a", "old/a"],
  ["new", "old", "/w/new/a", "old/a"],
  [".", ".", "a", "a"],
  ["proto", ".git#branch=main", "proto/a", "proto/a"],
  ["proto", ".git#branch=main,subdir=proto", "proto/a", "a"],
  [".", "../.git#subdir=sub", "a", "a"],
  ["proto", "x.tar#subdir=proto", "proto/a/b.proto", "a/b.proto"],
  ["proto", "x.binpb", "proto/a", "a"],
  ["x.binpb", "y.binpb", "a", "a"],
  ["x.binpb", "proto", "a", "proto/a"],
])("with %s against %s, %s is %s", (input, against, path, there) => {
  expect(pathOnOtherSide(path, parseSource(input), parseSource(against), "/w")).toBe(there);
});
