import { RegistryError } from "../errors.ts";
import { checkPath } from "../service/names.ts";
import type { Manifest } from "./same-dependencies.ts";

const MOST_FILES = 20_000;
const MOST_BYTES = 256 * 1024 * 1024;
const MOST_MANIFEST = 1024 * 1024;
const ALLOWED = new Set(["File", "OldFile", "ContiguousFile", "Directory", "GNUDumpDir"]);

/** Checks a gzipped tarball (plain files below one folder, bounded) and gives its package.json, which must be this package's. Throws RegistryError. */
export async function readTarball(tarball: Uint8Array, name: string, version: string): Promise<Manifest> {
  const { Parser } = await import("tar");
  let files = 0;
  let bytes = 0;
  let manifest = "";
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      files++;
      bytes += entry.size ?? 0;
      const problem = entryProblem(entry.type, entry.path, files, bytes);
      if (problem !== undefined) parser.abort(problem);
      const isManifest = /^[^/]+\/package\.json$/.test(entry.path) && (entry.size ?? 0) <= MOST_MANIFEST;
      entry.on("data", (chunk) => {
        if (isManifest) manifest += chunk.toString();
      });
      entry.resume();
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      parser.on("end", resolve).on("error", reject).end(Buffer.from(tarball));
    });
  } catch (cause) {
    throw new RegistryError("INVALID_PACKAGE", { reason: `the tarball: ${messageOf(cause)}` }, cause);
  }
  return readManifest(manifest, name, version);
}

function entryProblem(type: string, path: string, files: number, bytes: number): Error | undefined {
  if (!ALLOWED.has(type)) return new Error(`${path} is neither a file nor a folder`);
  if (files > MOST_FILES || bytes > MOST_BYTES)
    return new Error(`it unpacks to more than ${MOST_FILES} files or ${MOST_BYTES} bytes`);
  try {
    checkPath(path.replace(/\/$/, ""));
    return undefined;
  } catch (problem) {
    return problem as Error;
  }
}

function readManifest(text: string, name: string, version: string): Manifest {
  const manifest = parse(text);
  if (manifest?.name !== name || manifest?.version !== version)
    throw new RegistryError("INVALID_PACKAGE", {
      reason: `the tarball's package.json is not that of ${name}@${version}`,
    });
  return manifest;
}

function parse(text: string): Manifest | undefined {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return undefined;
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
