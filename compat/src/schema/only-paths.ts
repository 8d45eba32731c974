import { type DescriptorSet, type SchemaFile, schemaFile } from "@postel/proto";
import { skim } from "./skim.ts";

/** Keeps the files with these paths, and as imports all that they need. Decodes nothing. */
export function onlyPaths({ files }: DescriptorSet, paths: ReadonlySet<string>): DescriptorSet {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const needed = new Set<string>();
  const open = [...paths];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const file = byPath.get(path);
    if (file === undefined || needed.has(path)) continue;
    needed.add(path);
    open.push(...skim(file.bytes).imports);
  }
  const kept = files.filter((file) => needed.has(file.path));
  return { files: kept.map((file) => (paths.has(file.path) || file.isImport ? file : asImport(file))) };
}

function asImport({ path, bytes }: SchemaFile): SchemaFile {
  return schemaFile(path, bytes, true);
}
