import { createHash } from "node:crypto";
import type { CommitFile } from "../store/commit-store.ts";

/**
 * The b5 digest of a module's files and of the digests (hexadecimal) of its dependencies, in hexadecimal digits: what the buf command line
 * writes into buf.lock and verifies after each download.
 */
export function b5Digest(files: readonly CommitFile[], dependencies: readonly string[]): string {
  const lines = files
    .map(({ path, content }) => ({ path, line: `shake256:${shake256(content)}  ${path}\n` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = shake256(lines.map(({ line }) => line).join(""));
  const others = dependencies.map((digest) => `b5:${digest}`).sort();
  return shake256([`shake256:${manifest}`, ...others].join("\n"));
}

function shake256(data: string | Uint8Array): string {
  return createHash("shake256", { outputLength: 64 }).update(data).digest("hex");
}
