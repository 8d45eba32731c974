import { isCompilerError, parseSource } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../errors.ts";
import { defaultBase } from "../sources/default-base.ts";
import {
  type ImageInput,
  type LoadedImages,
  loadImagePair,
  loadImages,
  type ModuleImage,
} from "../sources/load-images.ts";
import { openRegistry } from "../sources/registry.ts";

/** What a module is compared with. */
export interface Base {
  /** As people call it: `1.2.0 in http://…`, `.git#branch=main`; `nothing` for a first release. */
  readonly label: string;
  /** The release it is, when it is one. */
  readonly version?: string;
  readonly set: DescriptorSet;
}

/** Finds the base of each module of an input. */
export type FindBase = (image: ModuleImage) => Promise<Base>;

/** Where to look for bases. */
export interface BaseOptions {
  readonly input: string;
  readonly against: string | undefined;
  readonly registry: string | undefined;
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
export async function openBase({ input, against, registry, cwd }: BaseOptions): Promise<Opened> {
  const after = { source: parseSource(input), options: { cwd } };
  if (against !== undefined) return beside(after, against, against);
  if (registry !== undefined) return { baseOf: inRegistry(registry), loaded: await loadImages(after) };
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
  return { label: `nothing: it is new in ${where}`, set: { files: [] } };
}

function inImages(loaded: LoadedImages, text: string, label: string): FindBase {
  if (loaded.kind === "invalid") {
    const places = loaded.problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
    throw new CliError("INVALID_SCHEMAS", { source: text }, { where: places.join("\n         ") });
  }
  const { images } = loaded;
  return async ({ module: { id, name } }) => {
    const only = images.length === 1 ? images[0] : undefined;
    const match = images.find(({ module }) => module.id === id || module.name === name) ?? only;
    return match === undefined ? nothing(label) : { label, set: match.set };
  };
}

function inRegistry(url: string): FindBase {
  const registry = openRegistry(url);
  return async ({ module: { name } }) => {
    const released = await registry.find(name);
    if (released === undefined) return nothing(url);
    const { version } = released.release;
    return { label: `${version} in ${url}`, version, set: released.set };
  };
}
