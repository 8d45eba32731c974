import { rulesMarkdown, rules as rulesOfCompat } from "@postel/compat";
import type { Handler } from "../args/command.ts";
import { CliError } from "../errors.ts";
import { hint } from "../gen/closest.ts";
import { categoriesOf, type RuleInfo, ruleList, ruleText } from "../rules/rule-text.ts";
import { upcastRules } from "../rules/upcast-rules.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { rulesSpec } from "./rules-spec.ts";

const rulesKnown: readonly RuleInfo[] = [...rulesOfCompat, ...upcastRules];

/** Prints the table of rules, or one rule with an example. */
export const rules: Handler<typeof rulesSpec> = async ({ id, format, json }, io) => {
  const shape = json ? "json" : format;
  if (id === undefined) io.out(listOf(shape, io.paint));
  else io.out(await explain(id.toUpperCase(), shape, io.paint));
  return "clean";
};

type Paint = Parameters<typeof ruleList>[1];

function listOf(format: "text" | "json" | "markdown", paint: Paint): string {
  if (format === "markdown") return rulesMarkdown();
  return format === "json" ? jsonText({ version: 1, rules: rulesKnown.map(ruleJson) }) : ruleList(rulesKnown, paint);
}

async function explain(id: string, format: "text" | "json" | "markdown", paint: Paint): Promise<string> {
  const rule = rulesKnown.find((candidate) => candidate.id === id);
  if (rule === undefined)
    throw new CliError("UNKNOWN_RULE", {
      rule: id,
      hint: hint(
        id,
        rulesKnown.map((known) => known.id),
      ),
    });
  const { examples } = await import("@postel/compat/examples");
  const example = Object.hasOwn(examples, id) ? examples[id] : undefined;
  if (format === "json") return jsonText({ version: 1, rule: { ...ruleJson(rule), ...(example && { example }) } });
  return ruleText(rule, example, paint);
}

function ruleJson(rule: RuleInfo) {
  const { id, purpose, next, categories } = rule;
  return { id, purpose, next, categories: categoriesOf(rule), versions: categories };
}
