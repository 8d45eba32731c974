import type { CommitRecord, CommitStore } from "../store/commit-store.ts";
import { notFound } from "./remote-error.ts";

/** Commits with all that they were built on, each once, and who needs whom directly. */
export interface CommitGraph {
  readonly commits: readonly CommitRecord[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** Follows the dependencies of commits, however deep. Throws ConnectError when one is missing. */
export async function commitGraph(store: CommitStore, roots: readonly CommitRecord[]): Promise<CommitGraph> {
  const found = new Map(roots.map((commit) => [commit.id, commit]));
  const edges: { from: string; to: string }[] = [];
  for (const commit of found.values()) {
    for (const id of commit.dependencies) {
      edges.push({ from: commit.id, to: id });
      if (!found.has(id)) found.set(id, await existing(store, id));
    }
  }
  return { commits: [...found.values()], edges };
}

/** A commit that must exist. Throws ConnectError. */
export async function existing(store: CommitStore, id: string): Promise<CommitRecord> {
  const commit = await store.commit(id.replaceAll("-", ""));
  if (commit === undefined) throw notFound(`commit ${id}`);
  return commit;
}
