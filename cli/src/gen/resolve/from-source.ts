import { createHash } from "node:crypto";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../../errors.ts";
import { packageName } from "../../release/package-names.ts";
import { invalidSchemas } from "../../sources/invalid-schemas.ts";
import { hint } from "../closest.ts";
import type { WantedModule } from "../config/gen-config.ts";
import type { ResolvedModule } from "./resolved-module.ts";

/** Compiles a folder, image or other source; a module's files are those below the folder of its name. */
export async function fromSource(
  input: string,
  modules: readonly WantedModule[],
  cwd: string,
): Promise<ResolvedModule[]> {
  const { compile, parseSource } = await import("@postel/compiler");
  const compiled = await compile(parseSource(input), { cwd });
  if (compiled.kind === "invalid") throw invalidSchemas(input, compiled.problems);
  return modules.map((wanted) => moduleOf(compiled.set, wanted, input));
}

function moduleOf({ files }: DescriptorSet, wanted: WantedModule, input: string): ResolvedModule {
  const isOwn = (path: string) => path.startsWith(`${wanted.name}/`);
  const own = files.filter(({ path, isImport }) => isOwn(path) && !isImport);
  if (own.length === 0) {
    const folders = files.filter(({ isImport }) => !isImport).map(({ path }) => path.split("/").slice(0, 2).join("/"));
    throw new CliError(
      "GEN_MODULE_UNKNOWN",
      { module: wanted.name, source: input },
      { where: wanted.place, why: hint(wanted.name, [...new Set(folders)]) },
    );
  }
  const set = {
    files: files.map((file) => ({
      path: file.path,
      bytes: file.bytes,
      isImport: file.isImport || !isOwn(file.path),
      get descriptor() {
        return file.descriptor;
      },
    })),
  };
  return { wanted, packageName: packageName(wanted.name), digest: digestOf(own), set };
}

function digestOf(files: DescriptorSet["files"]): string {
  const hash = createHash("sha256");
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${JSON.stringify(file.path)} ${file.bytes.length}\n`);
    hash.update(file.bytes);
  }
  return `sha256:${hash.digest("hex")}`;
}
