import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Source } from "@postel/compiler";
import type { ModuleImage } from "../sources/load-images.ts";

/** Endings of the files that authors keep beside a .proto file for the gate. */
export const EXAMPLES = ".examples.json";
export const GOLDENS = ".goldens.json";

/** Text of a module's `*.examples.json` and `*.goldens.json`, by path in the module. */
export type GateFiles = ReadonlyMap<string, string>;

/** The file with an ending that stands beside a .proto file. */
export function besideProto(proto: string, ending: string): string {
  return proto.replace(/\.proto$/, ending);
}

/** Reads the files of the gate beside a module's own .proto files; none for inputs that cannot hold any. */
export async function readGateFiles(source: Source, { module, set }: ModuleImage, cwd: string): Promise<GateFiles> {
  const files = new Map<string, string>();
  if (source.kind !== "folder") return files;
  const own = set.files.flatMap(({ path, isImport }) => (isImport ? [] : [path]));
  for (const path of own.flatMap((proto) => [besideProto(proto, EXAMPLES), besideProto(proto, GOLDENS)]))
    for (const root of module.roots) {
      const text = await readFile(resolve(cwd, source.path, module.path, root, path), "utf8").catch(() => undefined);
      if (text === undefined) continue;
      files.set(path, text);
      break;
    }
  return files;
}
