import type { Release } from "@postel/compat";
import { isCompilerError, parseSource } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../errors.ts";
import { defaultBase } from "../sources/default-base.ts";
import { invalidSchemas } from "../sources/invalid-schemas.ts";
import {
  type ImageInput,
  type LoadedImages,
  loadImagePair,
  loadImages,
  type ModuleImage,
} from "../sources/load-images.ts";
import { openRegistry, type Registry } from "../sources/registry.ts";

/** What a module is compared with. */
export interface Base {
  /** As people call it: `1.2.0 in http://…`, `.git#branch=main`; `nothing` for a first release. */
  readonly label: string;
  /** The release it is, when it is one. */
  readonly version?: string;
  readonly set: DescriptorSet;
  /** The versions that a level holds over, oldest first; none for a first release. */
  readonly releases: readonly Release[];
}

/** Finds the base of each module of an input. */
export type FindBase = (image: ModuleImage) => Promise<Base>;

/** Where to look for bases. */
export interface BaseOptions {
  readonly input: string;
  readonly against: string | undefined;
  readonly registry: string | undefined;
  /** Whether all released versions are wanted, and not only the latest. */
  readonly all: boolean;
  readonly cwd: string;
}

/** An input, loaded beside what it is compared with. */
export interface Opened {
  readonly loaded: LoadedImages;
  readonly baseOf: FindBase;
}

/**
 * Loads an input and what it is compared with: `against`, or the latest releases in `registry`, or the main branch of the
 * repository around it. Throws CliError NO_BASE when there is none of these.
 */
export async function openBase({ input, against, registry, all, cwd }: BaseOptions): Promise<Opened> {
  const after = { source: parseSource(input), options: { cwd } };
  if (against !== undefined) return beside(after, against, against);
  if (registry !== undefined) return { baseOf: inRegistry(registry, all), loaded: await loadImages(after) };
  const found = await defaultBase(input, cwd);
  if (found === undefined) throw new CliError("NO_BASE");
  return beside(after, found.source, found.label, isNewFolder);
}

async function beside(
  after: ImageInput,
  text: string,
  label: string,
  isNothing: (error: unknown) => boolean = () => false,
): Promise<Opened> {
  const pair = loadImagePair({ source: parseSource(text), options: { cwd: after.options.cwd } }, after);
  const before = pair.before.catch((error: unknown) => {
    if (isNothing(error)) return undefined;
    throw error;
  });
  const [loaded, base] = await Promise.all([pair.after, before]);
  return { loaded, baseOf: base === undefined ? async () => nothing(label) : inImages(base, text, label) };
}

/** A folder that the main branch does not have yet has nothing to break. */
function isNewFolder(error: unknown): boolean {
  return isCompilerError(error) && error.code === "git_subdir_missing";
}

function nothing(where: string): Base {
  return { label: `nothing: it is new in ${where}`, set: { files: [] }, releases: [] };
}

function inImages(loaded: LoadedImages, text: string, label: string): FindBase {
  if (loaded.kind === "invalid") throw invalidSchemas(text, loaded.problems);
  const { images } = loaded;
  return async ({ module: { id, name } }) => {
    const only = images.length === 1 ? images[0] : undefined;
    const match = images.find(({ module }) => module.id === id || module.name === name) ?? only;
    if (match === undefined) return nothing(label);
    return { label, set: match.set, releases: [{ version: label, set: match.set }] };
  };
}

function inRegistry(url: string, all: boolean): FindBase {
  const registry = openRegistry(url);
  return async ({ module: { name } }) => {
    const released = await registry.find(name);
    if (released === undefined) return nothing(url);
    const { version } = released.release;
    const latest = { version, set: released.set };
    const earlier = all ? await earlierReleases(registry, name, version) : [];
    return { label: `${version} in ${url}`, ...latest, releases: [...earlier, latest] };
  };
}

async function earlierReleases(registry: Registry, module: string, latest: string): Promise<Release[]> {
  const versions = (await registry.releases(module)).map(({ version }) => version).filter((each) => each !== latest);
  const found = await Promise.all(versions.reverse().map((version) => registry.find(module, version)));
  return found.flatMap((each) => (each === undefined ? [] : [{ version: each.release.version, set: each.set }]));
}
