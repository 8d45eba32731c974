import { type Bump, bumpFor } from "../bump.ts";
import type { Change } from "../change.ts";
import type { Finding, ReportedFinding } from "../finding.ts";
import type { AcceptedBreak } from "./accepted-break.ts";

/** A finding that stands; `refused` tells why an acceptance of it does not hold. */
export interface OpenFinding extends ReportedFinding {
  readonly refused?: string;
}

/** A finding that was accepted. */
export interface AcceptedFinding extends ReportedFinding {
  readonly accepted: AcceptedBreak;
}

/** What policy makes of all findings. */
export interface Verdict {
  /** Version of this document. */
  readonly version: 1;
  /** Findings that stand in the way of a release. */
  readonly findings: readonly OpenFinding[];
  /** Findings that do not, because somebody accepted them. */
  readonly accepted: readonly AcceptedFinding[];
  /** Acceptances that nothing needed. */
  readonly unused: readonly AcceptedBreak[];
  readonly changes: readonly Change[];
  readonly bump: Bump;
  /** The facts that demand the bump. */
  readonly because: readonly Change[];
}

/** What decide needs to know. */
export interface Case {
  readonly changes: readonly Change[];
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedBreak[];
  /** Today as YYYY-MM-DD. */
  readonly today: string;
  /** Tells whether a finding concerns stored bytes of a released event; such a finding cannot be accepted. */
  readonly touchesStoredBytes: (finding: Finding) => boolean;
}

/** Applies accepted breaks and derives the bump: an accepted break is a major, whatever its facts demand. */
export function decide({ changes, findings, accepted, today, touchesStoredBytes }: Case): Verdict {
  const open: OpenFinding[] = [];
  const taken: AcceptedFinding[] = [];
  const used = new Set<AcceptedBreak>();
  for (const finding of findings) {
    const entry = accepted.find(({ rule, element }) => rule === finding.rule && element === finding.element);
    if (entry !== undefined) used.add(entry);
    const refused = entry && refusal(entry, finding, today, touchesStoredBytes);
    if (entry === undefined) open.push(finding);
    else if (refused !== undefined) open.push({ ...finding, refused });
    else taken.push({ ...finding, accepted: entry });
  }
  const { bump, because } = bumpFor(changes);
  const breaks = taken.flatMap((finding) => finding.changes);
  const isRaised = breaks.length > 0 && bump !== "major";
  return {
    version: 1,
    findings: open,
    accepted: taken,
    unused: accepted.filter((entry) => !used.has(entry)),
    changes,
    ...(isRaised ? { bump: "major", because: [...new Set(breaks)] } : { bump, because }),
  };
}

function refusal(
  { expires }: AcceptedBreak,
  finding: Finding,
  today: string,
  touchesStoredBytes: Case["touchesStoredBytes"],
): string | undefined {
  if (touchesStoredBytes(finding)) return "it changes how stored events are read, which cannot be accepted";
  return expires < today ? `it was accepted until ${expires}` : undefined;
}
