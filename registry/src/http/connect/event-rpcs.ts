import type { JsonObject } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { HandlerContext } from "@connectrpc/connect";
import type { AddSamplesRequest, GetPlanRequest, ListSamplesRequest } from "@postel/proto/registry";
import { RegistryError } from "../../errors.ts";
import { checkPublish } from "../../security/caller.ts";
import type { FoundEvent } from "../../service/find-event.ts";
import { lineagePlan } from "../../service/lineage-plan.ts";
import type { Registry } from "../../service/registry.ts";
import { callerOf } from "./connect-caller.ts";
import { notFound } from "./release-message.ts";

/** Looks an event up. Throws RegistryError NOT_FOUND. */
export async function knownEvent(registry: Registry, name: string): Promise<FoundEvent> {
  const found = await registry.event(name);
  if (found === undefined) throw notFound(`event ${name}`);
  return found;
}

/** An event as the API tells it. */
export function eventMessage(found: FoundEvent) {
  const { documentation, owner, topic } = found.event.document;
  return {
    ...{ name: found.name, module: found.module, documentation, owner, topic, lineage: [...found.lineage] },
    versions: found.versions.map(({ version, schemaDigest, createdAt }) => ({
      ...{ version, schemaDigest },
      createTime: timestampFromMs(createdAt),
    })),
  };
}

/** Answers GetPlan. Throws RegistryError NOT_FOUND. */
export async function planRpc(registry: Registry, { event }: GetPlanRequest) {
  const { lineage, majors, steps } = lineagePlan(await knownEvent(registry, event));
  return { lineage, majors: [...majors], steps: steps.map((step) => JSON.parse(JSON.stringify(step)) as JsonObject) };
}

/** Answers AddSamples. Throws RegistryError. */
export async function addSamplesRpc(registry: Registry, request: AddSamplesRequest, context: HandlerContext) {
  const { module, samples } = request;
  const { name: actor } = checkPublish(callerOf(context), module);
  const outcome = await registry.addSamples({ module, samples, actor });
  if (outcome.kind === "added") return { created: outcome.created };
  const { event, name } = outcome.sample;
  throw new RegistryError("SAMPLE_TAKEN", { event, name });
}

/** Answers ListSamples. Throws RegistryError NOT_FOUND or INVALID_PAGE_TOKEN. */
export async function listSamplesRpc(registry: Registry, request: ListSamplesRequest) {
  const found = await knownEvent(registry, request.event);
  const events = request.lineage ? found.lineage : [found.name];
  const { items, nextPageToken } = await registry.samples(events, request.pageSize, request.pageToken);
  return {
    samples: items.map(({ event, name, schemaDigest, data }) => ({
      ...{ event, name, schemaDigest },
      data: Uint8Array.from(data),
    })),
    nextPageToken,
  };
}
