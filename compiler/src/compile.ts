import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type BuildInput, type Compiled, runBuild } from "./build/run-build.ts";
import type { CompileOptions } from "./compile-options.ts";
import { CompilerError } from "./errors.ts";
import type { FileSource, FolderSource, Source } from "./source/source.ts";

/**
 * Compiles a source to its descriptors. What is wrong inside .proto files is a value; an unusable input (missing, corrupt,
 * not configured right) and a failing tool throw CompilerError.
 */
export async function compile(source: Source, options: CompileOptions = {}): Promise<Compiled> {
  switch (source.kind) {
    case "folder":
    case "file":
      return compileFolder(source, options);
    default:
      throw new CompilerError("source_unsupported", { source: source.kind, why: "not yet" });
  }
}

async function compileFolder(source: FolderSource | FileSource, options: CompileOptions): Promise<Compiled> {
  const cwd = options.cwd ?? process.cwd();
  if (!(await exists(resolve(cwd, source.path)))) throw new CompilerError("source_missing", { path: source.path, cwd });
  return runBuild(folderInput(source, options), options);
}

function folderInput(source: FolderSource | FileSource, options: CompileOptions): BuildInput {
  const all = source.kind === "file" && source.includePackageFiles === true;
  return {
    argument: `${source.path}${all ? "#include_package_files=true" : ""}`,
    label: source.path,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    show: (path) => path,
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
