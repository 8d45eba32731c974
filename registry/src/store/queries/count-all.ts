import type { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { StoreCounts } from "../store.ts";

/** Tables by what a row of them is. */
const COUNTED = {
  modules: "module",
  releases: "release",
  events: "event",
  schemas: "subject_schema",
  commits: "commit_record",
  packages: "npm_version",
} as const satisfies Record<keyof StoreCounts, keyof Tables>;

/** How much is stored. */
export async function countAll(db: Kysely<Tables>): Promise<StoreCounts> {
  const counts: Partial<Record<keyof StoreCounts, number>> = {};
  for (const [kind, table] of Object.entries(COUNTED) as [keyof StoreCounts, keyof Tables][]) {
    const { count } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number | string>().as("count"))
      .executeTakeFirstOrThrow();
    counts[kind] = Number(count);
  }
  return counts as StoreCounts;
}
