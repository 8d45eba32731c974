import { type CompileOptions, compile, parseSource } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../errors.ts";

/** Compiles an input as a whole. Throws CliError INVALID_SCHEMAS with all errors in .proto files, or CompilerError. */
export async function loadSet(
  input: string,
  options: CompileOptions & { readonly cwd: string },
): Promise<DescriptorSet> {
  const compiled = await compile(parseSource(input), options);
  if (compiled.kind === "ok") return compiled.set;
  const places = compiled.problems.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
  throw new CliError("INVALID_SCHEMAS", { source: input }, { where: places.join("\n         ") });
}
