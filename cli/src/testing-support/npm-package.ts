import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { extract } from "tar";

const CACHE = join(tmpdir(), "postel-test-cache");

/** The unpacked folder of an npm package, fetched once and kept; undefined when npm cannot be reached. */
export async function npmPackage(name: string, version: string): Promise<string | undefined> {
  const folder = join(CACHE, `${name}-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const draft = await mkdtemp(join(CACHE, "draft-"));
  try {
    await promisify(execFile)("npm", ["pack", `${name}@${version}`, "--pack-destination", draft], { cwd: draft });
    await extract({ file: join(draft, `${name}-${version}.tgz`), cwd: draft });
    await rename(join(draft, "package"), folder);
    return folder;
  } catch {
    return existsSync(folder) ? folder : undefined;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
