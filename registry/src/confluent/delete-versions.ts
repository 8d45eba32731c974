import type { SubjectStore, SubjectVersion } from "../store/subject-store.ts";
import { ConfluentError } from "./confluent-error.ts";
import { checkWritable, settingsOf } from "./settings.ts";
import { type SubjectName, subjectText } from "./subject-name.ts";
import { findVersion, versionsOf } from "./subjects.ts";

/** What deleting needs of its surroundings. */
export interface DeleteDeps {
  readonly store: SubjectStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly actor: string;
}

/** Deletes all versions of a subject, at first softly, then for good; returns their numbers. Throws ConfluentError. */
export async function deleteSubject(deps: DeleteDeps, name: SubjectName, permanent: boolean): Promise<number[]> {
  const subject = subjectText(name);
  const all = await versionsOf(deps.store, name, true);
  const live = all.filter((entry) => !entry.deleted);
  if (!permanent && live.length === 0) throw new ConfluentError(40404, { subject });
  checkWritable((await settingsOf(deps.store, name)).mode, name);
  if (permanent && live.length > 0) throw new ConfluentError(40405, { subject });
  return remove(deps, name, permanent ? all : live, permanent);
}

/** Deletes one version, at first softly, then for good; returns its number. Throws ConfluentError. */
export async function deleteVersion(
  deps: DeleteDeps,
  name: SubjectName,
  version: string,
  permanent: boolean,
): Promise<number> {
  const subject = subjectText(name);
  const entry = await findVersion(deps.store, name, version, true);
  if (!permanent && entry.deleted) throw new ConfluentError(40406, { subject, version: entry.version });
  checkWritable((await settingsOf(deps.store, name)).mode, name);
  if (permanent && !entry.deleted) throw new ConfluentError(40407, { subject, version: entry.version });
  await remove(deps, name, [entry], permanent);
  return entry.version;
}

async function remove(
  { store, now, actor }: DeleteDeps,
  { context, subject }: SubjectName,
  entries: readonly SubjectVersion[],
  permanent: boolean,
): Promise<number[]> {
  const versions = entries.map((entry) => entry.version);
  const outcome = await store.remove({ context, subject, versions, permanent, at: now(), actor });
  const shown = subjectText({ context, subject });
  if (outcome.kind === "released")
    throw new ConfluentError(42205, { reason: `Subject ${shown} is made by releases and read-only` });
  if (outcome.kind === "referenced") throw new ConfluentError(42206, { subject: shown, version: outcome.version });
  return versions;
}
