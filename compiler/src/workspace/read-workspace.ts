import { readFile } from "node:fs/promises";
import { dirname, posix, resolve } from "node:path";
import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import type { FileSource, FolderSource, GitSource, Source } from "../source/source.ts";
import { treeOf } from "../tree/tree.ts";
import { bucketRoot } from "./bucket-root.ts";
import { configOverride } from "./config-override.ts";
import { findWorkspace, type ReadText } from "./find-workspace.ts";
import { type ConfiguredModule, configuredModules } from "./read-modules.ts";

/** How to look for a source's modules. */
export type WorkspaceOptions = Pick<CompileOptions, "cwd" | "config" | "stdin" | "signal" | "timeout">;

/**
 * Reads the modules of the workspace that a source belongs to, in buf's order, also those outside of it; `config` replaces
 * the source's own buf.yaml. An image is one module.
 * Throws CompilerError `config_invalid`, `source_missing`, `archive_corrupt` or `git_…`.
 */
export async function readWorkspace(source: Source, options: WorkspaceOptions = {}): Promise<ConfiguredModule[]> {
  switch (source.kind) {
    case "folder":
    case "file":
      return ofDisk(source, options);
    case "git":
      return ofGit(source, options);
    case "text": {
      const tree = treeOf(source.files);
      return read(".", ".", textIn(tree), [...tree.keys()], source.kind, options);
    }
    case "image":
      return ofImage(options);
    case "archive": {
      const [{ readBytes }, { unpackArchive }] = await Promise.all([
        import("../image/read-image.ts"),
        import("../tree/unpack-archive.ts"),
      ]);
      const bytes = await readBytes(source.path, options.cwd ?? process.cwd(), options.stdin);
      const tree = await unpackArchive(source, bytes);
      return read(source.subdir ?? ".", ".", textIn(tree), [...tree.keys()], source.path, options);
    }
  }
}

async function ofDisk(source: FolderSource | FileSource, options: WorkspaceOptions): Promise<ConfiguredModule[]> {
  const cwd = options.cwd ?? process.cwd();
  const absolute = resolve(cwd, source.path);
  const folder = source.kind === "folder" ? absolute : dirname(absolute);
  return read(folder, bucketRoot(source.path, folder, cwd), readText, undefined, source.path, options);
}

async function ofGit(source: GitSource, options: WorkspaceOptions): Promise<ConfiguredModule[]> {
  const { withGitTree } = await import("../git/git-tree.ts");
  return withGitTree(source, options, async ({ entries, read: readEntries }) => {
    const tree = await readEntries(entries.filter(({ path }) => !path.endsWith(".proto")));
    const paths = entries.map(({ path }) => path);
    return read(source.subdir ?? ".", ".", textIn(tree), paths, source.path, options);
  });
}

/** Images are configured by the buf.yaml where the command runs, if there is one. */
async function ofImage(options: WorkspaceOptions): Promise<ConfiguredModule[]> {
  const cwd = options.cwd ?? process.cwd();
  const found = { kind: "none", base: cwd, config: {} } as const;
  const text = await readText(resolve(cwd, "buf.yaml"));
  const config = options.config ?? text;
  const workspace = await configOverride(found, cwd, cwd, config === undefined ? options : { ...options, config });
  const document = workspace.kind === "none" ? undefined : { ...workspace.config, modules: undefined };
  return [{ name: "", id: "", path: ".", includes: [], excludes: [], document, folder: ".", roots: ["."] }];
}

async function read(
  folder: string,
  root: string,
  readFileText: ReadText,
  paths: readonly string[] | undefined,
  label: string,
  options: WorkspaceOptions,
): Promise<ConfiguredModule[]> {
  try {
    const workspace = await configOverride(await findWorkspace(folder, readFileText, root), folder, root, options);
    return await configuredModules(workspace, folder, readFileText, paths);
  } catch (error) {
    if (error instanceof CompilerError) throw error;
    const why = ((error as Error).message.split("\n")[0] ?? "").replace(/:$/, "");
    throw new CompilerError("config_invalid", { path: `The buf.yaml of \`${label}\``, why }, error);
  }
}

function textIn(tree: ReadonlyMap<string, Uint8Array>): ReadText {
  return async (path) => {
    const bytes = tree.get(posix.normalize(path));
    return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
  };
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
