import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { compileAlone } from "./compiling/compile-alone.ts";
import { compileTogether } from "./compiling/compile-together.ts";
import { textBatches } from "./compiling/text-batches.ts";
import { textUnit } from "./compiling/text-unit.ts";
import type { Dependency } from "./link-schema.ts";

const compiled = textBatches({ together: compileTogether, alone: compileAlone });

/**
 * Compiles .proto text among what it imports; texts that wait at the same time share a run where that changes nothing. Throws ConfluentError
 * 42201 with the place of a mistake, or RegistryError COMPILERS_BUSY.
 */
export async function compileText(text: string, dependencies: readonly Dependency[]): Promise<FileDescriptorProto> {
  return compiled(textUnit(text, dependencies));
}
