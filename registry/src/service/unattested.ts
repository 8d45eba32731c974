import type { Lineage } from "@postel/model";
import type { StoredSample } from "../store/sample-store.ts";
import type { JudgedFinding } from "./judge.ts";

/** What upcasting one sample gave, as the one who publishes says. */
export interface UpcastResult {
  readonly event: string;
  readonly sample: string;
  readonly schemaDigest: string;
  /** Full name of the event that it was upcast to. */
  readonly target: string;
  /** True when the result satisfies the validation rules and equals its golden. */
  readonly isOk: boolean;
  /** Why not; empty otherwise. */
  readonly detail: string;
}

/** Results of running a release's upcasters on samples. */
export interface Attestation {
  readonly releaseDigest: string;
  readonly results: readonly UpcastResult[];
}

/** What an attestation is held against. */
export interface AttestationCase {
  /** Digest of the release that is published. */
  readonly digest: string;
  readonly lineages: readonly Lineage[];
  /** All samples of earlier majors. */
  readonly samples: readonly StoredSample[];
  readonly attestation: Attestation | undefined;
}

/** Finds samples of earlier majors for which nobody attests that the release reads them as the newest major of their lineage. */
export function unattested({ digest, lineages, samples, attestation }: AttestationCase): JudgedFinding[] {
  const isOfThis = attestation?.releaseDigest === digest;
  const results = new Map((isOfThis ? attestation.results : []).map((result) => [keyOf(result), result]));
  return lineages.flatMap(({ majors }) => {
    const newest = majors.at(-1);
    const earlier = new Map(majors.slice(0, -1).map((major) => [major.name, major]));
    if (newest === undefined) return [];
    return samples.flatMap((sample) => {
      const major = earlier.get(sample.event);
      if (major === undefined) return [];
      const result = results.get(JSON.stringify([sample.event, sample.schemaDigest, sample.name]));
      const problem = isOfThis ? problemOf(result, newest.name) : otherRelease(attestation, digest);
      const path = newest.desc.file.proto.name;
      return problem === ""
        ? []
        : [{ rule: "EVENT_SAMPLE", path, line: 0, column: 0, message: text(sample, newest.name, problem) }];
    });
  });
}

function keyOf({ event, schemaDigest, sample }: UpcastResult): string {
  return JSON.stringify([event, schemaDigest, sample]);
}

function problemOf(result: UpcastResult | undefined, target: string): string {
  if (result === undefined) return "the attestation does not name it";
  if (result.target !== target) return `the attestation upcasts it to ${result.target} only`;
  return result.isOk ? "" : `the attestation says: ${result.detail || "it failed"}`;
}

function otherRelease(attestation: Attestation | undefined, digest: string): string {
  return attestation === undefined
    ? "the release comes without an attestation"
    : `the attestation is of ${attestation.releaseDigest}, the release is ${digest}`;
}

function text({ event, name }: StoredSample, target: string, problem: string): string {
  return `sample ${name} of ${event} is not known to be readable as ${target}: ${problem}`;
}
