import type { Problem } from "@postel/compiler";
import { CliError } from "../errors.ts";

const MOST_SHOWN = 20;

/** The error of an input whose .proto files do not compile, with the first of their problems. */
export function invalidSchemas(source: string, problems: readonly Problem[]): CliError {
  const shown = problems.slice(0, MOST_SHOWN);
  const places = shown.map(({ path, line, column, message }) => `${path}:${line}:${column}: ${message}`);
  const left = problems.length - shown.length;
  const where = [...places, ...(left > 0 ? [`and ${left} more`] : [])].join("\n         ");
  return new CliError("INVALID_SCHEMAS", { source }, { where });
}
