import { RegistryError } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { ServiceUsage, UsageRecord } from "../store/usage-store.ts";
import { limits } from "./limits.ts";
import type { Page } from "./list-modules.ts";
import { checkText } from "./names.ts";
import { pageSize, pageToken, readPageToken } from "./pages.ts";

/** Which services are meant; what is empty means all. */
export interface UsageQuery {
  /** Full names of a lineage's majors. */
  readonly events: readonly string[];
  readonly lineage: string;
  readonly environment: string;
  readonly service: string;
}

/** Throws RegistryError INVALID_TEXT or TOO_LARGE unless the usage has names and is of a size that services have. */
export function checkUsage(usage: ServiceUsage): void {
  const { service, environment, version, commit, modules, emits, consumes } = usage;
  if (service === "") throw new RegistryError("INVALID_TEXT", { field: "an empty service", limit: 256 });
  if (environment === "") throw new RegistryError("INVALID_TEXT", { field: "an empty environment", limit: 256 });
  const size = modules.length + emits.length + consumes.length;
  if (size > limits.usages)
    throw new RegistryError("TOO_LARGE", { what: "the number of modules and events", size, limit: limits.usages });
  const texts = { service, environment, version, commit };
  for (const [field, text] of Object.entries(texts)) checkText(field, text);
  for (const { module, version: release } of modules) for (const text of [module, release]) checkText("a module", text);
  for (const event of emits) checkText("an event", event);
  for (const { lineage, event, at } of consumes) for (const text of [lineage, event, at]) checkText("a lineage", text);
}

/** What services emit and consume, by service and environment. */
export async function listUsage(
  store: Store,
  query: UsageQuery,
  size: number,
  token: string,
): Promise<Page<UsageRecord>> {
  const limit = pageSize(size);
  const after = readPageToken(token) ?? "";
  const found = (await store.usage.list()).filter((usage) => matches(usage, query) && keyOf(usage) > after);
  const items = found.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).slice(0, limit);
  const last = items.at(-1);
  return { items, nextPageToken: found.length > limit && last !== undefined ? pageToken(keyOf(last)) : "" };
}

function keyOf({ service, environment }: UsageRecord): string {
  return JSON.stringify([service, environment]);
}

function matches(usage: UsageRecord, { events, lineage, environment, service }: UsageQuery): boolean {
  const isNamed = usage.emits.some((event) => events.includes(event));
  const isRead = usage.consumes.some((use) => use.lineage === lineage || events.includes(use.event));
  return (
    (events.length === 0 || isNamed || isRead) &&
    (environment === "" || usage.environment === environment) &&
    (service === "" || usage.service === service)
  );
}
