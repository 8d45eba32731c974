import type { CompileOptions } from "../compile-options.ts";
import { readBytes } from "../image/read-image.ts";
import type { ArchiveSource } from "../source/source.ts";
import type { Attempt } from "./attempt.ts";
import type { BuildInput } from "./run-build.ts";

/** Prepares an archive for buf, which unpacks it in memory. */
export async function archiveAttempt(source: ArchiveSource, options: CompileOptions): Promise<Attempt> {
  const plain: BuildInput = {
    argument: `-#${settings(source).join(",")}`,
    stdin: await readBytes(source.path, options.cwd ?? process.cwd(), options.stdin),
    label: source.path,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    show: (path) => path,
  };
  return { plain, wanted: [], readLine: async () => "", withImplicit: (_paths, run) => run(plain) };
}

function settings({ format, compression, subdir, stripComponents }: ArchiveSource): string[] {
  return [
    `format=${format}`,
    ...(format === "tar" ? [`compression=${compression}`] : []),
    ...(subdir === undefined ? [] : [`subdir=${subdir}`]),
    ...(stripComponents === undefined ? [] : [`strip_components=${stripComponents}`]),
  ];
}
