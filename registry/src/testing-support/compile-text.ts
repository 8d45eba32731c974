import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { compile } from "@postel/compiler";
import { type DescriptorSet, writeDescriptorSet } from "@postel/proto";

const ANNOTATIONS = join(import.meta.dirname, "../../../proto/postel/v1");

/** Compiles .proto files given as path to text; they may import `postel/v1`. Throws when they have mistakes. */
export async function compileText(files: Readonly<Record<string, string>>): Promise<DescriptorSet> {
  const folder = await mkdtemp(join(tmpdir(), "postel-text-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await cp(ANNOTATIONS, join(folder, "postel/v1"), { recursive: true });
    return await compileFolder(
      folder,
      Object.keys(files).map((path) => join(folder, path)),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Compiles the files below a folder that the patterns of `paths` name. */
export async function compileFolder(path: string, paths?: readonly string[]): Promise<DescriptorSet> {
  const compiled = await compile({ kind: "folder", path }, paths === undefined ? {} : { paths });
  if (compiled.kind !== "ok") throw new Error(JSON.stringify(compiled.problems));
  return compiled.set;
}

/** What a publish request says of a compiled module. */
export function uploadOf(set: DescriptorSet) {
  return {
    descriptorSet: writeDescriptorSet(set),
    targets: set.files.filter((file) => !file.isImport).map((file) => file.path),
  };
}
