import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBuf } from "../src/testing-support/native-buf.ts";

const CACHE = join(tmpdir(), "postel-bench");

/** An image of npm's `google-proto-files` at a version, without google/protobuf; fetched and built once. */
export function googleImage(version: string): string {
  const image = join(CACHE, `google-proto-files-${version}.binpb`);
  if (existsSync(image)) return image;
  const folder = join(CACHE, version);
  if (!existsSync(folder)) unpack(version, folder);
  const { status, stderr } = runBuf(["build", folder, "-o", `${image}.tmp.binpb`], CACHE);
  if (status !== 0) throw new Error(stderr);
  renameSync(`${image}.tmp.binpb`, image);
  return image;
}

function unpack(version: string, folder: string): void {
  const temporary = `${folder}.tmp`;
  mkdirSync(temporary, { recursive: true });
  const spec = `google-proto-files@${version}`;
  execFileSync("npm", ["pack", spec, "--silent", "--pack-destination", temporary], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  execFileSync("tar", ["xzf", `google-proto-files-${version}.tgz`, "--strip-components=1"], { cwd: temporary });
  rmSync(join(temporary, "google", "protobuf"), { recursive: true });
  renameSync(temporary, folder);
}
