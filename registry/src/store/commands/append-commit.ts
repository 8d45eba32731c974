import { createHash } from "node:crypto";
import type { Transaction } from "kysely";
import type { AppendOutcome, CommitRecord, LabelChange, ModuleRecord, NewCommit } from "../commit-store.ts";
import { findCommit } from "../queries/commits.ts";
import { audit } from "../sql/audit.ts";
import { nextId } from "../sql/next-id.ts";
import { putContent } from "../sql/put-content.ts";
import type { Tables } from "../sql/tables.ts";

/** Makes a module unless there is one. */
export async function createModule(
  tx: Transaction<Tables>,
  { name, createdAt, actor }: ModuleRecord & { readonly actor: string },
): Promise<{ readonly kind: "created" | "same" }> {
  const known = await findModuleId(tx, name);
  if (known !== undefined) return { kind: "same" };
  await tx
    .insertInto("module")
    .values({ id: await nextId(tx, "module"), name, created_at: createdAt })
    .execute();
  await audit(tx, { at: createdAt, actor, action: "module.create", target: name, detail: {} });
  return { kind: "created" };
}

/** Stores commits unless their digests are known, and moves labels to them; none when one was checked against what is no more. */
export async function appendCommits(tx: Transaction<Tables>, wanted: readonly NewCommit[]): Promise<AppendOutcome> {
  const moduleIds = await Promise.all(wanted.map((each) => freshModuleId(tx, each)));
  const fresh = moduleIds.flatMap((moduleId, index) => {
    const commit = wanted[index];
    return moduleId === undefined || commit === undefined ? [] : [{ moduleId, commit }];
  });
  if (fresh.length < wanted.length) return { kind: "stale" };
  const commits: CommitRecord[] = [];
  let kind: "stored" | "same" = "same";
  for (const { moduleId, commit } of fresh) {
    const appended = await appendCommit(tx, moduleId, commit);
    if (appended.isNew) kind = "stored";
    commits.push(appended.commit);
  }
  return { kind, commits };
}

/** The id of a commit's module; nothing when it is not there, or the label moved since the commit was checked. */
async function freshModuleId(tx: Transaction<Tables>, wanted: NewCommit): Promise<number | undefined> {
  const moduleId = await findModuleId(tx, wanted.module);
  const [first] = wanted.labels;
  if (moduleId === undefined || first === undefined) return moduleId;
  return ((await pointee(tx, moduleId, first)) ?? "") === wanted.seen ? moduleId : undefined;
}

async function appendCommit(
  tx: Transaction<Tables>,
  moduleId: number,
  wanted: NewCommit,
): Promise<{ readonly isNew: boolean; readonly commit: CommitRecord }> {
  const same = await tx
    .selectFrom("commit_record")
    .select("id")
    .where("module_id", "=", moduleId)
    .where("digest", "=", wanted.digest)
    .executeTakeFirst();
  const id = same?.id ?? (await insertCommit(tx, moduleId, wanted));
  for (const label of wanted.labels) await pointLabel(tx, moduleId, label, id, wanted.at);
  const detail = { id, labels: wanted.labels };
  await audit(tx, { at: wanted.at, actor: wanted.actor, action: "commit.push", target: wanted.module, detail });
  const commit = await findCommit(tx, id);
  if (commit === undefined) throw new Error(`commit ${id} is gone within its own transaction`);
  return { isNew: same === undefined, commit };
}

/** Points a label to a commit of its module, archives it or takes it into use again. */
export async function changeLabel(
  tx: Transaction<Tables>,
  { module, name, change, at, actor }: LabelChange,
): Promise<{ readonly kind: "changed" | "missing" }> {
  const moduleId = await findModuleId(tx, module);
  if (moduleId === undefined) return { kind: "missing" };
  if (change.kind === "point") {
    const commit = await findCommit(tx, change.commitId);
    if (commit?.module !== module) return { kind: "missing" };
    await pointLabel(tx, moduleId, name, change.commitId, at);
  } else {
    if ((await pointee(tx, moduleId, name)) === undefined) return { kind: "missing" };
    const archived_at = change.kind === "archive" ? at : 0;
    await tx
      .updateTable("label")
      .set({ archived_at, updated_at: at })
      .where("module_id", "=", moduleId)
      .where("name", "=", name)
      .execute();
  }
  await audit(tx, { at, actor, action: `label.${change.kind}`, target: `${module}:${name}`, detail: change });
  return { kind: "changed" };
}

async function findModuleId(tx: Transaction<Tables>, name: string): Promise<number | undefined> {
  return (await tx.selectFrom("module").select("id").where("name", "=", name).executeTakeFirst())?.id;
}

async function pointee(tx: Transaction<Tables>, moduleId: number, label: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("label")
    .select("commit_id")
    .where("module_id", "=", moduleId)
    .where("name", "=", label)
    .executeTakeFirst();
  return row?.commit_id;
}

async function insertCommit(tx: Transaction<Tables>, moduleId: number, wanted: NewCommit): Promise<string> {
  const { id, digest, dependencies, sourceControlUrl, at } = wanted;
  await tx
    .insertInto("commit_record")
    .values({
      ...{ id, module_id: moduleId, digest, source_control_url: sourceControlUrl, created_at: at },
      dependencies: JSON.stringify(dependencies),
      position: await nextId(tx, "commit"),
    })
    .execute();
  for (const { path, content } of wanted.files) {
    const content_digest = await putContent(tx, content);
    await tx.insertInto("commit_file").values({ commit_id: id, path, content_digest }).execute();
  }
  return id;
}

async function pointLabel(
  tx: Transaction<Tables>,
  moduleId: number,
  name: string,
  commitId: string,
  at: number,
): Promise<void> {
  const id = createHash("sha256").update(`label ${moduleId} ${name}`).digest("hex").slice(0, 32);
  const before = await pointee(tx, moduleId, name);
  await tx
    .insertInto("label")
    .values({ id, module_id: moduleId, name, commit_id: commitId, created_at: at, updated_at: at, archived_at: 0 })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ commit_id: commitId, updated_at: at, archived_at: 0 }),
    )
    .execute();
  if (before === commitId) return;
  const position = await nextId(tx, "label_history");
  await tx.insertInto("label_history").values({ position, label_id: id, commit_id: commitId }).execute();
}
