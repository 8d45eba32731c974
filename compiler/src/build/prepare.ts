import type { CompileOptions } from "../compile-options.ts";
import { gitTree } from "../git/git-tree.ts";
import { imageInput } from "../image/image-input.ts";
import type { Source } from "../source/source.ts";
import { treeOf } from "../tree/tree.ts";
import { archiveAttempt } from "./archive-attempt.ts";
import type { Attempt } from "./attempt.ts";
import { diskAttempt } from "./disk-attempt.ts";
import { treeAttempt } from "./tree-attempt.ts";

/** Turns a source of any kind into something that commands of buf can run on. Throws CompilerError when it is unusable. */
export async function prepare(source: Source, options: CompileOptions): Promise<Attempt> {
  switch (source.kind) {
    case "folder":
    case "file":
      return diskAttempt(source, options);
    case "git":
      return treeAttempt(await gitTree(source, options), source.path, source.subdir, options);
    case "text":
      return treeAttempt(treeOf(source.files), "text", undefined, options);
    case "archive":
      return archiveAttempt(source, options);
    case "image":
      return alone(await imageInput(source, options));
  }
}

/** An image holds its imports, so it never needs neighbours. */
function alone(plain: Attempt["plain"] & object): Attempt {
  return { plain, wanted: [], readLine: async () => "", withImplicit: (_paths, run) => run(plain) };
}
