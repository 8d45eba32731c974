import { posix } from "node:path";
import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import { IMPLICIT_PATHS, type ImplicitPath, implicitFile } from "../implicit/implicit-files.ts";
import { importsText } from "../implicit/missing-imports.ts";
import { IMPLICIT_FOLDER, INPUT_FOLDER, isWholeWork, overlayConfig } from "../implicit/overlay-config.ts";
import type { Tree } from "../tree/tree.ts";
import { writeTar } from "../tree/write-tar.ts";
import { configOverride } from "../workspace/config-override.ts";
import { findWorkspace, type Workspace } from "../workspace/find-workspace.ts";
import type { Attempt } from "./attempt.ts";
import type { BuildInput } from "./run-build.ts";
import { FEW_FILES } from "./sample-folder.ts";

/** Prepares files in memory for buf, which reads them as an archive from its standard input. */
export async function treeAttempt(
  tree: Tree,
  label: string,
  subdir: string | undefined,
  options: CompileOptions,
): Promise<Attempt> {
  if (tree.size === 0) throw new CompilerError("no_proto_files", { source: label });
  const input = treeInput(tree, label, subdir, options);
  return {
    plain: input,
    wanted: wantedBy(tree),
    readLine: async ({ path, line }) => lineOf(tree.get(path), line),
    withImplicit: async (paths, run) => {
      const folder = subdir ?? ".";
      const found = await findWorkspace(folder, async (path) => textOf(tree.get(path)), ".");
      const workspace = await configOverride(found, folder, ".", options);
      const inward = options.config === undefined ? [] : foldersBetween(workspace.base, folder);
      const moved = await moveTree(tree, workspace, paths, inward);
      return run(overlayInput(moved, paths, label, folder, workspace, options));
    },
  };
}

function treeInput(tree: Tree, label: string, subdir: string | undefined, options: CompileOptions): BuildInput {
  return {
    argument: `-#format=tar${subdir === undefined ? "" : `,subdir=${subdir}`}`,
    stdin: writeTar(tree),
    label,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    isSmall: tree.size <= FEW_FILES,
    show: (path) => path,
  };
}

function overlayInput(
  moved: Tree,
  neighbours: readonly ImplicitPath[],
  label: string,
  folder: string,
  workspace: Workspace,
  options: CompileOptions,
): BuildInput {
  const whole = isWholeWork(workspace, folder);
  const enter = (path: string) => (whole ? posix.join(INPUT_FOLDER, workspace.base, path) : path);
  const input = treeInput(moved, label, whole ? undefined : posix.join(INPUT_FOLDER, folder), options);
  return {
    ...input,
    paths: input.paths.map(enter),
    excludePaths: [
      ...input.excludePaths.map(enter),
      ...(whole ? neighbours.map((path) => posix.join(IMPLICIT_FOLDER, path)) : []),
    ],
    config: undefined,
    isOverlay: true,
    show: unmove,
  };
}

/** Certain only where nothing in the tree could provide the file: no such path, no dependencies. */
function wantedBy(tree: Tree): ImplicitPath[] {
  const paths = [...tree.keys()];
  if (paths.some((path) => posix.basename(path) === "buf.lock")) return [];
  const contents = [...tree].flatMap(([path, bytes]) =>
    path.endsWith(".proto") ? [Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)] : [],
  );
  return IMPLICIT_PATHS.filter(
    (wanted) =>
      contents.some((content) => importsText(content, wanted)) &&
      !paths.some((path) => path === wanted || path.endsWith(`/${wanted}`)),
  );
}

/** In the folders of `inward` no configuration is left: buf would find it before the one that was given. */
async function moveTree(
  tree: Tree,
  workspace: Workspace,
  paths: readonly ImplicitPath[],
  inward: readonly string[],
): Promise<Tree> {
  const config = overlayConfig(workspace, posix.join(INPUT_FOLDER, workspace.base), [IMPLICIT_FOLDER]);
  const hidden = new Set(config.hidden.map((name) => posix.join(workspace.base, name)));
  for (const folder of inward) for (const name of CONFIG_FILES) hidden.add(posix.join(folder, name));
  const moved = new Map<string, Uint8Array>();
  for (const [path, bytes] of tree) if (!hidden.has(path)) moved.set(posix.join(INPUT_FOLDER, path), bytes);
  for (const [path, text] of config.files) moved.set(path, Buffer.from(text));
  const lock = tree.get(posix.join(workspace.base, "buf.lock"));
  if (lock !== undefined && workspace.kind === "v2") moved.set("buf.lock", lock);
  for (const path of paths) moved.set(posix.join(IMPLICIT_FOLDER, path), await implicitFile(path));
  return moved;
}

const CONFIG_FILES = ["buf.yaml", "buf.work.yaml", "buf.lock"];

/** The folders below one down to another; none when that is elsewhere. */
function foldersBetween(from: string, to: string): string[] {
  const way = posix.relative(from, to);
  if (way === "" || way.startsWith("..")) return [];
  return way.split("/").map((_, index, steps) => posix.join(from, ...steps.slice(0, index + 1)));
}

function unmove(path: string): string {
  return path.startsWith(`${INPUT_FOLDER}/`) ? path.slice(INPUT_FOLDER.length + 1) : path;
}

function lineOf(bytes: Uint8Array | undefined, line: number): string {
  return textOf(bytes)?.split("\n")[line - 1] ?? "";
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined
    ? undefined
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
