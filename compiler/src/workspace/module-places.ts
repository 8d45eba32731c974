import { readdir, realpath, stat } from "node:fs/promises";
import { join, posix, sep } from "node:path";

/** Where the files of a module are, from its folder, by import path; `paths` lists the files of a tree, without it they are on the disk. */
export async function modulePlaces(
  folder: string,
  { path, roots }: { readonly path: string; readonly roots: readonly string[] },
  paths?: readonly string[],
): Promise<Map<string, string>> {
  const module = join(folder, path);
  const below = paths === undefined ? await listProtoFiles(module) : protoFilesBelow(module, paths);
  const places = new Map<string, string>();
  for (const root of roots.map((each) => posix.normalize(each)))
    for (const place of below) {
      const name = posix.relative(root, place);
      if (!name.startsWith("../") && !places.has(name)) places.set(name, place);
    }
  return places;
}

function protoFilesBelow(folder: string, paths: readonly string[]): string[] {
  const below = paths.map((path) => posix.relative(folder.replaceAll("\\", "/"), path));
  return below.filter((path) => path.endsWith(".proto") && !path.startsWith("../"));
}

/** Follows links, as buf does, but not to a folder that they are in. */
async function listProtoFiles(folder: string, below = ""): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  const listed = await Promise.all(
    entries.map(async (entry) => {
      const path = `${below}${entry.name}`;
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await leadsDown(join(folder, path))));
      if (isFolder) return listProtoFiles(folder, `${path}/`);
      return entry.name.endsWith(".proto") ? [path] : [];
    }),
  );
  return listed.flat();
}

async function leadsDown(link: string): Promise<boolean> {
  const target = await stat(link).catch(() => undefined);
  if (target?.isDirectory() !== true) return false;
  const [to, from] = await Promise.all([realpath(link), realpath(join(link, ".."))]);
  return to !== from && !from.startsWith(to.endsWith(sep) ? to : `${to}${sep}`);
}
