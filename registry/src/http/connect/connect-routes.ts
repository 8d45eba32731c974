import type { ConnectRouter, HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { writeDescriptorSet } from "@postel/proto";
import { type GetReleaseRequest, RegistryService } from "@postel/proto/registry";
import type { Registry } from "../../service/registry.ts";
import { checkRpc, diffRpc } from "./comparison-rpcs.ts";
import { addSamplesRpc, eventMessage, knownEvent, listSamplesRpc, planRpc } from "./event-rpcs.ts";
import { publishRpc } from "./publish-rpc.ts";
import { notFound, releaseMessage } from "./release-message.ts";
import { listUsageRpc, reportUsageRpc } from "./usage-rpcs.ts";

/** Serves `postel.registry.v1.RegistryService`. */
export function connectRoutes(registry: Registry): (router: ConnectRouter) => void {
  return (router) => {
    router.service(RegistryService, implementation(registry));
  };
}

function implementation(registry: Registry): ServiceImpl<typeof RegistryService> {
  return {
    publishRelease: (request, context) => publishRpc(registry, request, context),
    resolveRelease: async ({ module, range }) => {
      const release = await registry.resolve(module, range);
      if (release === undefined) throw notFound(`a release of ${module} in the range ${range || "*"}`);
      return { release: releaseMessage(release) };
    },
    getRelease: (request, context) => getRelease(registry, request, context),
    listModules: async ({ pageSize, pageToken }) => {
      const { items, nextPageToken } = await registry.modules(pageSize, pageToken);
      return { modules: items.map((item) => ({ name: item.module, latest: releaseMessage(item) })), nextPageToken };
    },
    listReleases: async ({ module, pageSize, pageToken }) => {
      const { items, nextPageToken } = await registry.releases(module, pageSize, pageToken);
      if (items.length === 0 && pageToken === "") throw notFound(`module ${module}`);
      return { releases: items.map(releaseMessage), nextPageToken };
    },
    getEvent: async ({ name }) => ({ event: eventMessage(await knownEvent(registry, name)) }),
    searchEvents: async ({ query, pageSize, pageToken }) => {
      const { items, nextPageToken } = await registry.search(query, pageSize, pageToken);
      return {
        hits: items.map(({ name, module, version, matched }) => ({ name, module, version, matched })),
        nextPageToken,
      };
    },
    diffReleases: async (request, context) => immutable(context, await diffRpc(registry, request)),
    checkRelease: (request) => checkRpc(registry, request),
    getPlan: (request) => planRpc(registry, request),
    addSamples: (request, context) => addSamplesRpc(registry, request, context),
    listSamples: (request) => listSamplesRpc(registry, request),
    reportUsage: (request, context) => reportUsageRpc(registry, request, context),
    listUsage: (request) => listUsageRpc(registry, request),
  };
}

async function getRelease(registry: Registry, { module, version }: GetReleaseRequest, context: HandlerContext) {
  const found = await registry.release(module, version);
  if (found === undefined) throw notFound(`release ${version} of ${module}`);
  const { set, files } = found.content;
  return immutable(context, {
    release: releaseMessage(found.record),
    descriptorSet: writeDescriptorSet(set),
    targets: set.files.filter((file) => !file.isImport).map((file) => file.path),
    files: files.map(({ path, content }) => ({ path, content: Uint8Array.from(content) })),
  });
}

/** Lets caches keep what never changes. */
function immutable<T>(context: HandlerContext, answer: T): T {
  context.responseHeader.set("cache-control", "public, max-age=31536000, immutable");
  return answer;
}
