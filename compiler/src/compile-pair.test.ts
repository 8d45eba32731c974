import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Compiled } from "./build/run-build.ts";
import { compile } from "./compile.ts";
import { compilePair } from "./compile-pair.ts";
import { parseSource } from "./source/parse-source.ts";
import { EVENT, type Sandbox, sandbox } from "./test-support/sandbox.ts";

const A = 'syntax = "proto3";\npackage a;\nmessage A { string s = 1; }\n';
const B = 'syntax = "proto3";\npackage a;\nimport "a.proto";\nmessage B { A a = 1; }\n';
const C =
  'syntax = "proto3";\npackage c;\nimport "google/protobuf/timestamp.proto";\nmessage C { google.protobuf.Timestamp t = 1; }\n';
const EDITED = A.replace("}", "string t = 2; }");

const shown = (compiled: Compiled) =>
  compiled.kind === "invalid"
    ? compiled
    : compiled.set.files.map(({ path, isImport, bytes }) => ({
        path,
        isImport,
        hex: Buffer.from(bytes).toString("hex"),
      }));

/** Compiles two inputs as a pair, and the newer one alone; says which files were taken from the older one. */
async function compareWays(box: Sandbox, before: string, after: string) {
  const input = (text: string) => {
    const source = parseSource(text);
    const inside = "path" in source ? { ...source, path: join(box.folder, source.path) } : source;
    return { source: inside, options: { cwd: box.folder } };
  };
  const pair = compilePair(input(before), input(after), 0);
  const [older, newer, whole] = await Promise.all([pair.before, pair.after, compile(input(after).source)]);
  expect(shown(newer)).toEqual(shown(whole));
  if (older.kind === "invalid" || newer.kind === "invalid") return newer.kind;
  const known = new Set(older.set.files);
  return newer.set.files.filter((file) => known.has(file)).map(({ path }) => path);
}

describe("compilePair", () => {
  it("takes what is the same from the commit, compiled or cached", async () => {
    const box = sandbox();
    box.commit({ "p/a.proto": A, "p/b.proto": B, "p/c.proto": C });
    box.write({ "p/a.proto": EDITED });
    const others = ["b.proto", "google/protobuf/timestamp.proto", "c.proto"];
    for (const _round of ["compiled", "cached"])
      expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).toEqual(others);
  });

  it("compiles those importers that name what is new in the imported file", async () => {
    const box = sandbox();
    const shadowed = 'syntax = "proto3";\npackage a.b;\nimport "a.proto";\nmessage D { A a = 1; }\n';
    box.commit({ "p/a.proto": A, "p/b.proto": B, "p/c.proto": C, "p/d.proto": shadowed });
    box.commit({ "p/a.proto": `${A}message New {}\nenum Kind { NONE = 0; }\n` });
    const others = ["google/protobuf/timestamp.proto", "c.proto"];
    const all = ["b.proto", ...others, "d.proto"];
    for (const after of ["p", ".git#branch=main,subdir=p"])
      expect(await compareWays(box, ".git#ref=main~1,subdir=p", after)).toEqual(all);
    box.write({ "p/a.proto": A.replace("message A {", "message A { enum B { B_NONE = 0; }") });
    expect(await compareWays(box, ".git#ref=main~1,subdir=p", "p")).toEqual([...others, "d.proto"]);
  });

  it("compiles nothing where nothing differs", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A, "b.proto": B });
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual(["a.proto", "b.proto"]);
  });

  it("compares two commits", async () => {
    const box = sandbox();
    box.commit({ "p/a.proto": A, "p/b.proto": B, "p/c.proto": C });
    box.commit({ "p/b.proto": undefined, "p/c.proto": C.replace("C {", "D {") });
    expect(await compareWays(box, ".git#ref=main~1,subdir=p", ".git#branch=main,subdir=p")).toEqual([
      "a.proto",
      "google/protobuf/timestamp.proto",
    ]);
  });

  it("sees files that git does not: untracked and ignored ones", async () => {
    const box = sandbox();
    box.commit({ ".gitignore": "new.proto\n", "a.proto": A });
    box.write({ "new.proto": C, "other.proto": B });
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual(["a.proto"]);
  });

  it("handles moves, deletions and a file that is moved back", async () => {
    const box = sandbox();
    box.commit({ "x/a.proto": A, "c.proto": C });
    box.write({ "x/a.proto": undefined, "y/a.proto": A });
    expect(await compareWays(box, ".git#branch=main", ".")).toContain("c.proto");
    box.write({ "x/a.proto": A, "y/a.proto": undefined, "c.proto": undefined });
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual(["x/a.proto"]);
  });

  it("says of broken files what compiling everything says", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A, "b.proto": B, "c.proto": C });
    for (const broken of [
      A.replace("A {", "Z {"),
      "message {",
      `${A}message C {}`,
      A.replace('"proto3"', '"proto9"'),
    ]) {
      box.write({ "a.proto": broken });
      await compareWays(box, ".git#branch=main", ".");
    }
    box.write({ "a.proto": undefined });
    expect(await compareWays(box, ".git#branch=main", ".")).toBe("invalid");
  });

  it("finds the declaration that another file has already", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A, "d.proto": A.replace("A {", "D {"), "c.proto": C });
    box.write({ "d.proto": A });
    expect(await compareWays(box, ".git#branch=main", ".")).toBe("invalid");
  });

  it("compiles everything where the configuration differs, or links lead elsewhere", async () => {
    const box = sandbox();
    box.commit({ "p/a.proto": A, "p/c.proto": C });
    box.write({ "p/buf.yaml": "version: v2\nmodules: [{path: ., excludes: [x]}]\n" });
    expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).toEqual([]);
    box.write({ "p/buf.yaml": undefined, "linked.proto": A.replace("A {", "L {") });
    expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).not.toEqual([]);
    symlinkSync(join(box.folder, "linked.proto"), join(box.folder, "p/linked.proto"));
    expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).toEqual([]);
    rmSync(join(box.folder, "p/linked.proto"));
    mkdirSync(join(box.folder, "elsewhere"));
    writeFileSync(join(box.folder, "elsewhere/z.proto"), A.replace("A {", "Z {"));
    symlinkSync(join(box.folder, "elsewhere"), join(box.folder, "p/folder"));
    expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).toEqual([]);
  });

  const V2 = "version: v2\nmodules:\n  - {path: p, excludes: [p/skip]}\n  - path: q\n";
  const Q = 'syntax = "proto3";\npackage q;\nimport "a.proto";\nmessage Q { a.A a = 1; }\n';

  it("knows the modules of a workspace, as a whole or one of them", async () => {
    const box = sandbox();
    box.commit({ "buf.yaml": V2, "p/a.proto": A, "p/skip/broken.proto": "?", "q/q.proto": Q, "q/c.proto": C });
    box.write({ "p/a.proto": EDITED, "p/skip/other.proto": "?", "outside.proto": "?" });
    const others = ["google/protobuf/timestamp.proto", "c.proto"];
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual([...others, "q.proto"]);
    expect(await compareWays(box, ".git#branch=main,subdir=q", "q")).toEqual(others);
    expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).toEqual([]);
  });

  it("knows older configurations", async () => {
    const box = sandbox();
    box.commit({
      "buf.work.yaml": "version: v1\ndirectories: [p, q]\n",
      "p/a.proto": A,
      "q/q.proto": Q,
      "q/c.proto": C,
    });
    box.write({ "p/a.proto": EDITED });
    expect(await compareWays(box, ".git#branch=main", ".")).toContain("c.proto");
    const v1 = sandbox();
    v1.commit({ "buf.yaml": "version: v1\nbuild: {excludes: [x]}\n", "a.proto": A, "x/b.proto": "?", "c.proto": C });
    v1.write({ "a.proto": EDITED });
    expect(await compareWays(v1, ".git#branch=main", ".")).toContain("c.proto");
    const beta = sandbox();
    beta.commit({ "buf.yaml": "version: v1beta1\nbuild: {roots: [r, s]}\n", "r/a.proto": A, "s/c.proto": C });
    beta.write({ "r/a.proto": EDITED });
    expect(await compareWays(beta, ".git#branch=main", ".")).toEqual([]);
  });

  it("knows the implicit modules", async () => {
    const box = sandbox();
    box.commit({ "p/event.proto": EVENT, "p/other.proto": EVENT.replace("Placed", "Other"), "p/c.proto": C });
    box.write({ "p/event.proto": EVENT.replace("{\n", "{\n  string s = 1;\n") });
    expect(await compareWays(box, ".git#branch=main,subdir=p", "p")).toEqual(
      expect.arrayContaining(["postel/v1/event.proto", "other.proto", "c.proto"]),
    );
  });

  it("takes what is the same from another folder", async () => {
    const box = sandbox({ "old/a.proto": A, "old/b.proto": B, "old/c.proto": C });
    box.write({ "new/a.proto": EDITED, "new/b.proto": B, "new/c.proto": C });
    const others = ["b.proto", "google/protobuf/timestamp.proto", "c.proto"];
    for (const _round of ["compiled", "cached"]) expect(await compareWays(box, "old", "new")).toEqual(others);
    box.write({ "new/d.proto": A, "new/a.proto": undefined });
    await compareWays(box, "old", "new");
    box.write({ "new/b.proto": undefined, "new/c.proto": undefined, "new/buf.yaml": "version: v2\n" });
    expect(await compareWays(box, "old", "new")).toEqual([]);
    await expect(compareWays(box, "gone", "new")).rejects.toMatchObject({ code: "source_missing" });
    await expect(compareWays(box, "old", "gone")).rejects.toMatchObject({ code: "source_missing" });
  });

  it("compiles a commit on what a folder holds", async () => {
    const box = sandbox({ "old/a.proto": A, "old/b.proto": B, "old/c.proto": C });
    box.commit({ "p/a.proto": EDITED, "p/b.proto": B, "p/c.proto": C });
    const others = ["b.proto", "google/protobuf/timestamp.proto", "c.proto"];
    expect(await compareWays(box, "old", ".git#branch=main,subdir=p")).toEqual(others);
  });

  it("believes the disk where git was told to look away", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A, "b.proto": B, "c.proto": C });
    box.git("update-index", "--assume-unchanged", "a.proto");
    box.git("update-index", "--skip-worktree", "c.proto");
    box.write({ "a.proto": EDITED, "c.proto": `${C}// Changed.\n` });
    expect(box.git("status", "--porcelain")).toBe("");
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual(["b.proto", "google/protobuf/timestamp.proto"]);
  });

  it("believes the disk where git converts what it stores", async () => {
    const box = sandbox();
    const marked = A.replace("}", "// $Id$\n}");
    box.commit({
      ".gitattributes": "a.proto text eol=crlf\nb.proto ident\n",
      "a.proto": A,
      "b.proto": marked.replace("A {", "B {"),
    });
    for (const path of ["a.proto", "b.proto"]) rmSync(join(box.folder, path));
    box.git("checkout", "--", ".");
    expect(readFileSync(join(box.folder, "a.proto"), "utf8")).toContain("\r\n");
    expect(readFileSync(join(box.folder, "b.proto"), "utf8")).toContain("$Id: ");
    expect(box.git("status", "--porcelain")).toBe("");
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual([]);
  });

  it("takes a file that only became executable as it was", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A, "b.proto": B });
    chmodSync(join(box.folder, "a.proto"), 0o755);
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual(["a.proto", "b.proto"]);
  });

  it("compiles the files of a submodule, which the commit does not hold", async () => {
    const inner = sandbox();
    inner.commit({ "a.proto": A });
    const box = sandbox();
    box.commit({ "c.proto": C });
    box.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner.folder, "sub");
    box.commit({});
    expect(await compareWays(box, ".git#branch=main", ".")).toEqual(["google/protobuf/timestamp.proto", "c.proto"]);
  });

  it("gives what was compiled where the cache is poisoned meanwhile", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A, "b.proto": B, "c.proto": C });
    await compareWays(box, ".git#branch=main", ".");
    box.write({ "a.proto": EDITED });
    const images = join(process.env.POSTEL_CACHE_DIR ?? "", "images");
    for (const name of readdirSync(images)) if (existsSync(join(images, name))) writeFileSync(join(images, name), "x");
    expect(await compareWays(box, ".git#branch=main", ".")).toContain("c.proto");
  });

  it("gives up on an input that is not there as compile does", async () => {
    const box = sandbox();
    box.commit({ "a.proto": A });
    await expect(compareWays(box, ".git#branch=main", "gone")).rejects.toMatchObject({ code: "source_missing" });
    await expect(compareWays(box, ".git#branch=gone", ".")).rejects.toMatchObject({ code: "git_ref_missing" });
  });
});
