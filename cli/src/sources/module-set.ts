import { type DescriptorSet, markedFile, outlineOf } from "@postel/proto";

/** Cuts one module out of a set: its own files, and as imports all that they need. Decodes nothing. */
export function moduleSet(set: DescriptorSet, targets: readonly string[]): DescriptorSet {
  const byPath = new Map(set.files.map((file) => [file.path, file]));
  const own = new Set(targets);
  const needed = new Set<string>();
  const open = [...targets];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const file = byPath.get(path);
    if (file === undefined || needed.has(path)) continue;
    needed.add(path);
    open.push(...outlineOf(file).imports);
  }
  const kept = set.files.filter((file) => needed.has(file.path));
  return { files: kept.map((file) => markedFile(file, !own.has(file.path))) };
}
