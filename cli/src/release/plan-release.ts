import { type Bump, changeText, type Verdict } from "@postel/compat";
import { nextVersion } from "./next-version.ts";
import { packageName, tarballName } from "./package-names.ts";

/** What a release starts from. */
export interface ReleaseFacts {
  readonly module: string;
  /** Source commit; empty when unknown. */
  readonly commit: string;
  /** Release digest of what is about to be released. */
  readonly digest: string;
  /** The latest release; absent before the first. */
  readonly latest?: { readonly version: string; readonly digest: string; readonly commit: string };
  readonly verdict: Verdict;
}

/** What stands in the way of a release. */
export type PlannedFinding = Pick<
  Verdict["findings"][number],
  "rule" | "message" | "element" | "path" | "line" | "column" | "example" | "next"
>;

/** A release that is to be carried out, or that was and is only packed again. */
interface Carried {
  readonly module: string;
  readonly packageName: string;
  readonly version: string;
  readonly digest: string;
  /** Source commit of this very content; empty when unknown. */
  readonly commit: string;
  /** File name of the package. */
  readonly tarball: string;
}

/** What a release will do, as data. */
export type ReleasePlan =
  | (Carried & {
      readonly kind: "release";
      /** Absent before the first release. */
      readonly previousVersion?: string;
      readonly bump: Bump;
      /** The facts that demand the version. */
      readonly because: readonly string[];
    })
  | (Carried & { readonly kind: "unchanged" })
  | {
      readonly kind: "blocked";
      readonly module: string;
      readonly previousVersion?: string;
      readonly findings: readonly PlannedFinding[];
    };

/** Decides what a release does: nothing decides the version but the facts. */
export function planRelease({ module, commit, digest, latest, verdict }: ReleaseFacts): ReleasePlan {
  const previous = latest === undefined ? {} : { previousVersion: latest.version };
  if (verdict.findings.length > 0)
    return { kind: "blocked", module, ...previous, findings: verdict.findings.map(plannedFinding) };
  const carried = (version: string) => ({
    ...{ module, version, digest },
    packageName: packageName(module),
    tarball: tarballName(module, version),
  });
  if (latest?.digest === digest) return { kind: "unchanged", ...carried(latest.version), commit: latest.commit };
  // Something that no schema shows has changed: a hand-written upcaster, or the generator.
  const bump = verdict.bump === "none" ? "patch" : verdict.bump;
  const version = nextVersion(latest?.version, bump);
  if (version === undefined) throw new Error(`${latest?.version} of ${module} is no version`);
  return { kind: "release", ...carried(version), commit, ...previous, bump, because: reasons(verdict, latest) };
}

/** Leaves out what refers to whole schemas. */
export function plannedFinding(finding: Verdict["findings"][number]): PlannedFinding {
  const { rule, message, element, path, line, column, example, next } = finding;
  return {
    ...{ rule, message, element, line, column, next },
    ...(path !== undefined && { path }),
    ...(example !== undefined && { example }),
  };
}

function reasons({ because }: Verdict, latest: ReleaseFacts["latest"]): string[] {
  if (latest === undefined) return ["it is the first release"];
  return because.length === 0 ? ["what is released beside the schemas has changed"] : because.map(changeText);
}
