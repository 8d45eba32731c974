import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseSource } from "@postel/compiler";
import { acceptedBreaks } from "../check/accepted-breaks.ts";
import { CliError } from "../errors.ts";
import { type GateFiles, readGateFiles } from "../gate/files-beside.ts";
import { chosenImages } from "../sources/chosen-images.ts";
import { invalidSchemas } from "../sources/invalid-schemas.ts";
import { loadImages, type ModuleImage } from "../sources/load-images.ts";
import { loadPolicies } from "../sources/load-policies.ts";
import { readUpcastFiles } from "../upcasts/read-upcast-files.ts";
import type { UpcastFiles } from "../upcasts/upcast-files.ts";
import { sourceCommit } from "./source-commit.ts";

/** A module as it stands in a folder, about to be released. */
export interface ModuleSource {
  readonly image: ModuleImage;
  readonly upcasts: UpcastFiles;
  /** Examples and goldens. */
  readonly files: GateFiles;
  /** Content of its .proto files, by path in the module. */
  readonly sources: ReadonlyMap<string, Uint8Array>;
  readonly accepted: Awaited<ReturnType<typeof acceptedBreaks>>;
  readonly policies: Awaited<ReturnType<typeof loadPolicies>>;
  readonly commit: string;
  readonly show: (path: string) => string;
}

/** Reads one module of a folder. Throws CliError for anything else, for schemas that do not compile, and without a name. */
export async function readModule(input: string, name: string | undefined, cwd: string): Promise<ModuleSource> {
  const source = parseSource(input);
  if (source.kind !== "folder")
    throw new CliError("USAGE", {
      message: `${input} is no folder; a release needs the sources`,
      command: "postel release",
    });
  const loaded = await loadImages({ source, options: { cwd } });
  if (loaded.kind === "invalid") throw invalidSchemas(input, loaded.problems);
  const image = onlyOne(chosenImages(loaded.images, name, input), input);
  const [accepted, policies, upcasts, files, sources, commit] = await Promise.all([
    acceptedBreaks(source, image.module, cwd),
    loadPolicies(image.module.document, cwd),
    readUpcastFiles(source, image, cwd),
    readGateFiles(source, image, cwd),
    readSources(image, loaded.show, cwd),
    sourceCommit(resolve(cwd, source.path)),
  ]);
  return { image, accepted, policies, upcasts: upcasts ?? new Map(), files, sources, commit, show: loaded.show };
}

function onlyOne(images: readonly ModuleImage[], input: string): ModuleImage {
  const named = images.filter(({ module }) => module.name.includes("/"));
  const [first] = named;
  if (first === undefined) throw new CliError("NO_MODULES", { source: input });
  if (named.length > 1)
    throw new CliError("MODULE_REQUIRED", { source: input, known: named.map(({ module }) => module.name).join(", ") });
  return first;
}

async function readSources({ set }: ModuleImage, show: (path: string) => string, cwd: string) {
  const own = set.files.filter((file) => !file.isImport);
  return new Map(
    await Promise.all(
      own.map(async ({ path }): Promise<[string, Uint8Array]> => [path, await readFile(resolve(cwd, show(path)))]),
    ),
  );
}
