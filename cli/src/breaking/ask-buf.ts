import { bufBreaking } from "@postel/compiler";
import { CliError } from "../errors.ts";
import type { BreakingAnswer, BreakingRequest } from "./breaking-request.ts";
import { csvLine } from "./csv-fields.ts";

/**
 * Lets buf itself answer, for only buf can run check plugins. Throws CliError PLUGINS_FAILED when it cannot either, and
 * CompilerError.
 */
export async function askBuf(request: BreakingRequest, plugins: readonly string[]): Promise<BreakingAnswer> {
  const names = plugins.join(", ");
  if (request.input.startsWith("-") || request.against.startsWith("-"))
    throw new CliError("PLUGINS_FAILED", { names }, { why: "standard input can be read only once" });
  const { code, stdout, stderr } = await bufBreaking(wordsOf(request), request);
  if (code !== 0 && code !== 100)
    throw new CliError("PLUGINS_FAILED", { names }, { why: stderr.trim().replace(/^Failure: /, "") });
  return { kind: "verbatim", stdout: Buffer.from(stdout).toString("utf8"), stderr, isClean: code === 0 };
}

function wordsOf(request: BreakingRequest): string[] {
  const { input, against, config, againstConfig, errorFormat, path, excludePath } = request;
  return [
    input,
    `--against=${against}`,
    `--error-format=${errorFormat}`,
    ...(config === undefined ? [] : [`--config=${config}`]),
    ...(againstConfig === undefined ? [] : [`--against-config=${againstConfig}`]),
    ...path.map((each) => `--path=${csvLine(each)}`),
    ...excludePath.map((each) => `--exclude-path=${csvLine(each)}`),
    ...(request.limitToInputFiles ? ["--limit-to-input-files"] : []),
    ...(request.excludeImports ? ["--exclude-imports"] : []),
    ...(request.disableSymlinks ? ["--disable-symlinks"] : []),
  ];
}
