import { type Bump, type Format, report, type Verdict, verdictJson } from "@postel/compat";
import type { Io } from "../terminal/io.ts";
import { jsonText } from "../terminal/json-text.ts";
import type { ModuleVerdict } from "./check-input.ts";

/** The forms in which verdicts are printed. */
export type CheckFormat = Exclude<Format, "gitlab"> | "gitlab-code-quality";

/** Prints the verdicts on all modules as one document. */
export function printVerdicts(verdicts: readonly ModuleVerdict[], format: CheckFormat, paint: Io["paint"]): string {
  switch (format) {
    case "json":
      return jsonDocument(verdicts);
    case "text":
      return sections(verdicts, (each) => `${headline(each, paint)}${report(each.verdict, "text")}`);
    case "markdown":
      return sections(verdicts, (each) => `${markdownHeadline(each)}${report(each.verdict, "markdown")}`);
    case "github-actions":
      return verdicts.map(({ verdict }) => report(verdict, "github-actions")).join("");
    case "gitlab-code-quality":
      return report(merged(verdicts), "gitlab");
    default:
      return report(merged(verdicts), format);
  }
}

/** Modules in which nothing changed take one line together, unless all are such. */
function sections(verdicts: readonly ModuleVerdict[], print: (each: ModuleVerdict) => string): string {
  const quiet = verdicts.filter(({ verdict: { findings, accepted, unused, changes } }) =>
    [findings, accepted, unused, changes].every((list) => list.length === 0),
  );
  const told = verdicts.filter((each) => !quiet.includes(each));
  if (told.length === 0 && verdicts.length === 1) return verdicts.map(print).join("\n");
  const names = quiet.map(({ module }) => module).join(", ");
  return [...told.map(print), ...(quiet.length === 0 ? [] : [`Nothing changed in ${names}.\n`])].join("\n");
}

function headline({ module, against, version, nextVersion }: ModuleVerdict, paint: Io["paint"]): string {
  if (module === "" && against === "") return "";
  const versions = nextVersion === undefined ? "" : `: ${version} -> ${nextVersion}`;
  return `${paint("bold", `${module}${versions}`)} ${paint("dim", `(compared with ${against})`)}\n\n`.trimStart();
}

function markdownHeadline({ module, version, nextVersion }: ModuleVerdict): string {
  if (module === "") return "";
  return `## ${module}${nextVersion === undefined ? "" : ` ${version} → ${nextVersion}`}\n\n`;
}

/** One document for all modules; its shape is documented in docs/check-json.md. */
function jsonDocument(verdicts: readonly ModuleVerdict[]): string {
  return jsonText({
    version: 1,
    ok: verdicts.every(({ verdict }) => verdict.findings.length === 0),
    modules: verdicts.map(({ verdict, version, samples, ...each }) => ({
      ...each,
      ...(version !== undefined && { latestVersion: version }),
      ...verdictJson(verdict),
      samples: samples.map(sampleJson),
    })),
  });
}

function sampleJson({ sample, target, kind, differs }: ModuleVerdict["samples"][number]) {
  const { event, name, schema, origin } = sample;
  return { event, name, schema, origin, target, outcome: kind === "ok" && differs ? "differs" : kind };
}

const BUMPS: readonly Bump[] = ["none", "patch", "minor", "major"];

/** Formats that list findings alone know no modules. */
function merged(verdicts: readonly ModuleVerdict[]): Verdict {
  const all = verdicts.map(({ verdict }) => verdict);
  const highest = all.toSorted((a, b) => BUMPS.indexOf(b.bump) - BUMPS.indexOf(a.bump))[0];
  return {
    version: 1,
    findings: all.flatMap(({ findings }) => findings),
    accepted: all.flatMap(({ accepted }) => accepted),
    unused: all.flatMap(({ unused }) => unused),
    changes: all.flatMap(({ changes }) => changes),
    bump: highest?.bump ?? "none",
    because: highest?.because ?? [],
  };
}
