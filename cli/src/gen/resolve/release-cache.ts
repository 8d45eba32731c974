import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { writeDescriptorSet } from "@postel/proto";
import { GetReleaseResponseSchema } from "@postel/proto/registry";
import { type Released, targeted } from "../../sources/registry.ts";
import { contentDigest } from "./content-digest.ts";

/** Releases by their digest, on this machine. Releases never change, so what is cached is never asked for again. */
export interface ReleaseCache {
  /** The release with this digest; undefined when it is not here, or not as it was stored. */
  readonly read: (digest: string) => Promise<Released | undefined>;
  /** Keeps a release; does nothing where nothing can be written. */
  readonly write: (released: Released) => Promise<void>;
}

/** The cache's folder: POSTEL_CACHE_DIR, or `postel` in the user's cache folder. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>, cwd: string): string {
  const { POSTEL_CACHE_DIR, XDG_CACHE_HOME } = env;
  if (POSTEL_CACHE_DIR) return resolve(cwd, POSTEL_CACHE_DIR);
  return join(XDG_CACHE_HOME ? resolve(cwd, XDG_CACHE_HOME) : join(homedir(), ".cache"), "postel");
}

/** Makes a cache in a folder that need not exist yet. */
export function openReleaseCache(folder: string): ReleaseCache {
  const pathOf = (digest: string) => join(folder, ...digest.replace(/[^a-z0-9:]/g, "").split(":"));
  return {
    async read(digest) {
      try {
        const released = decode(await readFile(pathOf(digest)));
        return contentDigest(released) === digest ? released : undefined;
      } catch {
        return undefined;
      }
    },
    async write(released) {
      const path = pathOf(released.release.digest);
      try {
        await mkdir(join(path, ".."), { recursive: true });
        await writeFile(`${path}.${process.pid}`, encode(released));
        await rename(`${path}.${process.pid}`, path);
      } catch {
        // A cache that cannot be written costs time, nothing else.
      }
    },
  };
}

function encode({ release, set, files }: Released): Uint8Array {
  const targets = set.files.filter(({ isImport }) => !isImport).map(({ path }) => path);
  const response = create(GetReleaseResponseSchema, {
    release,
    descriptorSet: writeDescriptorSet(set),
    targets,
    files: files.map(({ path, content }) => ({ path, content })),
  });
  return toBinary(GetReleaseResponseSchema, response);
}

function decode(bytes: Uint8Array): Released {
  const { release, descriptorSet, targets, files } = fromBinary(GetReleaseResponseSchema, bytes);
  if (release === undefined) throw new Error("no release in it");
  return { release, set: targeted(descriptorSet, new Set(targets)), files };
}
