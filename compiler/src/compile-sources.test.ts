import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { writeDescriptorSet } from "@postel/proto";
import { zipSync } from "fflate";
import { create } from "tar";
import { describe, expect, it } from "vitest";
import { runBuf } from "./build/run-build.ts";
import { compile } from "./compile.ts";
import { EVENT, PLAIN, sandbox, summary } from "./test-support/sandbox.ts";

const IMPORTS = ["(google/protobuf/descriptor.proto)", "(google/protobuf/duration.proto)", "(postel/v1/event.proto)"];
const OTHER = PLAIN.replaceAll("Plain", "Other");

describe("compile a git repository", () => {
  it("reads branches, tags, commits and anything that git understands", async () => {
    const box = sandbox();
    const first = box.commit({ "a.proto": PLAIN });
    box.git("tag", "v1");
    box.commit({ "b.proto": OTHER });
    box.git("branch", "feature/x");
    box.commit({ "c.proto": PLAIN.replaceAll(/[Pp]lain/g, "c") });
    box.write({ "uncommitted.proto": "not Protobuf" });
    const targets = async (source: string) => summary(await box.compile(source));
    expect(await targets(".git")).toEqual(["a.proto", "b.proto", "c.proto"]);
    expect(await targets(".git#branch=main")).toEqual(["a.proto", "b.proto", "c.proto"]);
    expect(await targets(".git#branch=feature/x")).toEqual(["a.proto", "b.proto"]);
    expect(await targets(".git#tag=v1")).toEqual(["a.proto"]);
    expect(await targets(`.git#commit=${first}`)).toEqual(["a.proto"]);
    expect(await targets(`.git#commit=${first.slice(0, 8)}`)).toEqual(["a.proto"]);
    expect(await targets(".git#ref=main~1")).toEqual(["a.proto", "b.proto"]);
    expect(await targets(".git#branch=main,ref=v1")).toEqual(["a.proto"]);
    expect(await targets(".#format=git,ref=v1")).toEqual(["a.proto"]);
  });

  it("gives the same image as buf's clone", async () => {
    const box = sandbox();
    box.commit({
      "buf.yaml": "version: v2\nmodules: [{ path: proto }, { path: more }]\n",
      "proto/a.proto": PLAIN,
      "more/b.proto": OTHER,
    });
    const compiled = await box.compile(".git#branch=main");
    const input = {
      argument: `${box.folder}/.git#branch=main`,
      label: "",
      paths: [],
      excludePaths: [],
      show: (path: string) => path,
    };
    const { stdout } = await runBuf(["build", "--output=-"], input, {});
    expect(compiled.kind === "ok" && Buffer.compare(writeDescriptorSet(compiled.set), stdout)).toBe(0);
  });

  it("reads a folder of the repository with the workspace that controls it", async () => {
    const box = sandbox();
    const bad = 'syntax = "proto3";\nmessage Bad { Missing x = 1; }\n';
    box.commit({
      "buf.yaml": "version: v2\nmodules: [{ path: p/one }, { path: p/two }]\n",
      "p/one/a.proto": EVENT,
      "p/two/b.proto": bad,
    });
    expect(summary(await box.compile(".git#subdir=p/one"))).toEqual([...IMPORTS, "a.proto"]);
    expect(summary(await box.compile(".git#subdir=p/two"))).toEqual([
      "p/two/b.proto:2 COMPILE: cannot find `Missing` in this scope",
    ]);
    expect(summary(await box.compile(".git#subdir=p", { paths: ["one/a.proto"] }))).toEqual([...IMPORTS, "a.proto"]);
    await expect(box.compile(".git#subdir=nope")).rejects.toMatchObject({ code: "git_subdir_missing" });
    await expect(box.compile(".git#subdir=p/one/a.proto")).rejects.toMatchObject({ code: "git_subdir_missing" });
  });

  it("reads bare repositories, worktrees and a fresh checkout's remote branches", async () => {
    const box = sandbox();
    box.commit({ "a.proto": PLAIN });
    box.git("clone", "--quiet", "--bare", ".", "bare.git");
    box.git("worktree", "add", "--quiet", "tree", "-b", "other");
    box.git("clone", "--quiet", ".", "fresh");
    box.git("-C", "fresh", "checkout", "--quiet", "--detach");
    box.git("-C", "fresh", "branch", "--delete", "--force", "main");
    for (const source of [
      "bare.git#branch=main",
      "tree/.git#branch=other",
      "fresh/.git#branch=main",
      "fresh/.git#ref=origin/main",
    ])
      expect(summary(await box.compile(source))).toEqual(["a.proto"]);
  });

  it("fetches remote repositories", async () => {
    const box = sandbox();
    const first = box.commit({ "a.proto": PLAIN });
    box.commit({ "b.proto": EVENT });
    const url = `file://${box.folder}/.git`;
    expect(summary(await box.compile(`${url}#branch=main`))).toEqual(["a.proto", ...IMPORTS, "b.proto"]);
    expect(summary(await box.compile(`${url}#ref=HEAD~1`))).toEqual(["a.proto"]);
    expect(summary(await box.compile(`${url}#commit=${first.slice(0, 10)}`))).toEqual(["a.proto"]);
    await expect(box.compile(`${url}#tag=v9`)).rejects.toMatchObject({
      code: "git_ref_missing",
      message: expect.stringContaining("no tag `v9`"),
    });
    await expect(box.compile(`file://${box.folder}/nope.git`)).rejects.toMatchObject({ code: "git_failed" });
  });

  it("leaves links out, and reads odd names", async () => {
    const box = sandbox();
    box.git("init", "--quiet", "--initial-branch=main");
    box.git("config", "core.symlinks", "true");
    const { symlinkSync } = await import("node:fs");
    symlinkSync("/etc/passwd", join(box.folder, "passwd.proto"));
    box.commit({ "ü b\tc.proto": PLAIN });
    expect(summary(await box.compile(".git"))).toEqual(["ü b\tc.proto"]);
  });

  it("is not led astray by a hook's environment", async () => {
    const box = sandbox();
    box.commit({ "a.proto": PLAIN });
    process.env.GIT_DIR = "/nonsense";
    try {
      expect(summary(await box.compile(".git"))).toEqual(["a.proto"]);
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  it("says what is missing", async () => {
    const box = sandbox({ "sub/x.txt": "" });
    await expect(box.compile(".git")).rejects.toMatchObject({ code: "source_missing" });
    await expect(box.compile("sub#format=git")).rejects.toMatchObject({ code: "git_not_repository" });
    box.git("init", "--quiet");
    await expect(box.compile(".git")).rejects.toMatchObject({ code: "git_ref_missing" });
    box.commit({ "a.proto": PLAIN });
    for (const ref of ["branch=nope", "tag=main", "commit=HEAD", "ref=--help", "ref=$(id)", "commit=abcdef1"])
      await expect(box.compile(`.git#${ref}`)).rejects.toMatchObject({ code: "git_ref_missing" });
    const message = expect.stringContaining("`.git` has no branch `nope`. Fetch it first (`git fetch origin nope`");
    await expect(box.compile(".git#branch=nope")).rejects.toMatchObject({ message });
    box.git("rm", "--quiet", "a.proto");
    box.commit({ "readme.md": "x" });
    await expect(box.compile(".git")).rejects.toMatchObject({ code: "no_proto_files" });
  });

  it("says when the repository is damaged", async () => {
    const box = sandbox();
    box.commit({ "a.proto": PLAIN.replaceAll("Plain", "Damaged") });
    const blob = box.git("rev-parse", "HEAD:a.proto");
    rmSync(join(box.folder, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    await expect(box.compile(".git")).rejects.toMatchObject({ code: "git_failed" });
  });
});

describe("compile an image", () => {
  async function image(text = EVENT) {
    const box = sandbox({ "a.proto": text });
    const compiled = await box.compile(".");
    if (compiled.kind === "invalid") throw new Error("invalid");
    return { box, bytes: Buffer.from(writeDescriptorSet(compiled.set)), names: summary(compiled) };
  }

  // Without custom options, which buf writes as YAML and cannot read again.
  it("reads every encoding and compression", async () => {
    const { box, bytes, names } = await image(PLAIN);
    const input = {
      argument: "-#format=binpb",
      stdin: bytes,
      label: "",
      paths: [],
      excludePaths: [],
      show: (path: string) => path,
    };
    for (const format of ["json", "txtpb", "yaml"]) {
      const { stdout } = await runBuf(["build", `--output=-#format=${format}`], input, {});
      writeFileSync(join(box.folder, `i.${format}`), stdout);
      writeFileSync(join(box.folder, `i.${format}.gz`), gzipSync(stdout));
      expect(summary(await box.compile(`i.${format}`))).toEqual(names);
      expect(summary(await box.compile(`i.${format}.gz`))).toEqual(names);
    }
    writeFileSync(join(box.folder, "i.binpb"), bytes);
    writeFileSync(join(box.folder, "i.bin.gz"), gzipSync(bytes));
    writeFileSync(join(box.folder, "i.binpb.zst"), zstdCompressSync(bytes));
    for (const source of ["i.binpb", "i.bin.gz", "i.binpb.zst"])
      expect(summary(await box.compile(source))).toEqual(names);
    expect(summary(await box.compile("-", { stdin: bytes }))).toEqual(names);
    expect(summary(await box.compile("-#format=bingz", { stdin: gzipSync(bytes) }))).toEqual(names);
  });

  it("narrows", async () => {
    const { box, bytes } = await image();
    writeFileSync(join(box.folder, "i.binpb"), bytes);
    expect(summary(await box.compile("i.binpb", { excludeImports: true }))).toEqual(["a.proto"]);
    expect(summary(await box.compile("i.binpb", { paths: ["a.proto"] }))).toEqual([...IMPORTS, "a.proto"]);
    await expect(box.compile("i.binpb", { paths: ["b.proto"] })).rejects.toMatchObject({
      code: expect.stringMatching(/no_targets|image_corrupt/),
    });
  });

  it("refuses what is cut at any place, or is something else", async () => {
    const { box, bytes } = await image();
    const path = join(box.folder, "i.binpb");
    for (const length of [0, 1, 2, 3, 17, 100, Math.floor(bytes.length / 2), bytes.length - 1]) {
      writeFileSync(path, bytes.subarray(0, length));
      await expect(box.compile("i.binpb")).rejects.toMatchObject({ code: "image_corrupt" });
    }
    for (const content of ["hello world", "\x0a\x00", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "{}"]) {
      writeFileSync(path, content, "latin1");
      await expect(box.compile("i.binpb")).rejects.toMatchObject({ code: "image_corrupt" });
    }
    writeFileSync(path, Buffer.concat([bytes, bytes]));
    await expect(box.compile("i.binpb")).rejects.toMatchObject({ message: expect.stringContaining("twice") });
  });

  it("refuses broken compression and broken JSON", async () => {
    const { box, bytes } = await image();
    writeFileSync(join(box.folder, "i.binpb.gz"), gzipSync(bytes).subarray(0, 50));
    writeFileSync(join(box.folder, "i.binpb.zst"), bytes);
    writeFileSync(join(box.folder, "i.json"), '{"file": [');
    for (const source of ["i.binpb.gz", "i.binpb.zst", "i.json"])
      await expect(box.compile(source)).rejects.toMatchObject({ code: "image_corrupt" });
  });

  it("refuses a byte that is wrong deep inside", async () => {
    const { box, bytes } = await image();
    const broken = Buffer.from(bytes);
    broken[broken.indexOf("Placed") - 1] = 0x7f;
    writeFileSync(join(box.folder, "i.binpb"), broken);
    await expect(box.compile("i.binpb")).rejects.toMatchObject({ code: "image_corrupt" });
  });
});

describe("compile an archive", () => {
  it("reads tar and zip, compressed or not, with implicit modules", async () => {
    const box = sandbox({ "top/p/a.proto": EVENT, "plain/p/a.proto": PLAIN });
    await create({ cwd: box.folder, file: join(box.folder, "a.tar") }, ["top"]);
    await create({ cwd: box.folder, file: join(box.folder, "plain.tgz"), gzip: true }, ["plain"]);
    const tar = readFileSync(join(box.folder, "a.tar"));
    writeFileSync(join(box.folder, "a.tgz"), gzipSync(tar));
    writeFileSync(join(box.folder, "a.tar.zst"), zstdCompressSync(tar));
    writeFileSync(join(box.folder, "a.zip"), zipSync({ "top/p/a.proto": Buffer.from(EVENT) }));
    for (const source of ["a.tar", "a.tgz", "a.tar.zst", "a.zip"]) {
      expect(summary(await box.compile(`${source}#strip_components=1`))).toEqual([...IMPORTS, "p/a.proto"]);
      expect(summary(await box.compile(`${source}#subdir=top/p`))).toEqual([...IMPORTS, "a.proto"]);
    }
    expect(summary(await box.compile("plain.tgz"))).toEqual(["plain/p/a.proto"]);
    expect(summary(await box.compile("-#format=tar", { stdin: tar }))).toEqual([...IMPORTS, "top/p/a.proto"]);
  });

  it("refuses what is no archive", async () => {
    const box = sandbox({ "a.zip": "x", "a.tar": "not a tar, but long enough to be read as one".repeat(40) });
    for (const source of ["a.zip", "a.tar"])
      await expect(box.compile(source)).rejects.toMatchObject({ code: "archive_corrupt", exit: 1 });
    await expect(
      compile({ kind: "archive", path: "nope.tar", format: "tar", compression: "none" }),
    ).rejects.toMatchObject({ code: "source_missing" });
  });
});
