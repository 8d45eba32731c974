import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCompilerError } from "../errors.ts";
import { sandbox } from "../test-support/sandbox.ts";
import { parseSource } from "./parse-source.ts";
import type { Source } from "./source.ts";

const image = (path: string, format: string, compression = "none") => ({ kind: "image", path, format, compression });
const archive = (path: string, format: string, compression: string, more = {}) => ({
  kind: "archive",
  path,
  format,
  compression,
  ...more,
});
const git = (path: string, ref: object, more = {}) => ({ kind: "git", path, ref, ...more });

const ACCEPTED: [string, object][] = [
  ["proto", { kind: "folder", path: "proto" }],
  [".", { kind: "folder", path: "." }],
  ["-dash", { kind: "folder", path: "-dash" }],
  ["a b,c", { kind: "folder", path: "a b,c" }],
  ["x#format=dir", { kind: "folder", path: "x" }],
  ["a/b.proto", { kind: "file", path: "a/b.proto" }],
  ["a/b.proto#include_package_files=true", { kind: "file", path: "a/b.proto", includePackageFiles: true }],
  [".git", git(".git", { kind: "head" })],
  ["../r/.git#branch=main,subdir=proto/", git("../r/.git", { kind: "branch", name: "main" }, { subdir: "proto" })],
  [".git#tag=v1.0.0", git(".git", { kind: "tag", name: "v1.0.0" })],
  [".git#commit=abc123", git(".git", { kind: "commit", name: "abc123" })],
  [".git#ref=main~3,depth=10", git(".git", { kind: "ref", name: "main~3" }, { depth: 10 })],
  [".git#branch=main,ref=HEAD~1", git(".git", { kind: "ref", name: "HEAD~1" })],
  [".git#recurse_submodules=true", git(".git", { kind: "head" }, { recurseSubmodules: true })],
  ["https://h/r.git#tag=v1", git("https://h/r.git", { kind: "tag", name: "v1" })],
  ["work#format=git,ref=main", git("work", { kind: "ref", name: "main" })],
  ["i.binpb", image("i.binpb", "binpb")],
  ["i.bin", image("i.bin", "binpb")],
  ["/dev/stdin", image("-", "binpb")],
  ["i.bin.gz", image("i.bin.gz", "binpb", "gzip")],
  ["i.json.zst", image("i.json.zst", "json", "zstd")],
  ["i.txtpb", image("i.txtpb", "txtpb")],
  ["i.yaml", image("i.yaml", "yaml")],
  ["i#format=bingz", image("i", "binpb", "gzip")],
  ["i#format=jsongz", image("i", "json", "gzip")],
  ["i.x#format=binpb,compression=zstd", image("i.x", "binpb", "zstd")],
  ["i.binpb.gz#compression=none", image("i.binpb.gz", "binpb", "none")],
  ["-", image("-", "binpb")],
  ["-#format=json", image("-", "json")],
  ["a.tar", archive("a.tar", "tar", "none")],
  ["a.tgz#strip_components=1", archive("a.tgz", "tar", "gzip", { stripComponents: 1 })],
  ["a.tar.zst", archive("a.tar.zst", "tar", "zstd")],
  ["a#format=targz", archive("a", "tar", "gzip")],
  ["a.zip#subdir=./x/y", archive("a.zip", "zip", "none", { subdir: "x/y" })],
];

const REFUSED: [string, RegExp][] = [
  ["", /empty/],
  ["  ", /empty/],
  ["#format=dir", /no path/],
  ["proto#", /nothing follows/],
  ["a#b=c#d=e", /`#` twice/],
  ["proto#foo=1", /no option `foo`/],
  ["proto#format=exe", /no format `exe`/],
  ["proto#constructor=1", /no option `constructor`/],
  ["proto#format=__proto__", /no format `__proto__`/],
  ["proto#branch=main", /`branch` means nothing for a dir/],
  ["i.binpb#subdir=x", /`subdir` means nothing/],
  [".git#branch", /key=value/],
  [".git#branch=", /key=value/],
  [".git#branch=a,branch=b", /given twice/],
  [".git#branch=a,tag=b", /only one of `branch` and `tag`/],
  [".git#subdir=../x", /stay inside/],
  [".git#subdir=/x", /stay inside/],
  [".git#depth=-1", /is a number/],
  ["a.tar#strip_components=x", /is a number/],
  [".git#recurse_submodules=yes", /true or false/],
  ["a.gz", /format under the compression/],
  ["a.gz#format=binpb", /format under the compression/],
  [".git#depth=0", /`depth` is at least 1/],
  ["a.proto.gz", /format under the compression/],
  ["i.binpb#compression=lzma", /no compression/],
  ["a\0b", /zero byte/],
  ["buf.build/acme/x#format=mod", /remote registry/],
];

describe("parseSource", () => {
  it.each(ACCEPTED)("reads %s", (text, expected) => {
    expect(parseSource(text)).toEqual(expected);
  });

  it.each(REFUSED)("refuses %s", (text, message) => {
    expect(() => parseSource(text)).toThrow(message);
  });

  it("takes a folder for a folder whatever it is called", () => {
    const { folder } = sandbox();
    mkdirSync(join(folder, "v1.json"));
    expect(parseSource(join(folder, "v1.json"))).toEqual({ kind: "folder", path: join(folder, "v1.json") });
  });

  it("gives a source or says what is wrong, for any text", () => {
    const part = fc.oneof(
      fc.string().map((text) => text.replaceAll(/[{}]/g, "")),
      fc.constantFrom("#", ",", "=", "format", ".git", "branch", "subdir", "..", ".tar.gz", "-"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const source = parseOrFault(parts.join(""));
        if (source !== undefined && "subdir" in source) expect(source.subdir?.split("/")).not.toContain("..");
      }),
    );
  });
});

function parseOrFault(text: string): Source | undefined {
  try {
    return parseSource(text);
  } catch (error) {
    if (!isCompilerError(error)) throw error;
    expect(error.message).not.toMatch(/\{\w+\}/);
    return undefined;
  }
}
