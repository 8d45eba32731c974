import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { compileWhole } from "../build/compile-whole.ts";
import type { Compiled } from "../build/run-build.ts";
import { printModule, randomEdit, randomModule } from "../test-support/random-module.ts";
import { type Sandbox, sandbox } from "../test-support/sandbox.ts";
import { compileFolder } from "./compile-folder.ts";

const RUNS = Number(process.env.POSTEL_PAIR_RUNS ?? 8);

const A = 'syntax = "proto3";\npackage a;\nmessage A { string s = 1; }\n';
const B = 'syntax = "proto3";\npackage a;\nimport "a.proto";\nmessage B { A a = 1; }\n';
const others = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`o${at}.proto`, `syntax = "proto3";\nmessage O${at} {}\n`]),
  );

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
  process.env.POSTEL_CACHE_DIR = join(box.folder, "cache");
});

/** Of files that import each other in a circle buf names now this one, now that. */
const shown = (compiled: Compiled) =>
  compiled.kind === "invalid"
    ? compiled.kind
    : compiled.set.files.map(({ path, isImport, bytes }) => [path, isImport, Buffer.from(bytes).toString("latin1")]);

/** Compiles `p` as it is; the answer must be that of compiling all of it. Says how often a compiler ran. */
async function compileAsWhole(how: "load" | "open" = "load", onRunning = () => {}): Promise<number> {
  let runs = 0;
  const options = { cwd: box.folder };
  const notice = () => {
    runs++;
    onRunning();
  };
  const { compiled } = await compileFolder({ kind: "folder", path: "p" }, { ...options, onRunning: notice }, how);
  const whole = await compileWhole({ kind: "folder", path: "p" }, options);
  expect(shown(compiled)).toEqual(shown(whole));
  return runs;
}

const write = (files: Readonly<Record<string, string | undefined>>) =>
  box.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`p/${path}`, text])));
const cached = (folder: string) =>
  readdirSync(join(box.folder, "cache", folder)).map((name) => join(box.folder, "cache", folder, name));

it("compiles a folder once, then what differs from its last build, and what it was before not at all", async () => {
  write({ "a.proto": A, "b.proto": B, ...others(40) });
  expect(await compileAsWhole()).toBe(1);
  expect(await compileAsWhole()).toBe(0);
  expect(await compileAsWhole("open")).toBe(0);
  const before = cached("images");
  write({ "a.proto": A.replace("}", "string t = 2; }") });
  for (const how of ["load", "open"] as const) expect(await compileAsWhole(how)).toBe(1);
  expect(cached("images")).toEqual(before);
  write({ "a.proto": A });
  expect(await compileAsWhole()).toBe(0);
});

it("keeps another image once much of a folder has changed", async () => {
  write({ "a.proto": A, "b.proto": B, ...others(8) });
  await compileAsWhole();
  write({ "o1.proto": 'syntax = "proto3";\nmessage Other {}\n' });
  expect(await compileAsWhole()).toBe(1);
  expect(await compileAsWhole()).toBe(0);
  expect(cached("images").length).toBe(2);
});

it("gives what compiling everything gives, whatever is edited between its runs", { timeout: 3_600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(randomModule, fc.array(randomEdit, { minLength: 2, maxLength: 5 }), async (module, edits) => {
      rmSync(join(box.folder, "p"), { recursive: true, force: true });
      const changed = structuredClone(module);
      let there: Record<string, string | undefined> = {};
      for (const edit of [undefined, ...edits]) {
        edit?.apply(changed);
        const files = printModule(changed);
        if (Object.keys(files).length === 0) return;
        const gone = Object.keys(there).filter((path) => there[path] !== undefined && !Object.hasOwn(files, path));
        there = { ...files, ...Object.fromEntries(gone.map((path) => [path, undefined])) };
        write(there);
        await compileAsWhole("open");
      }
    }),
    { numRuns: RUNS },
  );
});

it("stays right whatever byte of its cache is damaged", { timeout: 60_000 }, async () => {
  write({ "a.proto": A, "b.proto": B, ...others(40) });
  await compileAsWhole();
  write({ "b.proto": `${B}// Changed.\n` });
  for (const file of [...cached("images"), ...cached("builds")]) {
    const whole = readFileSync(file);
    for (const at of [3, 40, 70, 90, whole.length - 60, whole.length - 2]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(file, damaged);
      await compileAsWhole();
      if (!existsSync(file)) writeFileSync(file, whole);
    }
    writeFileSync(file, whole);
  }
});

it("takes no note for that of another compiler, configuration or folder", async () => {
  write({ "a.proto": A, "b.proto": B });
  await compileAsWhole();
  const [note = ""] = cached("builds");
  const foreign = sandbox({ "p/a.proto": A });
  await compileFolder({ kind: "folder", path: "p" }, { cwd: foreign.folder });
  const other = cached("builds").find((name) => name !== note) ?? "";
  writeFileSync(note, readFileSync(other));
  write({ "b.proto": `${B}// Changed.\n` });
  await compileAsWhole();
  write({ "buf.yaml": "version: v2\nmodules: [{path: ., excludes: [b]}]\n", "b/b.proto": B });
  await compileAsWhole();
});

it("keeps nothing of a folder that somebody writes to meanwhile", async () => {
  write({ "a.proto": A, ...others(3) });
  let isFirst = true;
  const { compiled, side } = await compileFolder(
    { kind: "folder", path: "p" },
    {
      cwd: box.folder,
      onRunning: () => {
        if (isFirst) write({ "a.proto": A.replace("s = 1", "r = 1") });
        isFirst = false;
      },
    },
  );
  expect(compiled.kind).toBe("ok");
  expect(side).toBeUndefined();
  expect(existsSync(join(box.folder, "cache/images"))).toBe(false);
  await compileAsWhole();
  write({ "a.proto": A });
  await compileAsWhole();
});

it("compiles all of what it cannot list, and says what is wrong as ever", async () => {
  write({ "a.proto": A });
  box.write({ "elsewhere/b.proto": B });
  symlinkSync(join(box.folder, "elsewhere/b.proto"), join(box.folder, "p/b.proto"));
  for (const _round of [1, 2]) expect(await compileAsWhole()).toBe(1);
  rmSync(join(box.folder, "p/b.proto"));
  write({ "broken.proto": "message {" });
  for (const _round of [1, 2]) expect(await compileAsWhole()).toBe(1);
  const source = { kind: "folder", path: "p" } as const;
  const { compiled } = await compileFolder(source, { cwd: box.folder });
  expect(compiled).toEqual(await compileWhole(source, { cwd: box.folder }));
  const gone = compileFolder({ kind: "folder", path: "gone" }, { cwd: box.folder });
  await expect(gone).rejects.toMatchObject({ code: "source_missing" });
});
