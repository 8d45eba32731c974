import { existsSync } from "node:fs";
import { posix, resolve } from "node:path";
import type { ConfiguredModule, Source } from "@postel/compiler";

/** Makes the path that people see of a path within a module: where the file is, as the input was written. */
export function externalPath(
  source: Source,
  modules: readonly ConfiguredModule[],
  cwd: string,
): (path: string) => string {
  const top = topOf(source);
  if (top === undefined) return (path) => path;
  const onDisk = source.kind === "folder" || source.kind === "file";
  return (path) => {
    for (const { path: folder, roots, places } of modules) {
      const place = places?.get(path);
      if (place !== undefined) return posix.join(top, folder, place);
      const root = roots.find((each) => onDisk && existsSync(resolve(cwd, top, folder, each, path)));
      if (root !== undefined) return posix.join(top, folder, root, path);
      if (!onDisk && isAlone(places, path)) return posix.join(top, folder, roots[0] ?? ".", path);
    }
    return path;
  };
}

/** Where an input's folder is, as it was written; undefined for images, whose paths have no folder. */
function topOf(source: Source): string | undefined {
  switch (source.kind) {
    case "folder":
      return source.path;
    case "file":
      return posix.dirname(source.path);
    case "git":
    case "archive":
      return source.subdir ?? "";
    default:
      return undefined;
  }
}

/** Without a list of files there is one module, and only the well-known types come from elsewhere. */
function isAlone(places: ReadonlyMap<string, string> | undefined, path: string): boolean {
  return places === undefined && !path.startsWith("google/protobuf/");
}
