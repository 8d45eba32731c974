import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { withCompiler } from "../service/compilers.ts";
import type { CommitFile } from "../store/commit-store.ts";
import { invalid } from "./remote-error.ts";

const TIMEOUT_MILLIS = 60_000;
const EMPTY: DescriptorSet = { files: [] };

/** Compiles a module's sources among the files that they may import. Throws ConnectError with the places of mistakes. */
export async function compileSources(
  own: readonly CommitFile[],
  imported: readonly CommitFile[],
): Promise<DescriptorSet> {
  const isSchema = ({ path }: CommitFile) => path.endsWith(".proto");
  const targets = own.filter(isSchema);
  if (targets.length === 0) return EMPTY;
  const { compile } = await import("@postel/compiler");
  const folder = await mkdtemp(join(tmpdir(), "postel-push-"));
  try {
    for (const { path, content } of [...imported.filter(isSchema), ...targets]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const paths = targets.map(({ path }) => join(folder, path));
    const compiled = await withCompiler(() =>
      compile({ kind: "folder", path: folder }, { paths, isBackground: true, timeout: TIMEOUT_MILLIS }),
    );
    if (compiled.kind === "ok") return compiled.set;
    const lines = compiled.problems.map(
      ({ path, line, column, message }) => `${path.replace(`${folder}/`, "")}:${line}:${column}:${message}`,
    );
    throw invalid(lines.join("\n"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
