import type { Kysely } from "kysely";
import type { Tables } from "../sql/tables.ts";
import type { UsageRecord } from "../usage-store.ts";

/** What all services told, by service and environment. */
export async function listUsages(db: Kysely<Tables>): Promise<UsageRecord[]> {
  const rows = await db.selectFrom("service_usage").selectAll().orderBy("service").orderBy("environment").execute();
  return rows.map(({ service, environment, document, reported_at }) => ({
    ...(JSON.parse(document) as Omit<UsageRecord, "service" | "environment" | "reportedAt">),
    ...{ service, environment, reportedAt: reported_at },
  }));
}
