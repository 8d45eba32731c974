import type { Handler } from "../args/command.ts";
import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import { joinSets } from "../plan/join-sets.ts";
import { type LineagePlans, lineagePlans } from "../plan/lineage-plans.ts";
import { planText } from "../plan/plan-text.ts";
import { loadSet } from "../sources/load-set.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { planSpec } from "./plan-spec.ts";

/** Prints how each event is read as its next major. Broken lineages and annotations that cannot be followed are findings; whether functions are written is judged by `check`. */
export const plan: Handler<typeof planSpec> = async ({ input, against, event, format, json }, io) => {
  const later = await loadSet(input, { cwd: io.cwd });
  const set = against === undefined ? later : joinSets(await loadSet(against, { cwd: io.cwd }), later);
  const plans = lineagePlans(set, event);
  if (event !== undefined && plans.lineages.length === 0) throw unknownEvent(event, input, lineagePlans(set));
  if (json || format === "json") io.out(jsonText({ version: 1, ...plans }));
  else io.out(`${planText(plans.lineages, io.paint)}${problemsText(plans)}`);
  return isSound(plans) ? "clean" : "findings";
};

function unknownEvent(event: string, source: string, { lineages }: LineagePlans): CliError {
  return new CliError("UNKNOWN_EVENT", {
    event,
    source,
    hint: hint(
      event,
      lineages.map(({ lineage }) => lineage),
    ),
  });
}

function problemsText({ lineages, problems }: LineagePlans): string {
  const all = [...problems, ...lineages.flatMap(({ steps }) => steps.flatMap((step) => step.problems))];
  return all
    .map(({ path, line, column, code, message }) => `${path}:${line}:${column}: ${code}: ${message}\n`)
    .join("");
}

function isSound({ lineages, problems }: LineagePlans): boolean {
  const steps = lineages.flatMap((lineage) => lineage.steps);
  return problems.length === 0 && steps.every((step) => step.problems.length === 0);
}
