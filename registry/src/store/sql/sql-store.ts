import type { Kysely } from "kysely";
import { appendRelease } from "../commands/append-release.ts";
import { auditAfter } from "../queries/audit-after.ts";
import { releaseContent } from "../queries/content.ts";
import { eventDocuments, eventVersions } from "../queries/events.ts";
import {
  findRelease,
  moduleNames,
  releasesAfter,
  releasesBefore,
  releasesById,
  versionsOf,
} from "../queries/releases.ts";
import type { Store } from "../store.ts";
import { groupCommit } from "./group-commit.ts";
import type { Tables } from "./tables.ts";

/** Makes a store of two database handles, which may be the same; the writer's has the newest tables. `end` closes both. */
export function sqlStore(reader: Kysely<Tables>, writer: Kysely<Tables>, end: () => Promise<void>): Store {
  const writes = groupCommit(writer, appendRelease);
  return {
    appendRelease: (release) => writes.submit(release),
    findRelease: (module, version) => findRelease(reader, module, version),
    releasesById: (ids) => releasesById(reader, ids),
    releaseContent: (id) => releaseContent(reader, id),
    moduleNames: (after, limit) => moduleNames(reader, after, limit),
    versionsOf: (module) => versionsOf(reader, module),
    releasesBefore: (module, beforeId, limit) => releasesBefore(reader, module, beforeId, limit),
    eventVersions: (event) => eventVersions(reader, event),
    eventDocuments: (releaseId) => eventDocuments(reader, releaseId),
    releasesAfter: (id, limit) => releasesAfter(reader, id, limit),
    auditAfter: (id, limit) => auditAfter(reader, id, limit),
    close: async () => {
      await writes.drain();
      await end();
    },
  };
}
