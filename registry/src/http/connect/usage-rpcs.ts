import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { HandlerContext } from "@connectrpc/connect";
import type { ListUsageRequest, ReportUsageRequest } from "@postel/proto/registry";
import { checkPublish } from "../../security/caller.ts";
import type { Registry } from "../../service/registry.ts";
import type { UsageRecord } from "../../store/usage-store.ts";
import { callerOf } from "./connect-caller.ts";
import { knownEvent } from "./event-rpcs.ts";

/** Answers ReportUsage: a service's token may publish `usage/` and the service's name. Throws RegistryError. */
export async function reportUsageRpc(registry: Registry, { usage }: ReportUsageRequest, context: HandlerContext) {
  const { service = "", environment = "", version = "", commit = "" } = usage ?? {};
  const { modules = [], emits = [], consumes = [] } = usage ?? {};
  const { name: actor } = checkPublish(callerOf(context), `usage/${service}`);
  const plain = {
    ...{ service, environment, version, commit, emits },
    modules: modules.map((each) => ({ module: each.module, version: each.version })),
    consumes: consumes.map(({ lineage, event, at }) => ({ lineage, event, at: at || event })),
  };
  await registry.reportUsage(plain, actor);
  return {};
}

/** Answers ListUsage. Throws RegistryError NOT_FOUND or INVALID_PAGE_TOKEN. */
export async function listUsageRpc(registry: Registry, request: ListUsageRequest) {
  const { event, environment, service, pageSize, pageToken } = request;
  const found = event === "" ? undefined : await knownEvent(registry, event);
  const query = { events: found?.lineage ?? [], lineage: found?.info.lineage ?? "", environment, service };
  const { items, nextPageToken } = await registry.usage(query, pageSize, pageToken);
  return { usages: items.map(usageMessage), nextPageToken };
}

function usageMessage({ reportedAt, modules, emits, consumes, ...rest }: UsageRecord) {
  return {
    ...rest,
    modules: modules.map((each) => ({ ...each })),
    emits: [...emits],
    consumes: consumes.map((each) => ({ ...each })),
    reportTime: timestampFromMs(reportedAt),
  };
}
