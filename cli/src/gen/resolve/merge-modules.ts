import { type DescriptorSet, registryOf, type SchemaFile } from "@postel/proto";
import { CliError } from "../../errors.ts";
import type { ResolvedModule } from "./resolved-module.ts";

/** All modules as one set: each file once, from the module that owns it, imports before what imports them. */
export function mergeModules(modules: readonly ResolvedModule[]): DescriptorSet {
  const files = new Map<string, SchemaFile>();
  for (const { set } of modules)
    for (const file of set.files) {
      const known = files.get(file.path);
      if (known === undefined || (known.isImport && !file.isImport)) files.set(file.path, file);
    }
  const merged = { files: importsFirst(files) };
  try {
    registryOf(merged);
  } catch (cause) {
    const names = modules.map(({ wanted, version }) => `${wanted.name} ${version ?? ""}`.trim()).join(", ");
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("MODULES_DISAGREE", { modules: names }, { why, cause });
  }
  return merged;
}

function importsFirst(files: ReadonlyMap<string, SchemaFile>): SchemaFile[] {
  const ordered: SchemaFile[] = [];
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const file = files.get(path);
    if (file === undefined || seen.has(path)) return;
    seen.add(path);
    for (const dependency of file.descriptor.dependency) visit(dependency);
    ordered.push(file);
  };
  for (const path of files.keys()) visit(path);
  return ordered;
}
