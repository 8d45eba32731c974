import type { Io } from "../terminal/io.ts";
import type { Planned } from "./gen.ts";
import type { Difference } from "./plan/plan.ts";
import type { MissingPackage } from "./resolve/missing-packages.ts";

/** What a run did, or would do. */
export interface GenResult extends Planned {
  readonly mode: "write" | "check" | "dry-run";
  readonly missing: readonly MissingPackage[];
}

/** A run as people read it: what it used, what changed, what to do next. */
export function genReport(result: GenResult, paint: Io["paint"]): string {
  const { modules, mode, differences } = result;
  const used = modules.map(({ wanted, version }) => `${wanted.name} ${version ?? "from source"}`).join(", ");
  const lines = differences.map((difference) => `  ${line(difference, mode, paint)}`);
  return [`gen: ${used}`, ...lines, ...ending(result, paint)].map((text) => `${text}\n`).join("");
}

const VERBS = {
  missing: ["added", "missing", "add"],
  changed: ["updated", "changed", "update"],
  stale: ["removed", "stale", "remove"],
} as const;

function line({ path, state, kind }: Difference, mode: GenResult["mode"], paint: Io["paint"]): string {
  const [done, is, todo] = VERBS[state];
  const verb = mode === "write" ? done : mode === "check" ? is : todo;
  const note = mode === "write" && kind === "handler" ? paint("dim", "  yours from now on: write what happens") : "";
  return `${paint(mode === "check" ? "yellow" : "green", verb.padEnd(7))} ${path}${note}`;
}

function ending({ mode, plan, differences, missing }: GenResult, paint: Io["paint"]): string[] {
  const install = missing.map(({ packageName, version }) => `${packageName}@${version}`).join(" ");
  const lacking = missing.map(
    ({ packageName, installed }) => `${packageName} (${installed ?? "nothing"} is installed)`,
  );
  return [
    ...(differences.length === 0 ? [`up to date: ${plan.files.length} files`] : []),
    ...(mode === "check" && differences.length > 0
      ? [`next:  run ${paint("bold", "npx gen")} and commit what it writes`]
      : []),
    ...(missing.length === 0
      ? []
      : [`The code imports ${lacking.join(", ")}.`, `next:  run ${paint("bold", `npm install ${install}`)}`]),
  ];
}

/** A run as programs read it: one JSON document. */
export function genReportJson({ mode, modules, differences, missing }: GenResult): string {
  const document = {
    version: 1,
    command: "gen",
    mode,
    modules: modules.map(({ wanted, version, packageName, digest }) => ({
      name: wanted.name,
      range: wanted.range,
      version,
      package: packageName,
      digest,
    })),
    differences,
    missing,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
