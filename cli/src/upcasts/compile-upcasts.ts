import type { DescriptorSet } from "@postel/proto";
import { type CompiledCode, compileCode } from "../release/compile-code.ts";
import { generateCode } from "../release/generate-code.ts";
import { LIBRARY_FILE } from "./library-file.ts";
import type { UpcastFiles } from "./upcast-files.ts";

/** Neither name nor version matters to what upcasters do. */
const UNRELEASED = { module: "unreleased", version: "0.0.0", events: [] };

/** Generates and compiles the code of a set with its hand-written upcasters, as a release would; source maps stand in it. */
export async function compileUpcasts(set: DescriptorSet, upcasts: UpcastFiles): Promise<CompiledCode> {
  const code = await generateCode({ ...UNRELEASED, set, upcasts });
  code.set(`${LIBRARY_FILE}.ts`, 'export { fromBinary, toBinary } from "@bufbuild/protobuf";\n');
  return compileCode(code, { inlineSourceMap: true });
}
