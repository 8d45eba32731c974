import type { Example, Rule } from "@postel/compat";
import type { Io } from "../terminal/io.ts";

/** What can be told of a rule. */
export type RuleInfo = Pick<Rule, "id" | "purpose" | "categories" | "next">;

/** The rule's own categories, newest configuration first. */
export function categoriesOf({ categories }: RuleInfo): readonly string[] {
  return categories.v2 ?? categories.v1 ?? categories.v1beta1 ?? [];
}

/** All rules, one a line. */
export function ruleList(rules: readonly RuleInfo[], paint: Io["paint"]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(
      (rule) =>
        `${paint("bold", rule.id.padEnd(width))}  ${rule.purpose} ${paint("dim", categoriesOf(rule).join(" "))}\n`,
    )
    .join("");
}

/** One rule with an example of what it finds. */
export function ruleText(rule: RuleInfo, example: Example | undefined, paint: Io["paint"]): string {
  const { id, purpose, categories, next } = rule;
  const versions = Object.entries(categories).map(([version, names]) => `  ${version}: ${names.join(", ")}`);
  return `${[
    paint("bold", id),
    "",
    purpose,
    "",
    "Categories by version of buf.yaml:",
    ...versions,
    "",
    `What to do: ${next}`,
    ...(example === undefined ? [] : exampleLines(example, paint)),
  ].join("\n")}\n`;
}

function exampleLines({ before, after, expected }: Example, paint: Io["paint"]): string[] {
  return [
    ...filesText("Before", before, paint),
    ...filesText("After", after, paint),
    "",
    paint("bold", "Finds"),
    "",
    ...indented(expected),
  ];
}

function filesText(title: string, files: Readonly<Record<string, string>>, paint: Io["paint"]): string[] {
  return Object.entries(files).flatMap(([path, text]) => [
    "",
    paint("bold", `${title}: ${path}`),
    "",
    ...indented(text),
  ]);
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`));
}
