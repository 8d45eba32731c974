import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extract } from "tar";

/** Where benchmarks keep what they fetch. */
export const FOLDER = process.env.POSTEL_BENCH_DIR ?? join(tmpdir(), "postel-bench");

/** npm's `google-proto-files`: thousands of files. `google/protobuf` is left out, since every compiler brings its own. */
export function googleProtos(version: "5.0.3" | "6.0.1"): Promise<string> {
  return fetchProtos("google-proto-files", version, (path) => path.replace(/^package\//, ""));
}

/** Temporal's API, as it lies in npm's `@temporalio/core-bridge`: 40 files in 1.11.0, 60 in 1.24.0. */
export function temporalProtos(version: "1.11.0" | "1.24.0"): Promise<string> {
  return fetchProtos("@temporalio/core-bridge", version, (path) => {
    const [, upstream] = /\/protos\/api_upstream\/(.+)$/.exec(path) ?? [];
    const [, options] = /\/protos\/(protoc-gen-openapiv2\/.+)$/.exec(path) ?? [];
    return upstream ?? options;
  });
}

/** Takes the schemas out of a package, once; `place` says where a file goes, or nothing to leave it out. */
async function fetchProtos(
  name: string,
  version: string,
  place: (path: string) => string | undefined,
): Promise<string> {
  const folder = join(FOLDER, `${name.replaceAll(/[@/]/g, "")}-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(FOLDER, { recursive: true });
  const work = mkdtempSync(join(FOLDER, "fetch-"));
  try {
    execFileSync("npm", ["pack", `${name}@${version}`, "--silent", `--pack-destination=${work}`], { cwd: work });
    const [tarball = ""] = readdirSync(work);
    mkdirSync(join(work, "out"));
    await extract({
      file: join(work, tarball),
      cwd: join(work, "out"),
      filter: (path) => path.endsWith(".proto") && isOwn(place(path)),
      onReadEntry: (entry) => {
        entry.path = place(entry.path) ?? entry.path;
      },
    });
    renameSync(join(work, "out"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}

function isOwn(path: string | undefined): boolean {
  return path !== undefined && !path.startsWith("google/protobuf/");
}
