import type { Handler } from "../args/command.ts";
import { csvFields } from "../breaking/csv-fields.ts";
import { findBreaking } from "../breaking/find-breaking.ts";
import { goDuration } from "../breaking/go-duration.ts";
import type { breakingSpec } from "./breaking-spec.ts";

/** Prints what `buf breaking` prints. */
export const breaking: Handler<typeof breakingSpec> = async ({ errorFormat, ...request }, io) => {
  const lists = { path: csvFields(request.path), excludePath: csvFields(request.excludePath) };
  const timeout = request.timeout === undefined ? undefined : goDuration(request.timeout);
  const { annotations, warnings } = await findBreaking({ ...request, ...lists, timeout, cwd: io.cwd });
  for (const warning of warnings) io.err(`WARN\t${warning}\n`);
  const { printAnnotations } = await import("../breaking/print-answer.ts");
  io.out(printAnnotations(annotations, errorFormat));
  return annotations.length === 0 ? "clean" : "findings";
};
