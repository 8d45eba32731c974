import type { Handler } from "../args/command.ts";
import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import { filesAt } from "../plan/files-at.ts";
import { type PlanDocument, planDocument } from "../plan/plan-document.ts";
import { planText } from "../plan/plan-text.ts";
import { namesIn, selectPlan } from "../plan/select-plan.ts";
import { loadSet } from "../sources/load-set.ts";
import { jsonParts } from "../terminal/json-parts.ts";
import type { planSpec } from "./plan-spec.ts";

/** Prints how each event, and against an earlier source each message, is read as its later form. Broken lineages and annotations that cannot be followed are findings; whether functions are written is judged by `check`. */
export const plan: Handler<typeof planSpec> = async (args, io) => {
  const { input, against, path, message, event, format, json } = args;
  const [later, earlier] = await Promise.all([
    loadSet(input, { cwd: io.cwd }),
    against === undefined ? undefined : loadSet(against, { cwd: io.cwd }),
  ]);
  const isWanted = filesAt(path, earlier === undefined ? [later] : [later, earlier], input);
  const document = narrowed(planDocument(later, earlier, isWanted), message ?? event, input);
  if (json || format === "json") for (const part of jsonParts(document)) io.out(part);
  else io.out(planText(document, io.paint));
  return document.problems.length === 0 ? "clean" : "findings";
};

function narrowed(document: PlanDocument, name: string | undefined, source: string): PlanDocument {
  const chosen = name === undefined ? document : selectPlan(document, name);
  if (chosen !== undefined) return chosen;
  throw new CliError("UNKNOWN_MESSAGE", { message: name ?? "", source, hint: hint(name ?? "", namesIn(document)) });
}
