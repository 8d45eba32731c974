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
  const find = isOnDisk ? (path: string) => findOnDisk(modules, resolve(cwd, top), path) : findInTree(modules);
  const isFromHere = isOnDisk && !isAbsolute(top);
  // Like buf, which seeks the shortest way to the module and not to the file.
  const way = (folder: string) => (isFromHere ? wayFrom(cwd, resolve(cwd, top, folder)) : posix.join(top, folder));
  const show = (path: string) => {
    const found = find(path);
    return found === undefined ? path : posix.join(way(found.folder), found.place);
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

/** A file's module, and where it is in that. */
interface Found {
  readonly folder: string;
  readonly place: string;
}

function findOnDisk(modules: readonly ConfiguredModule[], top: string, path: string): Found | undefined {
  return modules
    .flatMap(({ path: folder, roots }) => roots.map((root) => ({ folder, place: posix.join(root, path) })))
    .find(({ folder, place }) => existsSync(resolve(top, folder, place)));
}

function wayFrom(cwd: string, folder: string): string {
  return relative(cwd, folder).replaceAll("\\", "/");
}

/** Without a list of places there is one module, and only the well-known types come from elsewhere. */
function findInTree(modules: readonly ConfiguredModule[]): (path: string) => Found | undefined {
  return (path) => {
    for (const { path: folder, roots, places } of modules) {
      const alone = path.startsWith("google/protobuf/") ? undefined : posix.join(roots[0] ?? ".", path);
      const place = places === undefined ? alone : places.get(path);
      if (place !== undefined) return { folder, place };
    }
    return undefined;
  };
}
