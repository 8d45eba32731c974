import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { findWorkspace, modulePaths, strings, type Workspace } from "../workspace/find-workspace.ts";
import { IMPLICIT_PATHS, type ImplicitPath } from "./implicit-files.ts";
import { importsText } from "./missing-imports.ts";

const MOST_FILES = 16;

/**
 * Looks at a few of a folder's .proto files for imports of implicit files that its modules lack, so that a folder of events is
 * compiled once and not twice. Finding nothing proves nothing; what is found is certain.
 */
export async function wantedByFolder(folder: string, files: readonly string[], root: string): Promise<ImplicitPath[]> {
  const imported = await someImports(files.slice(0, MOST_FILES));
  if (imported.length === 0) return [];
  const roots = await moduleRoots(folder, root);
  if (roots === undefined) return [];
  const provided = await Promise.all(imported.map((path) => anyExists(roots.map((root) => join(root, path)))));
  return imported.filter((_, index) => provided[index] === false);
}

async function someImports(files: readonly string[]): Promise<ImplicitPath[]> {
  const texts = await Promise.all(files.map((file) => readFile(file).catch(() => Buffer.alloc(0))));
  return IMPLICIT_PATHS.filter((path) => texts.some((text) => importsText(text, path)));
}

/** Where imports are looked up; nothing when dependencies might provide more. */
async function moduleRoots(folder: string, root: string): Promise<string[] | undefined> {
  const read = (path: string) => readFile(path, "utf8").catch(() => undefined);
  const workspace = await findWorkspace(folder, read, root).catch(() => undefined);
  if (workspace === undefined || workspace.kind === "work" || strings(workspace.config.deps).length > 0)
    return undefined;
  return folders(workspace).map((path) => join(workspace.base, path));
}

function folders({ kind, config }: Workspace): string[] {
  return kind === "v2" ? modulePaths(config) : ["."];
}

async function anyExists(paths: readonly string[]): Promise<boolean> {
  const found = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
