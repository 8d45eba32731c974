import { existsSync } from "node:fs";
import { isAbsolute, posix, relative, resolve } from "node:path";
import type { ConfiguredModule, Source } from "@postel/compiler";

/** Makes the path that people see of a path within a module: where the file is, seen from `cwd` unless the input was written as an absolute path. */
export function externalPath(
  source: Source,
  modules: readonly ConfiguredModule[],
  cwd: string,
): (path: string) => string {
  const top = topOf(source);
  if (top === undefined) return (path) => path;
  const isOnDisk = source.kind === "folder" || source.kind === "file";
  const place = isOnDisk ? (path: string) => placeOnDisk(modules, resolve(cwd, top), path) : placeInTree(modules);
  const isFromHere = isOnDisk && !isAbsolute(top);
  const show = (path: string) => {
    const found = place(path);
    if (found === undefined) return path;
    return isFromHere ? relative(cwd, resolve(cwd, top, found)).replaceAll("\\", "/") : posix.join(top, found);
  };
  // Ten thousand findings may be in one file, and asking where it is asks the disk.
  const known = new Map<string, string>();
  return (path) => known.get(path) ?? known.set(path, show(path)).get(path) ?? path;
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

function placeOnDisk(modules: readonly ConfiguredModule[], top: string, path: string): string | undefined {
  const places = modules.flatMap(({ path: folder, roots }) => roots.map((root) => posix.join(folder, root, path)));
  return places.find((place) => existsSync(resolve(top, place)));
}

/** Without a list of places there is one module, and only the well-known types come from elsewhere. */
function placeInTree(modules: readonly ConfiguredModule[]): (path: string) => string | undefined {
  return (path) => {
    for (const { path: folder, roots, places } of modules) {
      const alone = path.startsWith("google/protobuf/") ? undefined : posix.join(roots[0] ?? ".", path);
      const place = places === undefined ? alone : places.get(path);
      if (place !== undefined) return posix.join(folder, place);
    }
    return undefined;
  };
}
