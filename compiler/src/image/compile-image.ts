import { type Compiled, runBuild } from "../build/run-build.ts";
import type { CompileOptions } from "../compile-options.ts";
import type { ImageSource } from "../source/source.ts";
import { imageInput } from "./image-input.ts";
import { decompress, parseImage, readBytes } from "./read-image.ts";

/** Reads an image; a binary one that is wanted whole costs no process. Throws CompilerError `image_corrupt`. */
export async function compileImage(source: ImageSource, options: CompileOptions): Promise<Compiled> {
  if (source.format === "binpb" && isWhole(options)) {
    const bytes = await readBytes(source.path, options.cwd ?? process.cwd(), options.stdin);
    const set = parseImage(await decompress(bytes, source.compression, source.path), source.path);
    return {
      kind: "ok",
      set: options.excludeImports === true ? { files: set.files.filter((file) => !file.isImport) } : set,
    };
  }
  return runBuild(await imageInput(source, options), options);
}

function isWhole({ paths = [], excludePaths = [], excludeSourceInfo }: CompileOptions): boolean {
  return paths.length === 0 && excludePaths.length === 0 && excludeSourceInfo !== true;
}
