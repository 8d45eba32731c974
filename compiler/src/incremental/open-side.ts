import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, posix, relative, resolve } from "node:path";
import type { GitTree } from "../git/git-tree.ts";
import type { TreeEntry } from "../git/read-git-tree.ts";
import { findWorkspace, modulePaths, type ReadText, strings, type Workspace } from "../workspace/find-workspace.ts";
import { configuredModules } from "../workspace/read-modules.ts";
import type { BlobAlgorithm } from "./blob-id.ts";
import { digestFiles, stampOf } from "./known-digests.ts";
import { listFolder } from "./list-folder.ts";
import { type ModuleFile, moduleFilesOf } from "./source-files.ts";

/** The files of a source as its workspace sees them. */
export interface OpenSide {
  /** By import path. */
  readonly files: ReadonlyMap<string, ModuleFile>;
  /** Whatever decides besides the .proto files how they are compiled, as one text: equal for equal workspaces. */
  readonly layout: string;
  /** The input, relative to the workspace's folder, which paths of files are relative to. */
  readonly input: string;
  /** Of a folder: tells whether somebody wrote to it since; see `ListedSide.stamp`. */
  readonly stamp?: () => string;
}

/** Names of the files at a workspace's folder that decide how it is read. */
const CONFIGS = ["buf.yaml", "buf.work.yaml", "buf.lock"];

/** The files of a source, not read yet. */
export interface ListedSide {
  /** How many .proto files there are. */
  readonly count: number;
  /** Reads and digests them, once for an algorithm. */
  open(algorithm: BlobAlgorithm): Promise<OpenSide | undefined>;
  /** What the stamp of the folder is now; undefined for what cannot change. */
  stamp(): string | undefined;
}

/** Lists the files of a folder; undefined where links or a missing folder forbid to rely on a list. */
export async function listFolderSide(path: string, cwd: string): Promise<ListedSide | undefined> {
  const folder = resolve(cwd, path);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined;
  const workspace = await findWorkspace(folder, readText);
  const paths = listModules(workspace);
  if (paths === undefined) return undefined;
  const opened = new Map<BlobAlgorithm, Promise<OpenSide | undefined>>();
  const open = async (algorithm: BlobAlgorithm) => {
    const { entries, stamp } = await digestFiles(workspace.base, paths, algorithm);
    const side = await sideOf(workspace, folder, entries, readText);
    return side && { ...side, stamp };
  };
  return {
    count: paths.filter((each) => each.endsWith(".proto")).length,
    open: (algorithm) => {
      const known = opened.get(algorithm) ?? open(algorithm);
      opened.set(algorithm, known);
      return known;
    },
    stamp: () => stampOf(workspace.base, listModules(workspace) ?? []),
  };
}

function listModules(workspace: Workspace): string[] | undefined {
  const paths = new Set<string>();
  for (const folder of foldersOf(workspace)) {
    const listed = listFolder(join(workspace.base, folder));
    if (listed === undefined) return undefined;
    for (const path of listed) paths.add(folder === "." ? path : `${folder}/${path}`);
  }
  for (const name of CONFIGS) if (isFile(join(workspace.base, name))) paths.add(name);
  return [...paths];
}

/** Says what a commit holds for the workspace of a folder in it. */
export async function openTreeSide(tree: GitTree, subdir = "."): Promise<OpenSide | undefined> {
  const configs = await tree.read(tree.entries.filter(({ path }) => !path.endsWith(".proto")));
  const read: ReadText = async (path) => {
    const bytes = configs.get(posix.normalize(path));
    return bytes && Buffer.from(bytes).toString("utf8");
  };
  const workspace = await findWorkspace(subdir, read, ".");
  if (workspace.kind === "v1" && workspace.base !== subdir) return undefined;
  const folders = foldersOf(workspace);
  const entries = tree.entries.flatMap(({ path, blob }) => {
    if (!isInside(path, workspace.base)) return [];
    const inner = workspace.base === "." ? path : path.slice(workspace.base.length + 1);
    const counts = CONFIGS.includes(inner) || folders.some((folder) => isInside(inner, folder));
    return counts ? [{ path: inner, blob }] : [];
  });
  return sideOf(workspace, subdir, entries, read);
}

async function sideOf(
  workspace: Workspace,
  folder: string,
  entries: readonly TreeEntry[],
  read: ReadText,
): Promise<OpenSide | undefined> {
  const paths = entries.map(({ path }) => `${workspace.base}/${path}`);
  const modules = await configuredModules(workspace, workspace.base, read, paths);
  if (modules.some(({ roots }) => roots.length !== 1 || roots[0] !== ".")) return undefined;
  const input = relative(workspace.base, folder).replaceAll("\\", "/") || ".";
  const files = moduleFilesOf(entries, modules, input);
  const configs = entries.filter(({ path }) => !path.endsWith(".proto")).sort((a, b) => (a.path < b.path ? -1 : 1));
  return files && { files, input, layout: JSON.stringify([workspace.kind, input, configs]) };
}

function foldersOf({ kind, config }: Workspace): string[] {
  if (kind === "v2") return modulePaths(config).map((path) => posix.normalize(path));
  return kind === "work" ? strings(config.directories).map((path) => posix.normalize(path)) : ["."];
}

function isInside(path: string, folder: string): boolean {
  return folder === "." || path.startsWith(`${folder}/`);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
