import type { DescFile } from "@bufbuild/protobuf";
import type { GeneratedFile, Schema } from "@bufbuild/protoplugin";
import type { PluginOptions } from "../options.ts";
import { type References, references } from "./references.ts";

/** A file that is being printed, and how it refers to things. */
export interface CodeFile {
  readonly f: GeneratedFile;
  readonly ref: References;
}

/** Starts a generated file; `source` is what its head names. */
export function codeFile(schema: Schema<PluginOptions>, path: string, source: DescFile): CodeFile {
  const f = schema.generateFile(path);
  f.preamble(withoutComments(source));
  return { f, ref: references(f, path, schema.options.packages) };
}

/** protoplugin copies the comments above `syntax` and `package` as they are; a line separator in them would end the comment. */
function withoutComments(file: DescFile): DescFile {
  const { sourceCodeInfo: _, ...proto } = file.proto;
  return { ...file, proto };
}
