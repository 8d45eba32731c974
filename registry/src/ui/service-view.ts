import type { FoundEvent } from "../service/find-event.ts";
import type { UsageRecord } from "../store/usage-store.ts";

/** A service that has to do with an event. */
export interface ServiceView {
  readonly service: string;
  readonly environment: string;
  readonly version: string;
  /** Full names of the lineage's majors that it emits. */
  readonly emits: readonly string[];
  /** Full name of the newest major that it understands; empty when it reads none. */
  readonly reads: string;
  /** Full name of the major that its handlers receive. */
  readonly at: string;
  /** In ISO 8601. */
  readonly reportTime: string;
}

/** What a service does with the lineage of an event. */
export function serviceView(usage: UsageRecord, { lineage, info }: FoundEvent): ServiceView {
  const { service, environment, version, emits, consumes, reportedAt } = usage;
  const use = consumes.find((each) => each.lineage === info.lineage || lineage.includes(each.event));
  return {
    ...{ service, environment, version },
    emits: emits.filter((name) => lineage.includes(name)),
    reads: use?.event ?? "",
    at: use?.at ?? "",
    reportTime: new Date(reportedAt).toISOString(),
  };
}
