import { existsSync } from "node:fs";
import { posix, resolve } from "node:path";
import type { ConfiguredModule, Source } from "@postel/compiler";

/** Makes the path that people see of a path within a module: where the file is, as the input was written. */
export function externalPath(
  source: Source,
  modules: readonly ConfiguredModule[],
  cwd: string,
): (path: string) => string {
  if (source.kind !== "folder" && source.kind !== "file" && source.kind !== "git") return (path) => path;
  const root =
    source.kind === "folder" ? source.path : source.kind === "git" ? (source.subdir ?? "") : posix.dirname(source.path);
  const holds = ({ path: folder, files }: ConfiguredModule, path: string) =>
    source.kind === "git" ? isOf(files, path) : existsSync(resolve(cwd, root, folder, path));
  return (path) => {
    const owner = modules.find((module) => holds(module, path));
    return owner === undefined ? path : posix.join(root, owner.path, path);
  };
}

/** Without a list of files there is one module, and only the well-known types come from elsewhere. */
function isOf(files: readonly string[] | undefined, path: string): boolean {
  return files?.includes(path) ?? !path.startsWith("google/protobuf/");
}
