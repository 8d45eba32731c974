import type { Handler } from "../args/command.ts";
import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import { joinSets } from "../plan/join-sets.ts";
import { type LineagePlans, lineagePlans } from "../plan/lineage-plans.ts";
import { planText } from "../plan/plan-text.ts";
import { loadSet } from "../sources/load-set.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { planSpec } from "./plan-spec.ts";

/** Prints how each event is read as its next major. Unresolved fields and broken lineages are findings. */
export const plan: Handler<typeof planSpec> = async ({ input, against, event, format, json }, io) => {
  const later = await loadSet(input, { cwd: io.cwd });
  const set = against === undefined ? later : joinSets(await loadSet(against, { cwd: io.cwd }), later);
  const plans = lineagePlans(set, event);
  if (event !== undefined && plans.lineages.length === 0) throw unknownEvent(event, input, lineagePlans(set));
  if (json || format === "json") io.out(jsonText({ version: 1, ...plans }));
  else io.out(`${planText(plans.lineages, io.paint)}${problemsText(plans)}`);
  return isWhole(plans) ? "clean" : "findings";
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

function isWhole({ lineages, problems }: LineagePlans): boolean {
  const steps = lineages.flatMap((lineage) => lineage.steps);
  const members = steps.flatMap((step) => step.pairs.flatMap((pair) => pair.fields));
  const resolved = members.every(({ origin }) => origin.kind !== "unresolved");
  return resolved && problems.length === 0 && steps.every((step) => step.problems.length === 0);
}
