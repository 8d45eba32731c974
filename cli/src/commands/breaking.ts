import type { Handler } from "../args/command.ts";
import { csvFields } from "../breaking/csv-fields.ts";
import { findBreaking } from "../breaking/find-breaking.ts";
import { goDuration } from "../breaking/go-duration.ts";
import type { breakingSpec } from "./breaking-spec.ts";

/** Prints what `buf breaking` prints. */
export const breaking: Handler<typeof breakingSpec> = async (request, io) => {
  const lists = { path: csvFields(request.path), excludePath: csvFields(request.excludePath) };
  const timeout = request.timeout === undefined ? undefined : goDuration(request.timeout);
  const answer = await findBreaking({ ...request, ...lists, timeout, cwd: io.cwd });
  if (answer.kind === "verbatim") {
    io.out(answer.stdout);
    io.err(answer.stderr);
    return answer.isClean ? "clean" : "findings";
  }
  const { annotations, warnings } = answer;
  for (const warning of warnings) io.err(`WARN\t${warning}\n`);
  const { printAnnotations } = await import("../breaking/print-answer.ts");
  io.out(printAnnotations(annotations, request.errorFormat));
  return annotations.length === 0 ? "clean" : "findings";
};
