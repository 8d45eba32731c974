import type { Transaction } from "kysely";
import { releasesById } from "../queries/releases.ts";
import { samplesAfter } from "../queries/samples.ts";
import { audit } from "../sql/audit.ts";
import { nextId } from "../sql/next-id.ts";
import { putContent, putDescriptorSet } from "../sql/put-content.ts";
import type { Tables } from "../sql/tables.ts";
import type { AppendOutcome, NewRelease, ReleaseRecord } from "../store.ts";
import { addSamples } from "./add-samples.ts";
import { appendSubjects } from "./append-subjects.ts";

/** Stores a release unless its version is taken, an event lives elsewhere or the module changed since the decision. */
export async function appendRelease(tx: Transaction<Tables>, release: NewRelease): Promise<AppendOutcome> {
  const existing = await findModule(tx, release.module);
  const blocked = (await conflict(tx, existing?.id, release)) ?? (await foreignEvent(tx, release));
  if (blocked !== undefined) return blocked;
  if (await hasNewSamples(tx, release)) return { kind: "stale" };
  const { samples = [], at, actor } = release;
  const added = await addSamples(tx, { samples, at, actor });
  if (added.kind === "taken") return { kind: "sample-taken", sample: added.sample };
  const moduleId = existing?.id ?? (await addModule(tx, release));
  const id = await insert(tx, moduleId, release);
  await appendSubjects(tx, release.subjects ?? [], { at, actor });
  await audit(tx, {
    at: release.at,
    actor: release.actor,
    action: "release.publish",
    target: `${release.module}@${release.version}`,
    detail: { digest: release.digest, bump: release.bump },
  });
  return { kind: "stored", release: await read(tx, id) };
}

/** A sample that came since the decision has not been judged. */
async function hasNewSamples(tx: Transaction<Tables>, { seenSamples }: NewRelease): Promise<boolean> {
  if (seenSamples === undefined || seenSamples.events.length === 0) return false;
  const { events, position } = seenSamples;
  return (await samplesAfter(tx, events, position, 1)).length > 0;
}

function findModule(tx: Transaction<Tables>, name: string) {
  return tx.selectFrom("module").select("id").where("name", "=", name).executeTakeFirst();
}

async function conflict(
  tx: Transaction<Tables>,
  moduleId: number | undefined,
  release: NewRelease,
): Promise<AppendOutcome | undefined> {
  if (moduleId === undefined) return release.knownReleases === 0 ? undefined : { kind: "stale" };
  const ofModule = tx.selectFrom("release").where("module_id", "=", moduleId);
  const same = await ofModule.select(["id", "digest"]).where("version", "=", release.version).executeTakeFirst();
  if (same !== undefined)
    return { kind: same.digest === release.digest ? "same" : "taken", release: await read(tx, same.id) };
  const { count } = await ofModule
    .select((eb) => eb.fn.countAll<number | string>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count) === release.knownReleases ? undefined : { kind: "stale" };
}

async function addModule(tx: Transaction<Tables>, release: NewRelease): Promise<number> {
  const id = await nextId(tx, "module");
  await tx.insertInto("module").values({ id, name: release.module, created_at: release.at }).execute();
  return id;
}

/** Finds the first event of the release that another module has. */
async function foreignEvent(tx: Transaction<Tables>, release: NewRelease): Promise<AppendOutcome | undefined> {
  if (release.events.length === 0) return undefined;
  const names = release.events.map((event) => event.name);
  const owner = await tx
    .selectFrom("event")
    .innerJoin("module", "module.id", "event.module_id")
    .select(["event.name as event", "module.name as module"])
    .where("event.name", "in", names)
    .where("module.name", "!=", release.module)
    .orderBy("event.name")
    .executeTakeFirst();
  return owner === undefined ? undefined : { kind: "elsewhere", ...owner };
}

async function insert(tx: Transaction<Tables>, moduleId: number, release: NewRelease): Promise<number> {
  const id = await nextId(tx, "release");
  await tx
    .insertInto("release")
    .values({
      id,
      module_id: moduleId,
      version: release.version,
      digest: release.digest,
      set_digest: await putDescriptorSet(tx, release.schemas),
      source_commit: release.commit,
      package_name: release.packageName,
      generator_version: release.generatorVersion,
      bump: release.bump,
      previous_id: release.previousId,
      created_at: release.at,
    })
    .execute();
  for (const { path, content } of release.files) {
    const content_digest = await putContent(tx, content);
    await tx.insertInto("release_file").values({ release_id: id, path, content_digest }).execute();
  }
  for (const { name, schemaDigest, document } of release.events) {
    await tx
      .insertInto("event")
      .values({ name, module_id: moduleId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto("release_event")
      .values({ release_id: id, name, schema_digest: schemaDigest, document: JSON.stringify(document) })
      .execute();
  }
  return id;
}

async function read(tx: Transaction<Tables>, id: number): Promise<ReleaseRecord> {
  const [record] = await releasesById(tx, [id]);
  if (record === undefined) throw new Error(`release ${id} is gone within its own transaction`);
  return record;
}
