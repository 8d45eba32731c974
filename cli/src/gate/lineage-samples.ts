import { fromBinary, fromJson, toBinary, toJson } from "@bufbuild/protobuf";
import type { ReportedFinding } from "@postel/compat";
import { type Complaint, type EventInfo, placeOf, sampleEvent } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { sampleFailsRule } from "../rules/upcast-rules.ts";
import type { GatedLineage } from "./gated-lineages.ts";
import { type PlacedGolden, sampleOfGolden } from "./goldens.ts";
import { GENERATED } from "./read-examples.ts";
import { contentKey, type StoredSample } from "./stored-sample.ts";
import type { Validation } from "./validation.ts";

/** A sample as a registry holds it. */
export type RegistrySample = Pick<StoredSample, "event" | "name" | "schema" | "data">;

/** Where samples come from. */
export interface SampleSources {
  /** The schemas of the change, and of the release before it. */
  readonly now: { readonly set: DescriptorSet; readonly validation: Validation };
  readonly before: { readonly set: DescriptorSet; readonly validation: Validation };
  readonly examples: readonly StoredSample[];
  readonly stored: readonly RegistrySample[];
  readonly goldens: readonly PlacedGolden[];
}

/** A sample that validation rules let nobody guess. */
export interface UnmadeSample {
  readonly event: string;
  readonly name: string;
  readonly why: string;
}

/** The samples of a lineage's earlier majors, each content once, and those that could not be made. */
export interface LineageSamples {
  readonly samples: readonly StoredSample[];
  readonly unmade: readonly UnmadeSample[];
  /** An event without any sample would pass unseen. */
  readonly findings: readonly ReportedFinding[];
}

/**
 * Collects what people wrote, what the registry and goldens keep, and generates samples of the schemas that have none of these:
 * those about to be released, and those that were.
 */
export function lineageSamples(lineage: GatedLineage, sources: SampleSources): LineageSamples {
  const { now, before } = sources;
  const earlier = new Map(lineage.earlier.map((event) => [event.name, event]));
  const known = [
    ...sources.examples.filter(({ event }) => earlier.has(event)),
    ...sources.stored.flatMap((sample) => fromRegistry(sample, earlier.get(sample.event), now.set)),
    ...sources.goldens.flatMap((golden) => {
      const event = earlier.get(golden.event);
      return event === undefined ? [] : (sampleOfGolden(golden, event.desc, registryOf(now.set)) ?? []);
    }),
  ];
  const sampled = new Set(known.map(({ event, schema }) => `${event} ${schema}`));
  const isNew = ({ name, schemaDigest }: EventInfo) => !sampled.has(`${name} ${schemaDigest}`);
  const changed = lineage.released.filter(({ name, schemaDigest }) => earlier.get(name)?.schemaDigest !== schemaDigest);
  const generated = [
    ...lineage.earlier.filter(isNew).map((event) => generate(event, now)),
    ...changed.filter(isNew).map((event) => generate(event, before)),
  ];
  const all = [...known, ...generated.flatMap(({ samples }) => samples)];
  return {
    samples: distinct(all),
    unmade: generated.flatMap(({ unmade }) => unmade),
    findings: generated.flatMap(({ findings }) => findings),
  };
}

/** The first of those that hold the same. */
function distinct(samples: readonly StoredSample[]): StoredSample[] {
  const found = new Map<string, StoredSample>();
  for (const sample of samples) if (!found.has(contentKey(sample))) found.set(contentKey(sample), sample);
  return [...found.values()];
}

function fromRegistry(sample: RegistrySample, event: EventInfo | undefined, set: DescriptorSet): StoredSample[] {
  if (event === undefined) return [];
  const { desc } = event;
  return [{ ...sample, json: jsonOf(desc, sample.data, set), origin: "registry" }];
}

/** What cannot be shown is run all the same: then that says what is wrong. */
function jsonOf(desc: EventInfo["desc"], data: Uint8Array, set: DescriptorSet) {
  try {
    return toJson(desc, fromBinary(desc, data), { registry: registryOf(set) });
  } catch {
    return null;
  }
}

/** Generates the samples of one schema of an event; a finding when there is none. */
export function generate(
  { name, schemaDigest, desc }: EventInfo,
  { set, validation }: SampleSources["now"],
): LineageSamples {
  const { samples, failed } = sampleEvent(desc, (json) => validation.ofJson(desc, json));
  const registry = registryOf(set);
  return {
    samples: samples.map((sample) => {
      const message = fromJson(desc, sample.json, { registry });
      const json = toJson(desc, message, { registry });
      const identity = { event: name, name: `${GENERATED}${sample.name}`, schema: schemaDigest };
      return { ...identity, data: toBinary(desc, message), json, origin: "generated" };
    }),
    unmade: failed.map(({ name: of, complaints }) => ({
      event: name,
      name: `${GENERATED}${of}`,
      why: reason(complaints),
    })),
    findings: samples.length > 0 ? [] : [notSampled(desc, reason(failed[0]?.complaints ?? []))],
  };
}

function reason(complaints: readonly Complaint[]): string {
  return complaints.map(({ path, message }) => (path === "" ? message : `${path} ${message}`)).join("; ");
}

function notSampled(desc: EventInfo["desc"], why: string): ReportedFinding {
  const { line, column, path } = placeOf(desc);
  return {
    rule: sampleFailsRule.id,
    message: `No valid sample of ${desc.typeName} could be generated: ${why}.`,
    element: desc.typeName,
    ...{ path, line, column, endLine: line, endColumn: column },
    next: `Write one into ${path.replace(/\.proto$/, ".examples.json")}; docs/gate.md says how.`,
    changes: [],
  };
}
