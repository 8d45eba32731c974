import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter, type ServiceImpl } from "@connectrpc/connect";
import { writeDescriptorSet } from "@postel/proto";
import { RegistryService, ReleaseRefusalSchema, ReleaseSchema } from "@postel/proto/registry";
import { RegistryError } from "../errors.ts";
import { checkPublish } from "../security/caller.ts";
import type { FoundEvent } from "../service/find-event.ts";
import type { PublishOutcome } from "../service/publish.ts";
import type { Registry } from "../service/registry.ts";
import type { ReleaseRecord } from "../store/store.ts";

import { callerOf } from "./connect-caller.ts";

/** Serves `postel.registry.v1.RegistryService`. */
export function connectRoutes(registry: Registry): (router: ConnectRouter) => void {
  return (router) => {
    router.service(RegistryService, implementation(registry));
  };
}

function implementation(registry: Registry): Partial<ServiceImpl<typeof RegistryService>> {
  return {
    publishRelease: async (request, context) => {
      const { name: actor } = checkPublish(callerOf(context), request.module);
      const outcome = await registry.publish({ ...request, actor });
      return published(outcome, request.module, request.version);
    },
    resolveRelease: async ({ module, range }) => {
      const release = await registry.resolve(module, range);
      if (release === undefined) throw notFound(`a release of ${module} in the range ${range || "*"}`);
      return { release: releaseMessage(release) };
    },
    getRelease: async ({ module, version }, context) => {
      const found = await registry.release(module, version);
      if (found === undefined) throw notFound(`release ${version} of ${module}`);
      context.responseHeader.set("cache-control", "public, max-age=31536000, immutable");
      const { set, files } = found.content;
      return {
        release: releaseMessage(found.record),
        descriptorSet: writeDescriptorSet(set),
        targets: set.files.filter((file) => !file.isImport).map((file) => file.path),
        files: files.map(({ path, content }) => ({ path, content: Uint8Array.from(content) })),
      };
    },
    listModules: async ({ pageSize, pageToken }) => {
      const { items, nextPageToken } = await registry.modules(pageSize, pageToken);
      return { modules: items.map((item) => ({ name: item.module, latest: releaseMessage(item) })), nextPageToken };
    },
    listReleases: async ({ module, pageSize, pageToken }) => {
      const { items, nextPageToken } = await registry.releases(module, pageSize, pageToken);
      if (items.length === 0 && pageToken === "") throw notFound(`module ${module}`);
      return { releases: items.map(releaseMessage), nextPageToken };
    },
    getEvent: async ({ name }) => {
      const found = await registry.event(name);
      if (found === undefined) throw notFound(`event ${name}`);
      return { event: eventMessage(found) };
    },
    searchEvents: async ({ query, pageSize, pageToken }) => {
      const { items, nextPageToken } = await registry.search(query, pageSize, pageToken);
      return {
        hits: items.map(({ name, module, version, matched }) => ({ name, module, version, matched })),
        nextPageToken,
      };
    },
  };
}

function published(outcome: PublishOutcome, module: string, version: string) {
  switch (outcome.kind) {
    case "stored":
    case "same":
      return { release: releaseMessage(outcome.release), created: outcome.kind === "stored" };
    case "taken":
      throw new RegistryError("VERSION_TAKEN", { module, version, digest: outcome.release.digest });
    case "elsewhere":
      throw new RegistryError("EVENT_ELSEWHERE", { event: outcome.event, module: outcome.module });
    case "refused": {
      const { previousVersion, lowestVersion, bump, findings, because } = outcome;
      const reason = outcome.isFinal
        ? `it changes how events are read that were stored since ${previousVersion}: make a new major of the event instead`
        : `what changed since ${previousVersion} is ${bump}, so the version must be ${lowestVersion} or higher`;
      const { message } = new RegistryError("RELEASE_REFUSED", { module, version, reason });
      const detail = { previousVersion, lowestVersion, bump, findings: [...findings], because: [...because] };
      throw new ConnectError(message, Code.FailedPrecondition, undefined, [
        { desc: ReleaseRefusalSchema, value: detail },
      ]);
    }
  }
}

function notFound(what: string): RegistryError {
  return new RegistryError("NOT_FOUND", { what });
}

function releaseMessage(record: ReleaseRecord) {
  const { module, version, digest, commit, packageName, generatorVersion, createdAt, events } = record;
  return create(ReleaseSchema, {
    ...{ module, version, digest, commit, packageName, generatorVersion, events: [...events] },
    createTime: timestampFromMs(createdAt),
  });
}

function eventMessage(found: FoundEvent) {
  const { documentation, owner, topic } = found.event.document;
  return {
    ...{ name: found.name, module: found.module, documentation, owner, topic, lineage: [...found.lineage] },
    versions: found.versions.map(({ version, schemaDigest, createdAt }) => ({
      ...{ version, schemaDigest },
      createTime: timestampFromMs(createdAt),
    })),
  };
}
