import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import { readBytes } from "../image/read-image.ts";
import type { ArchiveSource } from "../source/source.ts";
import { unpackArchive } from "../tree/unpack-archive.ts";
import type { Attempt } from "./attempt.ts";
import type { BuildInput } from "./run-build.ts";
import { treeAttempt } from "./tree-attempt.ts";

/** Prepares an archive for buf, which unpacks it in memory; it is unpacked here only to get neighbours. */
export async function archiveAttempt(source: ArchiveSource, options: CompileOptions): Promise<Attempt> {
  const stdin = await readBytes(source.path, options.cwd ?? process.cwd(), options.stdin);
  const plain: BuildInput = {
    argument: `-#${settings(source).join(",")}`,
    stdin,
    label: source.path,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    fault: (why) => new CompilerError("archive_corrupt", { path: source.path, format: source.format, why }),
    show: (path) => path,
  };
  let unpacked: Promise<Attempt> | undefined;
  const unpack = () => {
    unpacked ??= unpackArchive(source, stdin).then((tree) => treeAttempt(tree, source.path, source.subdir, options));
    return unpacked;
  };
  return {
    plain,
    wanted: [],
    readLine: async (problem) => (await unpack()).readLine(problem),
    withImplicit: async (paths, run) => (await unpack()).withImplicit(paths, run),
  };
}

function settings({ format, compression, subdir, stripComponents }: ArchiveSource): string[] {
  return [
    `format=${format}`,
    ...(format === "tar" ? [`compression=${compression}`] : []),
    ...(subdir === undefined ? [] : [`subdir=${subdir}`]),
    ...(stripComponents === undefined ? [] : [`strip_components=${stripComponents}`]),
  ];
}
