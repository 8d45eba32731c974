import { posix } from "node:path";
import type { Dice } from "./dice.ts";

/** Text by path. */
export type Files = Readonly<Record<string, string>>;

/** Two versions of some modules, and what a command line can name of them. */
export interface Sides {
  readonly before: Files;
  readonly after: Files;
  /** Folders of both versions, modules and others. */
  readonly folders: readonly string[];
  /** Paths of .proto files, as they lie below the top. */
  readonly files: readonly string[];
}

const LAYOUTS = ["none", "v1", "v1beta1", "roots", "work", "v2", "v2", "named", "includes"] as const;
type Layout = (typeof LAYOUTS)[number];

/** Where modules lie, by layout; in `roots` and `includes` they are parts of one module's folder. */
const FOLDERS: Readonly<Record<Layout, readonly string[]>> = {
  none: ["."],
  v1: ["."],
  v1beta1: ["."],
  roots: ["src", "more"],
  work: ["x/a", "b"],
  v2: ["x/a", "b"],
  named: ["z", "a/b"],
  includes: ["p", "p"],
};

/** Draws two versions of a module or a workspace. */
export function drawSides(dice: Dice): Sides {
  const layout = dice.pick(LAYOUTS);
  const folders = FOLDERS[layout];
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  for (const [at, folder] of [...folders, ...(folders.length === 1 ? folders : [])].entries())
    for (const name of ["a.proto", "b.proto", "sub/c.proto"].slice(0, 1 + dice.below(3))) {
      const path = posix.join(folder, `m${at}/v1/${name}`);
      const text = drawFile(dice, at, name);
      if (dice.chance(90)) before[path] = text;
      if (dice.chance(80)) after[path] = dice.chance(70) ? changed(dice, text) : text;
    }
  const files = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  Object.assign(before, configs(layout, undefined));
  Object.assign(after, configs(layout, dice.chance(60) ? drawBreaking(dice, files) : undefined));
  return { before, after, files, folders: [...new Set([...folders, "m0", "x", ...files.map(posix.dirname)])] };
}

function drawFile(dice: Dice, at: number, name: string): string {
  const imports = at > 0 && dice.chance(50);
  const type = dice.pick(["int32", "string", "bool"]);
  const message = `${name[0] === "s" ? "C" : name[0]?.toUpperCase()}${at}`;
  return [
    'syntax = "proto3";',
    `package m${at}.v${dice.chance(15) ? "1beta1" : "1"};`,
    ...(imports ? ['import "m0/v1/a.proto";'] : []),
    `message ${message} {`,
    `  ${type} x = 1;`,
    "  string y = 2;",
    ...(imports ? ["  m0.v1.A0 z = 3;"] : []),
    "}",
    "",
  ].join("\n");
}

function changed(dice: Dice, text: string): string {
  return dice.pick([
    (whole: string) => whole.replace("string y", "bytes y"),
    (whole: string) => whole.replace("  string y = 2;\n", ""),
    (whole: string) => whole.replace(" x = 1", " renamed = 1"),
    (whole: string) => whole.replace("syntax", "// comment\nsyntax"),
    (whole: string) => (dice.chance(15) ? `${whole}message {` : `${whole}enum E { E_A = 0; }\n`),
  ])(text);
}

function configs(layout: Layout, breaking: object | undefined): Files {
  const file = (document: object) => JSON.stringify({ ...document, ...(breaking && { breaking }) });
  switch (layout) {
    case "none":
      return {};
    case "v1":
    case "v1beta1":
      return { "buf.yaml": file({ version: layout }) };
    case "roots":
      return { "buf.yaml": file({ version: "v1beta1", build: { roots: FOLDERS.roots } }) };
    case "work":
      return {
        "buf.work.yaml": JSON.stringify({ version: "v1", directories: FOLDERS.work }),
        "b/buf.yaml": file({ version: "v1" }),
      };
    case "v2":
      return { "buf.yaml": file({ version: "v2", modules: FOLDERS.v2.map((path) => ({ path })) }) };
    case "named":
      return { "buf.yaml": file({ version: "v2", modules: FOLDERS.named.map(named) }) };
    case "includes":
      return {
        "buf.yaml": file({
          version: "v2",
          modules: [
            { path: "p", includes: ["p/m0"], name: "buf.build/x/a" },
            { path: "p", excludes: ["p/m0"], name: "buf.build/x/b" },
          ],
        }),
      };
  }
}

function named(path: string): object {
  return { path, name: `buf.build/acme/${path.replaceAll("/", "")}` };
}

/** Rules and paths that may or may not fit the configuration they end up in. */
export function drawBreaking(dice: Dice, files: readonly string[]): object {
  const rule = () => dice.pick(["FILE", "PACKAGE", "WIRE_JSON", "WIRE", "FIELD_SAME_TYPE", "FILE_NO_DELETE", "NOPE"]);
  const rules = () => [rule(), rule()].slice(dice.below(2)).filter((id) => id !== "NOPE" || dice.chance(20));
  const path = () => dice.pick([...files, ...files.map(posix.dirname), "nope"]);
  return {
    ...(dice.chance(60) && { use: rules() }),
    ...(dice.chance(20) && { except: rules() }),
    ...(dice.chance(30) && { ignore: [path()] }),
    ...(dice.chance(20) && { ignore_only: { [rule()]: [path()] } }),
    ...(dice.chance(30) && { ignore_unstable_packages: dice.chance(80) }),
  };
}
