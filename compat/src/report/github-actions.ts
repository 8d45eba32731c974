import type { OpenFinding, Verdict } from "../policy/decide.ts";
import { printable } from "./printable.ts";
import { bumpText, summaryOf } from "./summary.ts";

/** Prints workflow commands: an error for each finding, a warning for each accepted break, a notice with the next version. */
export function githubActionsReport(verdict: Verdict): string {
  const commands = [
    ...verdict.findings.map((finding) => command("error", finding, details(finding))),
    ...verdict.accepted.map((finding) =>
      command(
        "warning",
        finding,
        `${finding.message}\nAccepted until ${finding.accepted.expires}: ${finding.accepted.reason}`,
      ),
    ),
    `::notice title=Next release::${escapeData(`${summaryOf(verdict)} ${bumpText(verdict)}`)}`,
  ];
  return commands.map((line) => `${line}\n`).join("");
}

function details({ message, example, refused, next }: OpenFinding): string {
  const refusal = refused === undefined ? undefined : `The acceptance does not hold: ${refused}.`;
  return [message, example, refusal, `Next: ${next}`].filter((line) => line !== undefined).join("\n");
}

function command(level: string, { rule, path, line, column, endLine, endColumn }: OpenFinding, text: string): string {
  const place =
    path === undefined
      ? ""
      : `file=${escapeProperty(path)},line=${line},col=${column},endLine=${endLine},endColumn=${endColumn},`;
  return `::${level} ${place}title=${escapeProperty(rule)}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return printable(text.replaceAll("\r\n", "\n")).replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
