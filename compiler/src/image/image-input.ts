import type { BuildInput } from "../build/run-build.ts";
import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import type { ImageSource } from "../source/source.ts";
import { readBytes } from "./read-image.ts";

/** Prepares an image for buf, which reads it from its standard input: a path may hold anything. */
export async function imageInput(source: ImageSource, options: CompileOptions): Promise<BuildInput> {
  const { path, format, compression } = source;
  return {
    argument: `-#format=${format},compression=${compression}`,
    stdin: await readBytes(path, options.cwd ?? process.cwd(), options.stdin),
    label: path,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    fault: (why) => new CompilerError("image_corrupt", { path, why }),
    show: (name) => name,
  };
}
