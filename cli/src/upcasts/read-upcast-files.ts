import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Source } from "@postel/compiler";
import type { ModuleImage } from "../sources/load-images.ts";
import type { UpcastFiles } from "./upcast-files.ts";

/** Reads the hand-written upcasters beside a module's own .proto files; undefined for inputs that cannot hold any. */
export async function readUpcastFiles(
  source: Source,
  { module, set }: ModuleImage,
  cwd: string,
): Promise<UpcastFiles | undefined> {
  if (source.kind !== "folder") return undefined;
  const own = set.files.filter((file) => !file.isImport).map(({ path }) => path.replace(/\.proto$/, ".upcast.ts"));
  const files = new Map<string, string>();
  for (const path of own) {
    const text = await textAt(module.roots.map((root) => resolve(cwd, source.path, module.path, root, path)));
    if (text !== undefined) files.set(path, text);
  }
  return files;
}

async function textAt(places: readonly string[]): Promise<string | undefined> {
  for (const place of places) {
    const text = await readFile(place, "utf8").catch(() => undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}
