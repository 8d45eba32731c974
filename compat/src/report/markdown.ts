import type { AcceptedFinding, OpenFinding, Verdict } from "../policy/decide.ts";
import { changeText } from "./change-text.ts";
import { printable } from "./printable.ts";
import { bumpText, count, summaryOf } from "./summary.ts";

/** Findings and facts beyond these numbers are counted, not listed: a comment on a pull request has a limit. */
const MAX_FINDINGS = 60;
const MAX_FACTS = 200;

/** Prints a verdict as a comment on a pull request. */
export function markdownReport(verdict: Verdict): string {
  const { findings, accepted } = verdict;
  const sections = [
    `### ${findings.length === 0 ? "✅" : "❌"} ${plain(summaryOf(verdict))}`,
    plain(bumpText(verdict)),
    ...findings.slice(0, MAX_FINDINGS).map(findingSection),
    ...(findings.length > MAX_FINDINGS ? [`**And ${findings.length - MAX_FINDINGS} more findings.**`] : []),
    ...(accepted.length === 0 ? [] : [["**Accepted breaks**", "", ...acceptedLines(verdict)].join("\n")]),
    ...factSection(verdict),
  ];
  return `${sections.join("\n\n")}\n`;
}

function findingSection({ rule, message, example, refused, next, path, line, was }: OpenFinding): string {
  const place = path === undefined ? was?.path : `${path}:${line}`;
  return [
    `**${rule}**${place === undefined ? "" : ` at ${code(place)}`}`,
    "",
    plain(message),
    ...(example === undefined ? [] : ["", `> ${plain(example)}`]),
    ...(refused === undefined ? [] : ["", `The acceptance does not hold: ${plain(refused)}.`]),
    "",
    `*What to do:* ${plain(next)}`,
  ].join("\n");
}

function acceptedLines({ accepted }: Verdict): string[] {
  const rest = accepted.length - MAX_FINDINGS;
  return [...accepted.slice(0, MAX_FINDINGS).map(acceptedLine), ...(rest > 0 ? [`- and ${rest} more`] : [])];
}

function acceptedLine({ rule, message, accepted }: AcceptedFinding): string {
  return `- **${rule}** until ${accepted.expires}: ${plain(accepted.reason)} — ${plain(message)}`;
}

function factSection({ changes }: Verdict): string[] {
  if (changes.length === 0) return [];
  const facts = changes.slice(0, MAX_FACTS).map((change) => `- ${plain(changeText(change))}`);
  const rest = changes.length - facts.length;
  const more = rest === 0 ? [] : [`- and ${rest} more`];
  return [
    [`<details><summary>${count(changes.length, "change")}</summary>`, "", ...facts, ...more, "", "</details>"].join(
      "\n",
    ),
  ];
}

/** Names come from schemas that anybody may write: nothing in them may act as markup. */
function plain(text: string): string {
  return printable(text.replace(/\s+/g, " ")).replace(/[\\`*_{}[\]()#+!|<>~@]/g, "\\$&");
}

function code(text: string): string {
  return `\`${printable(text.replace(/[`\s]+/g, " "))}\``;
}
