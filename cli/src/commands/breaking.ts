import type { Handler } from "../args/command.ts";
import { findBreaking } from "../breaking/find-breaking.ts";
import type { breakingSpec } from "./breaking-spec.ts";

/** Prints what `buf breaking` prints. */
export const breaking: Handler<typeof breakingSpec> = async ({ errorFormat, ...request }, io) => {
  const { annotations, warnings } = await findBreaking({ ...request, cwd: io.cwd });
  for (const warning of warnings) io.err(`WARN\t${warning}\n`);
  const { printAnnotations } = await import("../breaking/print-answer.ts");
  io.out(printAnnotations(annotations, errorFormat));
  return annotations.length === 0 ? "clean" : "findings";
};
