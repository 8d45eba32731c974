import type { DescriptorSet } from "@postel/proto";
import type { TreeEntry } from "../git/read-git-tree.ts";
import type { ConfiguredModule } from "../workspace/read-modules.ts";

/** A .proto file of a module: where it is below the workspace's folder, and what it holds. */
export interface ModuleFile {
  readonly path: string;
  readonly digest: string;
  readonly isTarget: boolean;
}

/**
 * Says by import path what the modules of a workspace hold; all paths are relative to the workspace's folder. Files of modules
 * below `input` are targets. Undefined when two files have one import path, or a file belongs to two modules.
 */
export function moduleFilesOf(
  entries: readonly TreeEntry[],
  modules: readonly ConfiguredModule[],
  input: string,
): ReadonlyMap<string, ModuleFile> | undefined {
  const files = new Map<string, ModuleFile>();
  for (const { path, blob } of entries) {
    if (!path.endsWith(".proto")) continue;
    const [owner, ...more] = modules.filter((module) => owns(module, path));
    if (owner === undefined) continue;
    const importPath = within(path, owner.path);
    if (more.length > 0 || files.has(importPath)) return undefined;
    files.set(importPath, { path, digest: blob, isTarget: isInside(owner.path, input) });
  }
  return files;
}

/** Tells whether a set was compiled from these files: its targets are theirs. */
export function isBuildOf(set: DescriptorSet, files: ReadonlyMap<string, ModuleFile>): boolean {
  const targets = set.files.filter((file) => !file.isImport);
  const expected = [...files.values()].filter((file) => file.isTarget).length;
  return targets.length === expected && targets.every(({ path }) => files.get(path)?.isTarget === true);
}

function owns({ path: folder, includes, excludes }: ConfiguredModule, path: string): boolean {
  if (!isInside(path, folder)) return false;
  const inner = within(path, folder);
  return (
    (includes.length === 0 || includes.some((each) => isInside(inner, each))) &&
    !excludes.some((each) => isInside(inner, each))
  );
}

function within(path: string, folder: string): string {
  return folder === "." ? path : path.slice(folder.length + 1);
}

function isInside(path: string, folder: string): boolean {
  return folder === "." || path === folder || path.startsWith(`${folder}/`);
}
