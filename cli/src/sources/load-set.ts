import { type CompileOptions, compile, parseSource } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { invalidSchemas } from "./invalid-schemas.ts";

/** Compiles an input as a whole. Throws CliError INVALID_SCHEMAS with the errors in .proto files, or CompilerError. */
export async function loadSet(
  input: string,
  options: CompileOptions & { readonly cwd: string },
): Promise<DescriptorSet> {
  const compiled = await compile(parseSource(input), options);
  if (compiled.kind === "ok") return compiled.set;
  throw invalidSchemas(input, compiled.problems);
}
