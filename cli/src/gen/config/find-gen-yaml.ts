import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CliError } from "../../errors.ts";

/** A file's absolute path and text. */
export interface FoundFile {
  readonly path: string;
  readonly text: string;
}

/** Reads the `gen.yaml` that was named, or else the nearest one in `cwd` and the folders above. Throws GEN_YAML_MISSING. */
export async function findGenYaml(named: string | undefined, cwd: string): Promise<FoundFile> {
  for (const path of named === undefined ? upwards(cwd) : [resolve(cwd, named)]) {
    const text = await readIfThere(path);
    if (text !== undefined) return { path, text };
  }
  throw new CliError("GEN_YAML_MISSING", { place: named === undefined ? `${cwd} or above` : resolve(cwd, named) });
}

/** Reads a text file; undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  }
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return [join(folder, "gen.yaml"), ...(above === folder ? [] : upwards(above))];
}
