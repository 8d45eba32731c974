import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar";
import { runChild } from "../src/process/run-child.ts";

/** The two releases of npm's google-proto-files that benchmarks compare: 8,017 and 7,208 files. */
export const VERSIONS = { before: "5.0.3", after: "6.0.1" } as const;

const CACHE = process.env.POSTEL_BENCH_DIR ?? join(tmpdir(), "postel-bench");

/**
 * Fetches a release of google-proto-files from npm, once, and returns its folder of schemas. `google/protobuf` is left out,
 * since every compiler brings its own.
 */
export async function googleProtoFiles(version: string): Promise<string> {
  const folder = join(CACHE, `google-proto-files-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const work = await mkdtemp(join(CACHE, "fetch-"));
  try {
    const args = ["pack", `google-proto-files@${version}`, "--silent", `--pack-destination=${work}`];
    const packed = await runChild("npm", args, { tool: "npm pack", cwd: work });
    const tarball = (await readdir(work)).find((name) => name.endsWith(".tgz"));
    if (tarball === undefined) throw new Error(`npm pack failed: ${packed.stderr}`);
    const filter = (path: string) => path.endsWith(".proto") && !path.startsWith("package/google/protobuf/");
    await mkdir(join(work, "out"));
    await extract({ file: join(work, tarball), cwd: join(work, "out"), strip: 1, filter });
    await rename(join(work, "out"), folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return folder;
}
