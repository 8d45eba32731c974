import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { type Release, ReleaseSchema } from "@postel/proto/registry";
import { RegistryError } from "../../errors.ts";
import type { ReleaseRecord } from "../../store/store.ts";

/** A stored release as the API tells it. */
export function releaseMessage(record: ReleaseRecord): Release {
  const { module, version, digest, commit, packageName, generatorVersion, createdAt, events } = record;
  return create(ReleaseSchema, {
    ...{ module, version, digest, commit, packageName, generatorVersion, events: [...events] },
    createTime: timestampFromMs(createdAt),
  });
}

/** Says that something is not there. */
export function notFound(what: string): RegistryError {
  return new RegistryError("NOT_FOUND", { what });
}
