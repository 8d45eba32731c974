import { createHash } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { EventInfo } from "@postel/model";
import type { DescriptorSet } from "@postel/proto";
import { type PublishReleaseRequestSchema, UpcastResult_Outcome } from "@postel/proto/registry";
import type { GateReport, JudgedResult } from "../gate/gate.ts";
import { generate, type RegistrySample } from "../gate/lineage-samples.ts";
import { contentKey, type StoredSample } from "../gate/stored-sample.ts";
import { validationOf } from "../gate/validation.ts";
import { modelOf } from "../sources/model-of.ts";

/** What a publication says of samples. */
export type SampleParts = Pick<MessageInitShape<typeof PublishReleaseRequestSchema>, "samples" | "attestation">;

/** What is known of a release's samples. */
export interface SampleFacts {
  readonly set: DescriptorSet;
  readonly report: GateReport;
  /** Digest of the release. */
  readonly digest: string;
  /** Schema digests of the events of the release before, which came with samples of its own. */
  readonly known: ReadonlySet<string>;
  /** Asks the registry for the samples of an event's lineage. */
  readonly stored: (event: string) => Promise<readonly RegistrySample[]>;
}

/**
 * Collects the samples that come with a release, so that later majors are tried on them: what people wrote, and what was
 * generated of new schemas. The attestation names each sample of an earlier major, those of the registry included.
 */
export async function releaseSamples({ set, report, digest, known, stored }: SampleFacts): Promise<SampleParts> {
  const good = report.results.filter((result) => result.kind === "ok" && !result.differs);
  const tried = new Set(report.results.map(({ sample }) => contentKey(sample)));
  const readable = new Set(good.map(({ sample }) => contentKey(sample)));
  const written = [...report.examples, ...good.map(({ sample }) => sample)];
  const validation = validationOf(set);
  const own = new Set(set.files.flatMap((file) => (file.isImport ? [] : [file.path])));
  const events = modelOf(set).events.filter(({ desc }) => own.has(desc.file.proto.name));
  const samples = events.flatMap((event) => {
    const mine = written.filter((sample) => isOf(sample, event));
    if (mine.length > 0 || known.has(event.schemaDigest)) return mine;
    return [...generate(event, { set, validation }).samples];
  });
  const sent = samples.filter((sample) => !tried.has(contentKey(sample)) || readable.has(contentKey(sample)));
  const there = [...report.stored, ...(await storedOf(sent, report, stored))];
  const fresh = unstored(sent, there);
  const results = [...report.stored, ...fresh].flatMap((sample) => attested(sample, report.results));
  return {
    samples: fresh.map(({ event, name, schema, data }) => ({ event, name, schemaDigest: schema, data: bytes(data) })),
    attestation: { releaseDigest: digest, results },
  };
}

function isOf({ event, schema }: StoredSample, { name, schemaDigest }: EventInfo): boolean {
  return event === name && schema === schemaDigest;
}

/** What the registry has of events that did not run, because their lineage has one major. */
async function storedOf(sent: readonly StoredSample[], { stored }: GateReport, ask: SampleFacts["stored"]) {
  const asked = new Set(stored.map(({ event }) => event));
  const names = [...new Set(sent.map(({ event }) => event))].filter((event) => !asked.has(event));
  return (await Promise.all(names.map((event) => ask(event)))).flat();
}

/** Stored samples never change: another content under a known name gets a name of its own. */
function unstored(sent: readonly StoredSample[], there: readonly RegistrySample[]): RegistrySample[] {
  const contents = new Map(there.map((sample) => [identity(sample), contentKey(sample)]));
  const fresh = new Map<string, RegistrySample>();
  for (const sample of sent) {
    const before = contents.get(identity(sample));
    if (before === contentKey(sample)) continue;
    const hash = createHash("sha256").update(sample.data).digest("hex").slice(0, 8);
    const named = before === undefined ? sample : { ...sample, name: `${sample.name}-${hash}` };
    if (!contents.has(identity(named))) fresh.set(identity(named), named);
  }
  return [...fresh.values()];
}

function identity({ event, schema, name }: RegistrySample): string {
  return JSON.stringify([event, schema, name]);
}

const OUTCOMES: Readonly<Record<JudgedResult["kind"], UpcastResult_Outcome>> = {
  ok: UpcastResult_Outcome.OK,
  invalid: UpcastResult_Outcome.INVALID,
  unmappable: UpcastResult_Outcome.UNMAPPABLE,
  failed: UpcastResult_Outcome.FAILED,
  unsteady: UpcastResult_Outcome.FAILED,
  skipped: UpcastResult_Outcome.FAILED,
};

/** The result of a sample, or of another with the same content. */
function attested(sample: RegistrySample, results: readonly JudgedResult[]) {
  const found = results.find((result) => contentKey(result.sample) === contentKey(sample));
  if (found === undefined) return [];
  const { kind, target, differs } = found;
  return [
    {
      ...{ event: sample.event, sample: sample.name, schemaDigest: sample.schema, target },
      outcome: differs ? UpcastResult_Outcome.DIFFERS : OUTCOMES[kind],
      detail: kind === "ok" && !differs ? "" : kind,
      ...("data" in found && { data: bytes(found.data) }),
    },
  ];
}

function bytes(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(data);
}
